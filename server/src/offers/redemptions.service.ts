import { redeemRefusal } from '@linzhang/shared/claims/claims.rules';
import type { Redemption as RedemptionAnswer } from '@linzhang/shared/claims/redemptions.contract';
import { AppError } from '@linzhang/shared/kernel/errors';
import { businessDay, startOfBusinessDay } from '@linzhang/shared/kernel/time';
import { AUM_HOLD_DAYS, actualCostFen, needsBill } from '@linzhang/shared/offers/offers.rules';
import { type ClientSession, Types } from 'mongoose';
import { requestApproval } from '../approvals/approvals.service';
import { isDuplicateKey } from '../db/duplicateKey';
import { once } from '../db/requests';
import { inTransaction } from '../db/transaction';
import type { EmployeeActor } from '../http/actor';
import { hasHeldAum } from '../members/standing.service';
import { settingsOf } from '../settings/settings.service';
import { Claim, type ClaimRecord } from './claim.model';
import { counterOf, isRedeemedAt } from './counter.service';
import { counterMembers } from './counterMember';
import { isHourFull } from './employeeHours';
import { getLookup } from './lookups.service';
import type { OfferRecord } from './offer.model';
import { knownOffer } from './offerCache';
import { Redemption, type RedemptionRecord } from './redemption.model';
import { askCustomer } from './redemptionNotices';
import { settle } from './settling';

export interface RedeemWish {
  employee: EmployeeActor;
  lookupId: string;
  claimId: string;
  billFen: number | null;
  boothId: string | null;
  requestId: string;
}

/**
 * Redeems a claim that was looked up: at once where the customer showed the own code; where the claim's code was typed,
 * it waits for the customer's tap. Safe to retry with the same requestId.
 */
export async function redeemClaim(wish: RedeemWish, now: Date): Promise<RedemptionAnswer> {
  const { employee, lookupId, claimId, billFen, boothId, requestId } = wish;
  const params = { lookupId, claimId, billFen, boothId };
  const key = { actorId: employee.employeeId, operation: 'redeemClaim', requestId, params };
  const settings = await settingsOf(employee.branchId);
  try {
    const redemptionId = await once(key, now, async (session) => {
      const lookup = await getLookup(lookupId, employee.employeeId, claimId, now);
      const { claim, offer, costFen } = await redeemable(session, wish, now);
      const waits = lookup.by === 'claim_code';
      const row: RedemptionRecord = {
        _id: new Types.ObjectId(),
        claimId,
        memberId: claim.memberId,
        offerId: claim.offerId,
        employeeId: employee.employeeId,
        ...(boothId === null ? {} : { boothId }),
        by: lookup.by,
        state: waits ? 'waiting' : 'redeemed',
        ...(billFen === null || !needsBill(offer.terms) ? {} : { billFen }),
        costFen,
        createdAt: now,
        ...(waits ? { confirmBefore: new Date(now.getTime() + settings.confirmSeconds * 1000) } : { redeemedAt: now }),
      };
      if (waits) await wait(session, row, offer, settings.redemptionsPerHour, now);
      else await settle(session, { row, claim, offer, limit: settings.redemptionsPerHour, now });
      await Redemption.create([row], { session });
      return row._id.toHexString();
    });
    return await getRedemption(redemptionId, employee.employeeId, now);
  } catch (error) {
    if (!isFullHour(error)) throw error;
    // Two first redemptions at once make the hour's row twice; only a full one says no.
    if (!(await isHourFull(employee.employeeId, settings.redemptionsPerHour, now))) return redeemClaim(wish, now);
    await askHead(employee, settings.redemptionsPerHour, now);
    throw new AppError('redemption_limit_reached', { limit: settings.redemptionsPerHour });
  }
}

/** True where the guard of the employee's hour refused: its upsert then fails on `_id`. */
export function isFullHour(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'redemption_limit_reached';
  return isDuplicateKey(error, '_id') && String((error as Error).message).includes('employeehours');
}

interface Redeemable {
  claim: ClaimRecord;
  offer: OfferRecord;
  costFen: number;
}

