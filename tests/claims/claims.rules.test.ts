import {
  type ClaimableOffer,
  claimCodeOf,
  claimRefusal,
  freeSlot,
  isClaimCode,
  leftCount,
  redeemRefusal,
  reversalRefusal,
  riskRefusal,
  spacedCode,
  stockChange,
  validityOf,
} from '@linzhang/shared/claims/claims.rules';
import { checkCharacterOf, hasValidCheck, tidyCode } from '@linzhang/shared/kernel/codes';

const at = (text: string) => new Date(`2026-11-${text}+08:00`);
const offer = (over: Partial<ClaimableOffer> = {}): ClaimableOffer => ({
  status: 'published',
  opensAt: at('14T09:00:00'),
  closesAt: at('21T18:00:00'),
  validity: { kind: 'days', days: 7 },
  perMember: 2,
  perMemberDay: 1,
  unitCostFen: 2_000,
  ...over,
});
const plenty = { unitsLeft: 100, budgetLeftFen: 100_000 };
const none = { inAll: 0, today: 0 };

describe('claiming', () => {
  it.each([
    ['before it opens', '14T08:59:59.999', {}, 'offer_not_open'],
    ['as it opens', '14T09:00:00', {}, null],
    ['in the last instant', '21T17:59:59.999', {}, null],
    ['as it closes', '21T18:00:00', {}, 'offer_ended'],
    ['a draft', '15T10:00:00', { status: 'draft' }, 'offer_not_open'],
    ['one that waits for a second person', '15T10:00:00', { status: 'waiting' }, 'offer_not_open'],
    ['a paused one', '15T10:00:00', { status: 'paused' }, 'offer_paused'],
    ['an ended one', '15T10:00:00', { status: 'ended' }, 'offer_ended'],
  ] as const)('%s', (_when, now, over, refusal) => {
    expect(claimRefusal(offer(over), plenty, none, at(now))).toBe(refusal);
  });

  it('is over where a claim would be born expired', () => {
    const fixed = offer({ validity: { kind: 'fixed', from: at('14T00:00:00'), until: at('16T00:00:00') } });
    expect(claimRefusal(fixed, plenty, none, at('15T23:59:59.999'))).toBeNull();
    expect(claimRefusal(fixed, plenty, none, at('16T00:00:00'))).toBe('offer_ended');
  });

  it.each([
    [{ inAll: 1, today: 0 }, plenty, null],
    [{ inAll: 2, today: 0 }, plenty, 'offer_limit_reached'],
    [{ inAll: 1, today: 1 }, plenty, 'offer_day_limit_reached'],
    [none, { unitsLeft: 1, budgetLeftFen: 2_000 }, null],
    [none, { unitsLeft: 0, budgetLeftFen: 2_000 }, 'offer_sold_out'],
    [none, { unitsLeft: 1, budgetLeftFen: 1_999 }, 'offer_budget_spent'],
    // Who holds one never reads "sold out".
    [{ inAll: 2, today: 1 }, { unitsLeft: 0, budgetLeftFen: 0 }, 'offer_limit_reached'],
  ])('with own %j and left %j is %s', (own, left, refusal) => {
    expect(claimRefusal(offer(), left, own, at('15T10:00:00'))).toBe(refusal);
  });

  it('takes the lowest free slot', () => {
    expect(freeSlot(new Set(), 1)).toBe(1);
    expect(freeSlot(new Set([1]), 1)).toBeNull();
    expect(freeSlot(new Set([1, 3]), 3)).toBe(2);
  });

  it.each([
    [0, false, null],
    [1, false, 'phone_required'],
    [3, false, 'phone_required'],
    [1, true, null],
    [3, true, null],
    [4, true, 'risk_blocked'],
    [4, false, 'risk_blocked'],
  ])('by who has risk rank %i, phone bound %s: %s', (rank, phone, refusal) => {
    expect(riskRefusal(rank, phone)).toBe(refusal);
  });
});

