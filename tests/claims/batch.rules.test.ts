import { type BatchRequest, type CountedClaim, decideBatch } from '@linzhang/shared/claims/batch.rules';
import type { ClaimableOffer } from '@linzhang/shared/claims/claims.rules';

const now = new Date('2026-11-15T02:00:00Z');
const offer: ClaimableOffer = {
  status: 'published',
  opensAt: new Date('2026-11-14T00:00:00Z'),
  closesAt: new Date('2026-12-14T00:00:00Z'),
  validity: { kind: 'days', days: 7 },
  perMember: 2,
  perMemberDay: null,
  unitCostFen: 100,
};
const left = { unitsLeft: 10, budgetLeftFen: 10_000 };
const ask = (memberId: string, causeId: string, over: Partial<BatchRequest> = {}): BatchRequest => ({
  memberId,
  limitIds: [memberId],
  causeId,
  refusal: null,
  now,
  ...over,
});
const held = (memberId: string, slot: number, over: Partial<CountedClaim> = {}): CountedClaim => ({
  id: `claim-${memberId}-${slot}`,
  memberId,
  causeId: `old-${slot}`,
  slot,
  day: '2026-11-14',
  daySlot: null,
  ...over,
});
const kinds = (requests: BatchRequest[], counted: CountedClaim[] = [], rest = left, terms = offer) =>
  decideBatch(terms, rest, counted, requests).map((each) =>
    each.kind === 'granted' ? each.slot : each.kind === 'refused' ? each.refusal : each.kind,
  );

describe('a batch', () => {
  it('is decided in order: the last unit goes to the first who asks', () => {
    expect(kinds([ask('a', '1'), ask('b', '2')], [], { unitsLeft: 1, budgetLeftFen: 100 })).toEqual([
      1,
      'offer_sold_out',
    ]);
    expect(kinds([ask('a', '1'), ask('b', '2')], [], { unitsLeft: 5, budgetLeftFen: 199 })).toEqual([
      1,
      'offer_budget_spent',
    ]);
  });

  it('counts what it has just granted toward the limit of the member', () => {
    expect(kinds([ask('a', '1'), ask('a', '2'), ask('a', '3')])).toEqual([1, 2, 'offer_limit_reached']);
  });

  it('grants one request once: within the batch, and where it was answered before', () => {
    expect(kinds([ask('a', '1'), ask('a', '1')])).toEqual([1, 'twin']);
    expect(kinds([ask('a', 'old-1')], [held('a', 1)])).toEqual(['answered']);
    expect(kinds([ask('b', 'old-1')], [held('a', 1)])).toEqual([1]);
  });

  it('answers a repeat before anything refuses it', () => {
    expect(
      kinds([ask('a', 'old-1', { refusal: 'risk_blocked' })], [held('a', 1)], { unitsLeft: 0, budgetLeftFen: 0 }),
    ).toEqual(['answered']);
    expect(kinds([ask('a', 'new', { refusal: 'risk_blocked' })], [held('a', 1)])).toEqual(['risk_blocked']);
  });

  it('counts the former accounts of a person', () => {
    expect(kinds([ask('b', '1', { limitIds: ['b', 'a'] })], [held('a', 1)])).toEqual([2]);
    expect(kinds([ask('b', '1', { limitIds: ['b', 'a'] })], [held('a', 1), held('a', 2)])).toEqual([
      'offer_limit_reached',
    ]);
  });

  it('gives days their own slots', () => {
    const daily = { ...offer, perMember: 10, perMemberDay: 2 };
    const decided = decideBatch(
      daily,
      left,
      [held('a', 1, { day: '2026-11-14', daySlot: 1 }), held('a', 2, { day: '2026-11-15', daySlot: 2 })],
      [ask('a', '1'), ask('a', '2')],
    );
    expect(decided).toEqual([
      { kind: 'granted', slot: 3, day: '2026-11-15', daySlot: 1 },
      { kind: 'refused', refusal: 'offer_day_limit_reached' },
    ]);
  });

  it('uses a slot that the bank has given back', () => {
    expect(kinds([ask('a', '1')], [held('a', 2)])).toEqual([1]);
  });
});
