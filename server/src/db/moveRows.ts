import { type ClientSession, type Model, Types } from 'mongoose';

/** Gives all rows of one member to another, within the transaction that closes the first; each keeps where it came from. */
export async function moveRows<T>(model: Model<T>, session: ClientSession, from: string, to: string): Promise<void> {
  const former = new Types.ObjectId(from);
  // By the driver itself: a ledger's model refuses every change, and this one changes no fact.
  await model.collection.updateMany(
    { memberId: former },
    { $set: { memberId: new Types.ObjectId(to), movedFrom: former } },
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