describe('a claim is usable', () => {
  it('for whole days, the first being the day of the claim', () => {
    const claimed = validityOf({ kind: 'days', days: 3 }, at('16T23:59:59'));
    expect([claimed.validFrom, claimed.validUntil]).toEqual([at('16T23:59:59'), at('19T00:00:00')]);
    expect(validityOf({ kind: 'days', days: 1 }, at('16T00:00:00')).validUntil).toEqual(at('17T00:00:00'));
  });

  it('within fixed dates, not before the claim', () => {
    const fixed = { kind: 'fixed', from: at('18T00:00:00'), until: at('20T00:00:00') } as const;
    expect(validityOf(fixed, at('17T10:00:00'))).toEqual({ validFrom: fixed.from, validUntil: fixed.until });
    expect(validityOf(fixed, at('19T10:00:00')).validFrom).toEqual(at('19T10:00:00'));
  });

  it.each([
    ['claimed', '17T23:59:59.999', 'claim_not_yet_valid'],
    ['claimed', '18T00:00:00', null],
    ['claimed', '19T23:59:59.999', null],
    ['claimed', '20T00:00:00', 'claim_expired'],
    ['redeemed', '19T00:00:00', 'claim_already_redeemed'],
    ['reversed', '19T00:00:00', 'claim_ended'],
    ['cancelled', '19T00:00:00', 'claim_ended'],
    ['expired', '19T00:00:00', 'claim_expired'],
  ] as const)('when %s at %s: %s', (state, now, refusal) => {
    const claim = { state, validFrom: at('18T00:00:00'), validUntil: at('20T00:00:00') };
    expect(redeemRefusal(claim, at(now))).toBe(refusal);
  });

  it('and its redemption can be taken back for 24 hours', () => {
    const claim = { state: 'redeemed', redeemedAt: at('18T10:00:00') } as const;
    expect(reversalRefusal(claim, at('19T10:00:00'))).toBeNull();
    expect(reversalRefusal(claim, at('19T10:00:00.001'))).toBe('reversal_too_late');
    expect(reversalRefusal({ state: 'reversed', redeemedAt: claim.redeemedAt }, at('18T11:00:00'))).toBe(
      'claim_not_redeemed',
    );
    expect(reversalRefusal({ state: 'claimed', redeemedAt: null }, at('18T11:00:00'))).toBe('claim_not_redeemed');
  });
});

describe('what is left', () => {
  it.each([
    ['of what costs nothing, by its units', { unitsLeft: 7, budgetLeftFen: 0 }, 0, 7],
    ['by its units, where the budget pays for all', { unitsLeft: 7, budgetLeftFen: 14_000 }, 2_000, 7],
    ['by the budget, where it ends first', { unitsLeft: 7, budgetLeftFen: 5_999 }, 2_000, 2],
  ] as const)('counts %s', (_what, left, unitCostFen, count) => {
    expect(leftCount(left, unitCostFen)).toBe(count);
  });

  it('comes out even however a claim ends', () => {
    const sum = (...changes: { units: number; budgetFen: number; spentFen: number }[]) =>
      changes.reduce((a, b) => ({
        units: a.units + b.units,
        budgetFen: a.budgetFen + b.budgetFen,
        spentFen: a.spentFen + b.spentFen,
      }));
    const claimed = stockChange.claimed(2_000);
    expect(sum(claimed, stockChange.returned(2_000))).toEqual({ units: 0, budgetFen: 0, spentFen: 0 });
    const used = sum(claimed, stockChange.redeemed(2_000, 1_200));
    expect(used).toEqual({ units: -1, budgetFen: -1_200, spentFen: 1_200 });
    expect(sum(used, stockChange.reversed(1_200, true))).toEqual({ units: 0, budgetFen: 0, spentFen: 0 });
    expect(sum(used, stockChange.reversed(1_200, false))).toEqual({ units: -1, budgetFen: 0, spentFen: 0 });
  });
});

describe('a claim code', () => {
  const bytes = Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7, 40, 73, 255]);

  it('has 11 characters and one that checks them', () => {
    const code = claimCodeOf(bytes);
    expect(code).toMatch(/^0123456789Z[0-9A-HJKMNP-TV-Z]$/);
    expect(isClaimCode(code)).toBe(true);
    expect(spacedCode(code)).toBe(`0123 4567 89Z${code.at(-1)}`);
    expect(() => claimCodeOf(bytes.subarray(1))).toThrow('11 bytes');
  });

  it('shows every single wrong character and swaps of neighbours', () => {
    const code = claimCodeOf(Uint8Array.from([7, 30, 2, 19, 11, 5, 23, 9, 14, 1, 28]));
    for (let place = 0; place < code.length; place += 1)
      for (const letter of '0123456789ABCDEFGHJKMNPQRSTVWXYZ') {
        const typed = code.slice(0, place) + letter + code.slice(place + 1);
        expect([typed, isClaimCode(typed)]).toEqual([typed, typed === code]);
      }
    const swapped = code[1] + (code[0] ?? '') + code.slice(2);
    expect(isClaimCode(swapped)).toBe(false);
  });

  it('is read as people type it', () => {
    expect(tidyCode(' o1il-2345 abcd ')).toBe('01112345ABCD');
    expect(hasValidCheck('')).toBe(false);
    expect(hasValidCheck('U0')).toBe(false);
    expect(hasValidCheck(`A${checkCharacterOf('A')}`)).toBe(true);
  });
});
