import { Types } from 'mongoose';
import { employeeNames } from '../employees/employees.service';
import { Claim } from './claim.model';
import { Offer } from './offer.model';
import { OfferCounter, type OfferCounterRecord } from './offerCounter.model';
import { type MovementKind, StockMovement } from './stockMovement.model';

/** One unit that left or came back, with what it was used for. */
export interface StockLine {
  at: Date;
  kind: MovementKind;
  units: number;
  budgetFen: number;
  spentFen: number;
  claimId: string | null;
  billFen: number | null;
  /** Who caused it; null for what happens by itself, and for customers. */
  by: string | null;
  because: string | null;
}

/** An offer, all that moved its stock in the order of the record, and what is left. */
export interface StockLedger {
  name: string;
  lines: StockLine[];
  counter: OfferCounterRecord | null;
}

/** The ledger of an offer's stock and money, whole: for whoever counts otherwise. Null where there is no such offer. */
export async function stockLedger(offerId: string): Promise<StockLedger | null> {
  if (!Types.ObjectId.isValid(offerId)) return null;
  const _id = new Types.ObjectId(offerId);
  const offer = await Offer.findById(_id, { name: 1 }).lean();
  if (!offer) return null;
  const [movements, claims, counter] = await Promise.all([
    StockMovement.find({ offerId: _id }).sort({ recordedAt: 1, _id: 1 }).lean(),
    Claim.find({ offerId: _id }, { billFen: 1 }).lean(),
    OfferCounter.findById(_id).lean(),
  ]);
  const bills = new Map(claims.map((claim) => [claim._id, claim.billFen]));
  const people = await employeeNames([...new Set(movements.flatMap((row) => row.employeeId ?? []))]);
  const lines = movements.map(({ kind, units, budgetFen, spentFen, claimId = null, ...row }) => ({
    at: row.occurredAt,
    kind,
    units,
    budgetFen,
    spentFen,
    claimId,
    billFen: (claimId === null || kind !== 'redeemed' ? undefined : bills.get(claimId)) ?? null,
    by: row.employeeId === undefined ? null : (people.get(row.employeeId) ?? row.employeeId),
    because: row.because ?? null,
  }));
  return { name: offer.name, lines, counter };
}