/** Everything that must hold where a claim is used: the counter, its state, the bill, the AUM. */
async function redeemable(session: ClientSession, wish: RedeemWish, now: Date): Promise<Redeemable> {
  const claim = await Claim.findById(wish.claimId).session(session).lean();
  if (!claim) throw new AppError('not_found');
  const { offer } = await knownOffer(claim.offerId.toHexString());
  if (!isRedeemedAt(offer, await counterOf(wish.employee, wish.boothId, now))) throw new AppError('not_found');
  const refusal = redeemRefusal(claim, now);
  if (refusal) throw new AppError(refusal, claim.redeemedAt ? { at: claim.redeemedAt.toISOString() } : undefined);
  if (needsBill(offer.terms) && !wish.billFen) throw new AppError('bill_required');
  const costFen = actualCostFen(offer.terms, wish.billFen);
  if (costFen === null) {
    const thresholdFen = 'thresholdFen' in offer.terms ? offer.terms.thresholdFen : 0;
    throw new AppError('bill_too_small', { thresholdFen });
  }
  if (offer.terms.kind === 'aum_threshold' && !(await hasRisen(claim, offer.terms.riseFen, now)))
    throw new AppError('aum_not_reached');
  return { claim, offer, costFen };
}

async function hasRisen({ memberId, baselineFen }: ClaimRecord, riseFen: number, now: Date): Promise<boolean> {
  if (baselineFen === undefined) return false;
  return hasHeldAum(memberId.toHexString(), baselineFen + riseFen, AUM_HOLD_DAYS, now);
}

/** Asks the customer; an earlier question about the same claim is taken back, so the last amount typed is the one shown. */
async function wait(
  session: ClientSession,
  row: RedemptionRecord,
  offer: OfferRecord,
  limit: number,
  now: Date,
): Promise<void> {
  if (await isHourFull(row.employeeId, limit, now)) throw new AppError('redemption_limit_reached', { limit });
  await Redemption.updateMany({ claimId: row.claimId, state: 'waiting' }, { $set: { state: 'lapsed' } }, { session });
  await askCustomer(session, row, offer, now);
}

/** Puts the cashier's full hour before a head; one question at a time. */
async function askHead(employee: EmployeeActor, limit: number, now: Date): Promise<void> {
  const { employeeId, branchId, name } = employee;
  const actor = { actorId: employeeId, actorName: name, ip: null };
  const request = {
    kind: 'redemption_hour' as const,
    branchId,
    subject: { kind: 'employee', id: employeeId, name },
    payload: {},
    facts: { redemptions: limit },
  };
  try {
    await inTransaction((session) => requestApproval(session, request, actor, now));
  } catch (error) {
    // It waits already.
    if (!isDuplicateKey(error)) throw error;
  }
}

/** One of the own redemptions; `not_found` for anybody else's. */
export async function getRedemption(redemptionId: string, employeeId: string, now: Date): Promise<RedemptionAnswer> {
  const row = await Redemption.findOne({ _id: new Types.ObjectId(redemptionId), employeeId }).lean();
  const [answer] = row ? await present([row], now) : [];
  if (!answer) throw new AppError('not_found');
  return answer;
}

/** A day holds 30 an hour at most, so this is everything of it unless a head let more through. */
const MOST_OF_A_DAY = 500;

/** What an employee redeemed today, newest first, with the sums of what stands. */
export async function listOwnRedemptions(
  employeeId: string,
  now: Date,
): Promise<{ items: RedemptionAnswer[]; count: number; offFen: number }> {
  const today = { employeeId, createdAt: { $gte: startOfBusinessDay(businessDay(now)) } };
  const rows = await Redemption.find({ ...today, state: { $in: ['redeemed', 'reversed'] } })
    .sort({ createdAt: -1 })
    .limit(MOST_OF_A_DAY)
    .lean();
  const standing = rows.filter((row) => row.state === 'redeemed');
  return {
    items: await present(rows, now),
    count: standing.length,
    offFen: standing.reduce((sum, row) => sum + row.costFen, 0),
  };
}

async function present(rows: readonly RedemptionRecord[], now: Date): Promise<RedemptionAnswer[]> {
  const members = await counterMembers(rows.map((row) => row.memberId.toHexString()));
  return Promise.all(
    rows.map(async (row) => {
      const { name, terms } = (await knownOffer(row.offerId.toHexString())).offer;
      const lapsed = row.state === 'waiting' && row.confirmBefore !== undefined && row.confirmBefore <= now;
      return {
        id: row._id.toHexString(),
        state: lapsed ? ('lapsed' as const) : row.state,
        claimId: row.claimId,
        name,
        terms,
        member: members.get(row.memberId.toHexString()) ?? { name: null, number: '' },
        billFen: row.billFen ?? null,
        offFen: row.costFen,
        at: (row.redeemedAt ?? row.createdAt).toISOString(),
        confirmBefore: row.confirmBefore?.toISOString() ?? null,
      };
    }),
  );
}
