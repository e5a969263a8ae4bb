import type { Counter } from '@linzhang/shared/claims/claims.policy';
import { isClaimCode, LOOKUP_MS, redeemRefusal } from '@linzhang/shared/claims/claims.rules';
import type { LookUp } from '@linzhang/shared/claims/redemptions.contract';
import { tidyCode } from '@linzhang/shared/kernel/codes';
import { AppError } from '@linzhang/shared/kernel/errors';
import { needsBill } from '@linzhang/shared/offers/offers.rules';
import { Types } from 'mongoose';
import type { EmployeeActor } from '../http/actor';
import { settingsOf } from '../settings/settings.service';
import { requireCode } from '../stamps/codes.service';
import { Claim, type ClaimRecord } from './claim.model';
import { counterOf, isRedeemedAt } from './counter.service';
import { counterMember } from './counterMember';
import { spendTyping, typingLockedUntil } from './employeeHours';
import { knownOffer } from './offerCache';
import { Lookup, type LookupRecord } from './redemption.model';

/** Claims shown at once: nobody carries more to a counter. */
const MOST_CLAIMS = 100;

export interface LookupWish {
  employee: EmployeeActor;
  /** The scanned redeem code, or the typed code of one claim. */
  code: string | null;
  claimCode: string | null;
  boothId: string | null;
}

/** Finds what a customer can use at this counter, and keeps it for the minutes of picking and typing. */
export async function lookUpClaims(wish: LookupWish, now: Date): Promise<LookUp> {
  const { employee, code, claimCode, boothId } = wish;
  if ((code === null) === (claimCode === null)) throw new AppError('invalid_request');
  const counter = await counterOf(employee, boothId, now);
  if (code !== null) {
    const { memberId } = await requireCode(code, 'redeem', now);
    return keep(employee, 'member_code', memberId, await usableHere(memberId, counter, now), now);
  }
  const claim = await findTyped(employee, tidyCode(claimCode ?? ''), counter, now);
  const refusal = redeemRefusal(claim, now);
  if (refusal) throw new AppError(refusal, { at: (claim.redeemedAt ?? claim.validUntil).toISOString() });
  return keep(employee, 'claim_code', claim.memberId.toHexString(), [claim], now);
}

/** Usable claims of a member whose offers are redeemed here, what ends first on top. */
async function usableHere(memberId: string, counter: Counter, now: Date): Promise<ClaimRecord[]> {
  const open = {
    memberId: new Types.ObjectId(memberId),
    state: 'claimed',
    validFrom: { $lte: now },
    validUntil: { $gt: now },
  };
  const claims = await Claim.find(open as never)
    .sort({ validUntil: 1 })
    .limit(MOST_CLAIMS)
    .lean();
  const here = await Promise.all(
    claims.map(async (claim) => isRedeemedAt((await knownOffer(claim.offerId.toHexString())).offer, counter)),
  );
  return claims.filter((_claim, index) => here[index]);
}

/** The claim of a typed code. An unknown one and one of another merchant get the same answer and count the same. */
async function findTyped(employee: EmployeeActor, code: string, counter: Counter, now: Date): Promise<ClaimRecord> {
  const { wrongCodesPerHour } = await settingsOf(employee.branchId);
  const typing = await spendTyping(employee.employeeId, wrongCodesPerHour, now);
  if (!typing) {
    const until = await typingLockedUntil(employee.employeeId, now);
    throw new AppError('claim_typing_locked', until ? { until: until.toISOString() } : undefined);
  }
  // A slip of the finger is found by the check character: it guesses nothing, so it costs nothing.
  if (!isClaimCode(code)) {
    await typing.right();
    throw new AppError('claim_code_mistyped');
  }
  const claim = await Claim.findById(code).lean();
  const offer = claim ? (await knownOffer(claim.offerId.toHexString())).offer : null;
  if (!claim || !offer || !isRedeemedAt(offer, counter)) {
    await typing.wrong();
    throw new AppError('claim_code_unknown');
  }
  await typing.right();
  return claim;
}

async function keep(
  employee: EmployeeActor,
  by: LookupRecord['by'],
  memberId: string,
  claims: readonly ClaimRecord[],
  now: Date,
): Promise<LookUp> {
  const row: LookupRecord = {
    _id: new Types.ObjectId(),
    employeeId: employee.employeeId,
    memberId: new Types.ObjectId(memberId),
    by,
    claimIds: claims.map((claim) => claim._id),
    expiresAt: new Date(now.getTime() + LOOKUP_MS),
  };
  await Lookup.create([row]);
  const offers = await Promise.all(claims.map((claim) => knownOffer(claim.offerId.toHexString())));
  return {
    lookupId: row._id.toHexString(),
    by,
    member: await counterMember(memberId),
    claims: claims.map((claim, index) => {
      const offer = offers[index]?.offer;
      if (!offer) throw new Error(`claim ${claim._id} has no offer`);
      const { name, terms } = offer;
      return { id: claim._id, name, terms, validUntil: claim.validUntil.toISOString(), needsBill: needsBill(terms) };
    }),
    validUntil: row.expiresAt.toISOString(),
  };
}

/** What an employee looked up and may still redeem; `lookup_expired` otherwise, also for a claim not in it, `not_found` for another's. */
export async function getLookup(
  lookupId: string,
  employeeId: string,
  claimId: string,
  now: Date,
): Promise<LookupRecord> {
  const row = await Lookup.findById(lookupId).lean();
  if (row && row.employeeId !== employeeId) throw new AppError('not_found');
  const good = row && row.expiresAt > now && row.claimIds.includes(claimId);
  if (!good) throw new AppError('lookup_expired');
  return row;
}
