import { type ClientSession, type Model, Types } from 'mongoose';

/**
 * Gives all rows of one member to another, within the transaction that closes the first; each keeps where it came from.
 * `where` leaves some of them out.
 */
export async function moveRows<T>(
  model: Model<T>,
  session: ClientSession,
  from: string,
  to: string,
  where: Record<string, unknown> = {},
): Promise<void> {
  const [memberId, owner] = [new Types.ObjectId(from), new Types.ObjectId(to)];
  await giveRows(model, session, { ...where, memberId }, { memberId: owner, movedFrom: memberId });
}

/**
 * Gives rows to another member. They are taken out and put in again, all at once: a collection that is sharded by
 * member refuses to change that field in many rows.
 */
export async function giveRows<T>(
  model: Model<T>,
  session: ClientSession,
  where: { memberId: Types.ObjectId },
  change: { memberId: Types.ObjectId; movedFrom?: Types.ObjectId },
): Promise<void> {
  // By the driver itself: a ledger's model refuses every change, and this one changes no fact.
  const rows = await model.collection.find(where, { session }).toArray();
  if (rows.length === 0) return;
  const _id = { $in: rows.map((row) => row._id) };
  await model.collection.deleteMany({ memberId: where.memberId, _id }, { session });
  await model.collection.insertMany(
    rows.map((row) => ({ ...row, ...change })),
    { session },
  );
}

interface LedgerRow {
  _id: Types.ObjectId;
  reverses?: Types.ObjectId;
}

/** The rows of a ledger that hold: neither taken back nor taking back another. */
export function standing<T extends LedgerRow>(rows: readonly T[]): T[] {
  const reversed = new Set(rows.flatMap((row) => (row.reverses ? [row.reverses.toHexString()] : [])));
  return rows.filter((row) => !row.reverses && !reversed.has(row._id.toHexString()));
}

/** Pairs of rows of two accounts that say the same thing of one person; a row without a key has no twin. */
export function twinsAmong<T>(
  ones: readonly T[],
  others: readonly T[],
  keyOf: (row: T) => string | null,
): [one: T, other: T][] {
  const byKey = new Map(others.map((row) => [keyOf(row), row]));
  return ones.flatMap((one) => {
    const key = keyOf(one);
    const other = key === null ? undefined : byKey.get(key);
    return other ? [[one, other] as [T, T]] : [];
  });
}
