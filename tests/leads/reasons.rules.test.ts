import { DAY_MS } from '@linzhang/shared/kernel/time';
import { mean, median, unevennessPpm } from '@linzhang/shared/leads/figures.rules';
import { makesOwner } from '@linzhang/shared/leads/followUp.rules';
import { canReadFollowUps, canSeeLead, leadAbilities } from '@linzhang/shared/leads/leads.policy';
import {
  comparePool,
  DEFAULT_CAPS,
  dueAtOf,
  poolRank,
  staleness,
  takeRefusal,
} from '@linzhang/shared/leads/leads.rules';
import { lastReached, newReasons, reasonsOf } from '@linzhang/shared/leads/reasons.rules';

const NOW = new Date('2026-11-22T02:00:00.000Z');
const ago = (ms: number) => new Date(NOW.getTime() - ms);
const row = (
  id: string,
  kind: 'stamped' | 'redeemed' | 'phone_bound' | 'claimed' | 'stamp_card_completed',
  ms: number,
) => ({
  id,
  kind,
  occurredAt: ago(ms),
});
const NOTHING = { ledger: [], boundByChannel: false, standing: null };
const standing = (over: object) => ({
  tier: 'rising' as const,
  aumFen: 15_000_000,
  average90Fen: 0,
  aumRiseFen: 0,
  ...over,
});
const names = (facts: Parameters<typeof reasonsOf>[0]) =>
  reasonsOf(facts, '2026-11-22', NOW).map(({ reason }) => reason);

describe('why a member should be contacted', () => {
  it.each([
    [
      'a phone bound by a channel',
      { ...NOTHING, ledger: [row('a', 'phone_bound', 0)], boundByChannel: true },
      ['phone_bound'],
    ],
    ['a phone bound without one', { ...NOTHING, ledger: [row('a', 'phone_bound', 0)] }, []],
    [
      'a complete card',
      { ...NOTHING, ledger: [row('a', 'stamp_card_completed', 30 * DAY_MS - 1)] },
      ['card_completed'],
    ],
    ['a card long complete', { ...NOTHING, ledger: [row('a', 'stamp_card_completed', 30 * DAY_MS)] }, []],
    [
      'an offer for AUM',
      { ...NOTHING, ledger: [{ ...row('a', 'claimed', 0), aumOffer: true }] },
      ['aum_offer_claimed'],
    ],
    ['another offer', { ...NOTHING, ledger: [row('a', 'claimed', 0)] }, []],
    ['18万, near 20万', { ...NOTHING, standing: standing({ aumFen: 18_000_000 }) }, ['near_tier']],
    ['not yet near', { ...NOTHING, standing: standing({ aumFen: 17_999_999 }) }, []],
    ['the highest tier', { ...NOTHING, standing: standing({ tier: 'private', aumFen: 300_000_000 }) }, []],
    [
      '20 % less in a month',
      { ...NOTHING, standing: standing({ aumFen: 8_000_000, aumRiseFen: -2_000_000 }) },
      ['churn_warning'],
    ],
    ['almost 20 % less', { ...NOTHING, standing: standing({ aumFen: 8_000_001, aumRiseFen: -1_999_999 }) }, []],
  ])('%s', (_name, facts, expected) => {
    expect(names(facts)).toEqual(expected);
  });

  it('is the row by which the score came to 60', () => {
    const steps = Array.from({ length: 8 }, (_each, index) => row(`r${index}`, 'redeemed', 0));
    expect(lastReached(steps.slice(0, 7))).toBeNull();
    expect(lastReached(steps)?.id).toBe('r7');
    expect(lastReached([...steps, row('after', 'redeemed', 0)])?.id).toBe('r7');
  });

  it('warns after 60 silent days, of who did three things', () => {
    const three = [
      row('a', 'stamped', 70 * DAY_MS),
      row('b', 'stamped', 65 * DAY_MS),
      row('c', 'stamped', 60 * DAY_MS),
    ];
    expect(names({ ...NOTHING, ledger: three })).toEqual(['churn_warning']);
    expect(names({ ...NOTHING, ledger: three.slice(1) })).toEqual([]);
  });
});

describe('a reason', () => {
  const found = [{ reason: 'card_completed' as const, causeId: 'new', at: NOW }];
  const lead = (causeId: string, closedAt: Date | null) => [
    { reasons: [{ reason: 'card_completed' as const, causeId }], closedAt },
  ];
  it.each([
    ['there is no lead', [], 1],
    ['the open lead has it', lead('old', null), 0],
    ['it was closed 30 days ago', lead('old', ago(30 * DAY_MS)), 1],
    ['it was closed a little later', lead('old', ago(30 * DAY_MS - 1)), 0],
    ['the same cause was closed long ago', lead('new', ago(90 * DAY_MS)), 0],
  ])('where %s', (_name, earlier, count) => {
    expect(newReasons(found, earlier, NOW)).toHaveLength(count);
  });
});

