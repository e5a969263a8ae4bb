import { offerAbilities } from '@linzhang/shared/offers/offers.policy';
import {
  actualCostFen,
  maxCostFen,
  needsBill,
  type OfferDraft,
  type OfferTerms,
  offerFaults,
  splitCostFen,
} from '@linzhang/shared/offers/offers.rules';
import { EVERYBODY } from '../support/eligibility';

const cashOff: OfferTerms = { kind: 'cash_off', thresholdFen: 5_000, offFen: 2_000 };
const discount: OfferTerms = { kind: 'discount', payPercent: 85, capFen: 1_000, thresholdFen: 2_000 };
const gift: OfferTerms = { kind: 'gift', goods: '雨伞', costFen: 1_500 };
const aum: OfferTerms = { kind: 'aum_threshold', riseFen: 10_000_000, offFen: 50_000 };
const prize: OfferTerms = { kind: 'prize', goods: '保温杯', costFen: 3_000 };

describe('what a claim costs', () => {
  it.each([
    [cashOff, 2_000, true],
    [discount, 1_000, true],
    [gift, 1_500, false],
    [aum, 50_000, false],
    [prize, 3_000, false],
  ])('%j at most %i, bill asked: %s', (terms, most, bill) => {
    expect([maxCostFen(terms), needsBill(terms)]).toEqual([most, bill]);
  });

  it.each([
    [cashOff, 4_999, null],
    [cashOff, 5_000, 2_000],
    [cashOff, 6_300, 2_000],
    [cashOff, null, null],
    [cashOff, 0, null],
    [discount, 1_999, null],
    [discount, 2_000, 300],
    // 15 % of 66.66 is 9.999: the fen that is not whole is not given.
    [discount, 6_666, 999],
    [discount, 6_667, 1_000],
    [discount, 1_000_000, 1_000],
    [{ ...discount, thresholdFen: 0 } as OfferTerms, 1, 0],
    [gift, null, 1_500],
    [aum, null, 50_000],
    [prize, 99, 3_000],
  ])('%j for a bill of %s: %s', (terms, billFen, costFen) => {
    expect(actualCostFen(terms, billFen)).toBe(costFen);
  });

  it.each([
    [2_000, 50, 1_000, 1_000],
    [2_001, 50, 1_000, 1_001],
    [999, 33, 329, 670],
    [2_000, 100, 2_000, 0],
    [2_000, 0, 0, 2_000],
  ])('%i shared with %i parts of the bank: %i and %i', (costFen, percent, bankFen, merchantFen) => {
    expect(splitCostFen(costFen, percent)).toEqual({ bankFen, merchantFen });
  });
});

const now = new Date('2026-11-15T02:00:00Z');
const draft = (over: Partial<OfferDraft> = {}): OfferDraft => ({
  name: '满50减20',
  intro: '全场可用',
  terms: cashOff,
  merchantId: 'm1',
  boothIds: [],
  stock: 100,
  perMember: 1,
  perMemberDay: null,
  budgetFen: 200_000,
  bankPercent: 50,
  opensAt: new Date('2026-11-15T02:00:00Z'),
  closesAt: new Date('2026-11-20T02:00:00Z'),
  validity: { kind: 'days', days: 7 },
  eligibility: EVERYBODY,
  ...over,
});

describe('publishing', () => {
  it.each([
    ['a good one', {}, []],
    ['closing when it opens', { closesAt: new Date('2026-11-15T02:00:00Z') }, ['closed_before_open', 'already_closed']],
    ['closing after now by a blink', { opensAt: new Date(0), closesAt: new Date(now.getTime() + 1) }, []],
    ['closed now', { opensAt: new Date(0), closesAt: now }, ['already_closed']],
    ['off equal to the threshold', { terms: { ...cashOff, offFen: 5_000 }, budgetFen: 500_000 }, []],
    ['off over the threshold', { terms: { ...cashOff, offFen: 5_001 }, budgetFen: 600_000 }, ['off_over_threshold']],
    ['two a day of one', { perMemberDay: 2 }, ['day_over_member']],
    ['budget for one', { budgetFen: 2_000 }, []],
    ['budget for less than one', { budgetFen: 1_999 }, ['budget_below_unit']],
    ['a share without merchant', { merchantId: null }, ['merchant_pays_without_merchant']],
    ['the bank alone', { merchantId: null, bankPercent: 100 }, []],
    ['a prize of a merchant', { terms: prize }, ['prize_of_merchant']],
    [
      'over before it begins',
      { validity: { kind: 'fixed', from: new Date(0), until: new Date('2026-11-15T02:00:00Z') } },
      ['valid_before_open'],
    ],
    ['something for sharing', { intro: '转发朋友圈即可领取礼品' }, ['rewards_sharing']],
  ] as [string, Partial<OfferDraft>, string[]][])('%s', (_name, over, faults) => {
    expect(offerFaults(draft(over), now)).toEqual(faults);
  });

  it('says everything that is wrong at once', () => {
    const wrong = draft({ budgetFen: 1, perMemberDay: 5, merchantId: null, terms: { ...cashOff, offFen: 9_000 } });
    expect(offerFaults(wrong, now)).toEqual([
      'off_over_threshold',
      'day_over_member',
      'budget_below_unit',
      'merchant_pays_without_merchant',
    ]);
  });
});

describe('what a page may offer', () => {
  const head = { employeeId: 'e', branchId: 'b1', roles: ['head'] };
  const all = {
    update: true,
    publish: false,
    withdraw: false,
    pause: true,
    end: true,
    raise: true,
    manageClaims: true,
  };
  it.each([
    ['draft', { ...all, publish: true, pause: false, end: false, raise: false }],
    ['waiting', { ...all, update: false, withdraw: true, pause: false, end: false, raise: false }],
    ['published', all],
    ['paused', { ...all, publish: true, pause: false }],
    ['ended', { ...all, update: false, pause: false, end: false, raise: false }],
  ] as const)('for one that is %s', (status, can) => {
    expect(offerAbilities(head, { branchId: 'b1', status }, false)).toEqual(can);
  });

  it('to nobody else than the own head and admins', () => {
    const none = Object.values(
      offerAbilities({ ...head, branchId: 'b2' }, { branchId: 'b1', status: 'published' }, false),
    );
    expect(none.every((may) => !may)).toBe(true);
    expect(offerAbilities(head, { branchId: 'b1', status: 'published' }, true).raise).toBe(false);
    expect(
      offerAbilities({ ...head, branchId: 'b2', roles: ['admin'] }, { branchId: 'b1', status: 'published' }, false)
        .pause,
    ).toBe(true);
  });
});
