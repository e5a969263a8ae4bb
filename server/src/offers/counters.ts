import { OFFER_RULE_VERSION, type StockChange } from '@linzhang/shared/claims/claims.rules';
import type { ClientSession, Types } from 'mongoose';
import { OfferCounter, type OfferCounterRecord } from './offerCounter.model';
import { type MovementKind, StockMovement, type StockMovementRecord } from './stockMovement.model';

/** A change of what is left of an offer, as the ledger keeps it. */
export interface Movement {
  offerId: Types.ObjectId;
  kind: MovementKind;
  /** The claim, the offer or the approved raise: what caused it moves stock once. */
  causeId: string;
  claimId?: string;
  change: StockChange;
  occurredAt: Date;
  recordedAt: Date;
  employeeId?: string;
  because?: string;
}

/** Writes ledger rows within the transaction of the counters' change, in one insert by the driver: every claim passes here. */
export async function recordMovements(session: ClientSession, movements: readonly Movement[]): Promise<void> {
  const rows = movements.map(
    ({ causeId, change, ...rest }): StockMovementRecord => ({
      ...rest,
      _id: `${causeId}:${rest.kind}`,
      units: change.units,
      budgetFen: change.budgetFen,
      spentFen: change.spentFen,
      ruleVersion: OFFER_RULE_VERSION,
    }),
  );
  await StockMovement.collection.insertMany(rows as never, { session });
}

/** Adds a change to the counters and the ledger, with what else is counted. Only what gives back or raises: no guard needed. */
export async function applyMovements(
  session: ClientSession,
  offerId: Types.ObjectId,
  movements: readonly Movement[],
  counts: Partial<Record<'redeemedCount' | 'stock' | 'budgetFen', number>> = {},
): Promise<void> {
  const sum = (field: keyof StockChange) => movements.reduce((total, { change }) => total + change[field], 0);
  const changed = await OfferCounter.updateOne(
    { _id: offerId },
    { $inc: { unitsLeft: sum('units'), budgetLeftFen: sum('budgetFen'), spentFen: sum('spentFen'), ...counts } },
    { session },
  );
  if (changed.matchedCount !== 1) throw new Error(`offer ${offerId.toHexString()} has no counters`);
  await recordMovements(session, movements);
}

/** Counters of published offers by id. */
export async function countersOf(ids: readonly Types.ObjectId[]): Promise<Map<string, OfferCounterRecord>> {
  const rows = await OfferCounter.find({ _id: { $in: [...ids] } }).lean();
  return new Map(rows.map((row) => [row._id.toHexString(), row]));
}