describe('the numbers of a branch', () => {
  it('hold instead of the defaults', () => {
    const caps = { ...DEFAULT_CAPS, held: 2, takenADay: 1, restMs: 0, recycleMs: DAY_MS };
    const mine = { lastHolderId: 'me', releasedAt: NOW };
    expect(takeRefusal({ held: 2, takenToday: 0 }, mine, 'me', NOW, caps)).toBe('leads_held_limit');
    expect(takeRefusal({ held: 1, takenToday: 1 }, mine, 'me', NOW, caps)).toBe('leads_day_limit');
    expect(takeRefusal({ held: 1, takenToday: 0 }, mine, 'me', NOW, caps)).toBeNull();
    expect(staleness(ago(DAY_MS), false, NOW, caps)).toBe('pool');
    expect(dueAtOf(NOW, null, { ...caps, remindMs: 1 })).toEqual(new Date(NOW.getTime() + 1));
    expect(dueAtOf(NOW, '2026-11-30')).toEqual(new Date('2026-11-29T16:00:00.000Z'));
  });
});

describe('the pool as text', () => {
  const facts = [
    { distance: 300, industryMatches: false, openedAt: ago(0) },
    { distance: 90_000, industryMatches: true, openedAt: ago(DAY_MS) },
    { distance: null, industryMatches: true, openedAt: ago(2 * DAY_MS) },
    { distance: 300, industryMatches: false, openedAt: ago(5) },
  ];
  it.each([
    [['nearest', 'industry', 'first'] as const],
    [['industry', 'first', 'nearest'] as const],
    [['first', 'nearest', 'industry'] as const],
  ])('is in the same order by %j', (order) => {
    const byText = [...facts].sort((one, other) => (poolRank(order, one) < poolRank(order, other) ? -1 : 1));
    expect(byText).toEqual([...facts].sort(comparePool(order)));
  });
});

describe('figures', () => {
  it.each([
    [[], null, null],
    [[4], 4, 4],
    [[1, 2, 6], 3, 2],
    [[6, 1, 2, 3], 3, 2],
  ])('of %j: mean %s, median %s', (values, expectedMean, expectedMedian) => {
    expect([mean(values), median(values)]).toEqual([expectedMean, expectedMedian]);
  });

  it.each([
    [[], 0],
    [[0, 0], 0],
    [[5, 5], 0],
    [[0, 10], 500_000],
    [[1, 2, 3], 222_222],
  ])('%j are shared this unevenly: %d', (values, expected) => {
    expect(unevennessPpm(values)).toBe(expected);
  });
});

describe('who may', () => {
  const person = (employeeId: string, role: string, branchId = 'b') => ({ employeeId, branchId, roles: [role] });
  const pool = { branchId: 'b', state: 'open' as const, desk: 'pool' as const, holderId: null };
  const held = { branchId: 'b', state: 'held' as const, desk: null, holderId: 'me' };
  it.each([
    ['a manager sees the pool', person('me', 'manager'), pool, true],
    ['not that of another branch', person('me', 'manager', 'c'), pool, false],
    ['nor what lies with the head', person('me', 'manager'), { ...pool, desk: 'head' as const }, false],
    ['the own', person('me', 'manager'), held, true],
    ['nor a colleague’s', person('you', 'manager'), held, false],
    ['a head sees the branch', person('you', 'head'), held, true],
    ['not another one', person('you', 'head', 'c'), held, false],
    ['an admin all', person('you', 'admin', 'c'), held, true],
    ['staff none', person('me', 'staff'), held, false],
  ])('%s', (_name, actor, lead, expected) => {
    expect(canSeeLead(actor, lead)).toBe(expected);
  });

  it('work on it', () => {
    expect(leadAbilities(person('me', 'manager'), pool)).toEqual({
      take: true,
      release: false,
      followUp: false,
      assign: false,
    });
    expect(leadAbilities(person('me', 'manager'), held)).toEqual({
      take: false,
      release: true,
      followUp: true,
      assign: false,
    });
    expect(leadAbilities(person('h', 'head'), held)).toEqual({
      take: false,
      release: false,
      followUp: false,
      assign: true,
    });
    const won = { ...held, state: 'won' as const };
    expect(leadAbilities(person('me', 'manager'), won)).toEqual({
      take: false,
      release: false,
      followUp: false,
      assign: false,
    });
    expect(canReadFollowUps(person('you', 'manager'), pool)).toBe(false);
    expect([makesOwner('contacted'), makesOwner('qualified'), makesOwner('won'), makesOwner('lost')]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});
