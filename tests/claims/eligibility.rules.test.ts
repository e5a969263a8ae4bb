import { type Counter, canRedeemAt } from '@linzhang/shared/claims/claims.policy';
import { askedOf, type MemberFacts, unmetConditions } from '@linzhang/shared/claims/eligibility.rules';
import type { Eligibility } from '@linzhang/shared/offers/offers.rules';
import { EVERYBODY } from '../support/eligibility';

const now = new Date('2026-11-15T02:00:00Z');
const DAY = 86_400_000;
const member = (over: Partial<MemberFacts> = {}): MemberFacts => ({
  joinedAt: new Date(now.getTime() - 100 * DAY),
  returned: false,
  phoneBound: true,
  matchingAgreed: true,
  groupIds: [],
  stampCount: 0,
  standing: { tier: 'rising', segment: 'B', aumRiseFen: 500_000 },
  ...over,
});
const unmet = (asked: Partial<Eligibility>, over: Partial<MemberFacts> = {}) =>
  unmetConditions({ ...EVERYBODY, ...asked }, member(over), now).map(({ condition, step }) => `${condition}: ${step}`);

describe('conditions', () => {
  it('that ask for nothing are met by everybody', () => {
    expect(unmet({}, { phoneBound: false, standing: null })).toEqual([]);
  });

  it.each([
    ['one of the groups is enough', { groupIds: ['g1', 'g2'] }, { groupIds: ['g2'] }, []],
    ['no group', { groupIds: ['g1'] }, { groupIds: ['g3'] }, ['group: join_group']],
    ['phone', { phoneBound: true }, { phoneBound: false }, ['phone: bind_phone']],
    ['the 30th day is still new', { newMembersOnly: true }, { joinedAt: new Date(now.getTime() - 30 * DAY + 1) }, []],
    [
      'then no longer',
      { newMembersOnly: true },
      { joinedAt: new Date(now.getTime() - 30 * DAY) },
      ['new_member: wait'],
    ],
    ['who came back is not new', { newMembersOnly: true }, { joinedAt: now, returned: true }, ['new_member: wait']],
    ['enough stamps', { stamps: { eventId: 'e', count: 5 } }, { stampCount: 5 }, []],
    ['a stamp short', { stamps: { eventId: 'e', count: 5 } }, { stampCount: 4 }, ['stamps: collect_stamps']],
    ['tier', { tiers: ['wealth'] }, {}, ['tier: raise_aum']],
    ['segment', { segments: ['A'] }, {}, ['segment: ask_manager']],
    ['rise reached', { aumRiseFen: 500_000 }, {}, []],
    ['rise not reached', { aumRiseFen: 500_001 }, {}, ['aum_rise: raise_aum']],
    ['unknown without phone', { tiers: ['wealth'] }, { standing: null, phoneBound: false }, ['tier: bind_phone']],
    [
      'unknown without consent',
      { segments: ['B'] },
      { standing: null, matchingAgreed: false },
      ['segment: agree_matching'],
    ],
    ['unknown before the next import', { aumRiseFen: 1 }, { standing: null }, ['aum_rise: wait']],
  ] as [string, Partial<Eligibility>, Partial<MemberFacts>, string[]][])('%s', (_name, asked, over, expected) => {
    expect(unmet(asked, over)).toEqual(expected);
  });

  it('are all said at once, in the order of the steps', () => {
    const asked = {
      groupIds: ['g'],
      phoneBound: true,
      stamps: { eventId: 'e', count: 3 },
      tiers: ['private' as const],
      aumRiseFen: 1,
    };
    expect(unmet(asked, { phoneBound: false, standing: null, stampCount: 1 })).toEqual([
      'group: join_group',
      'phone: bind_phone',
      'stamps: collect_stamps',
      'tier: bind_phone',
      'aum_rise: bind_phone',
    ]);
    const [stamps] = unmetConditions({ ...EVERYBODY, stamps: asked.stamps }, member({ stampCount: 1 }), now);
    expect(stamps).toMatchObject({ needed: 3, have: 1, eventId: 'e' });
  });

  it('of an AUM offer are segment B unless it says otherwise', () => {
    const terms = { kind: 'aum_threshold', riseFen: 10_000_000, offFen: 50_000 } as const;
    expect(askedOf(terms, EVERYBODY).segments).toEqual(['B']);
    expect(askedOf(terms, { ...EVERYBODY, segments: ['A'] }).segments).toEqual(['A']);
    expect(askedOf(terms, { ...EVERYBODY, tiers: ['wealth'] }).segments).toEqual([]);
    expect(askedOf({ kind: 'gift', goods: '伞', costFen: 1 }, EVERYBODY).segments).toEqual([]);
  });
});

describe('where a claim is redeemed', () => {
  const cashier = { employeeId: 'e', branchId: 'b1', roles: ['cashier'], merchantId: 'm1' };
  const staff = { employeeId: 'e', branchId: 'b1', roles: ['staff'] };
  const booth = (over: Partial<NonNullable<Counter['booth']>> = {}) => ({
    id: 'k1',
    merchantId: 'm1',
    branchId: 'b1',
    assigned: true,
    ...over,
  });
  const market = { kind: 'cash_off', branchId: 'b1', merchantId: 'm1', boothIds: [] } as const;
  const prize = { kind: 'prize', branchId: 'b1', merchantId: null, boothIds: [] } as const;
  const banks = { kind: 'gift', branchId: 'b1', merchantId: null, boothIds: [] } as const;

  it.each([
    ['the merchant own cashier', market, cashier, null, true],
    ['the cashier of another merchant', market, { ...cashier, merchantId: 'm2' }, null, false],
    ['staff without a booth', market, staff, null, false],
    ['staff assigned to a booth of the merchant', market, staff, booth(), true],
    ['staff at that booth at another time', market, staff, booth({ assigned: false }), false],
    [
      'staff at a booth that the offer names',
      { ...market, boothIds: ['k2'] },
      staff,
      booth({ id: 'k2', merchantId: 'm2' }),
      true,
    ],
    ['staff at any other booth', market, staff, booth({ id: 'k3', merchantId: 'm2' }), false],
    ['a prize at the bank booth', prize, staff, booth({ merchantId: null }), true],
    ['a prize at a merchant booth', prize, staff, booth(), false],
    ['a prize at a booth of another branch', prize, staff, booth({ merchantId: null, branchId: 'b2' }), false],
    ['a prize at the counter of the branch', prize, staff, null, false],
    ['an offer of the bank by its staff', banks, staff, null, true],
    ['an offer of the bank by staff of another branch', banks, { ...staff, branchId: 'b2' }, null, false],
    ['an offer of the bank by a cashier', banks, cashier, null, false],
  ])('%s', (_who, offer, employee, at, may) => {
    expect(canRedeemAt(offer, { employee, booth: at })).toBe(may);
  });
});
