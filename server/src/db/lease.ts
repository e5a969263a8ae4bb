import { randomUUID } from 'node:crypto';
import { Schema } from 'mongoose';
import { isDuplicateKey } from './duplicateKey';
import { defineModel } from './model';

interface LeaseRecord {
  _id: string;
  holder: string;
  expiresAt: Date;
}

const schema = new Schema<LeaseRecord>(
  { _id: String, holder: { type: String, required: true }, expiresAt: { type: Date, required: true } },
  { versionKey: false },
);

/** Named right to do something in one process at a time; `_id` is the name, so there is one holder. */
const Lease = defineModel<LeaseRecord>('Lease', schema, 'leases');

/** Expiry by the database's clock: processes whose clocks differ agree on who holds a lease. */
function expiry(ttlMs: number) {
  return { $add: ['$$NOW', ttlMs] };
}

/**
 * Takes the lease, and keeps it while this process lives; gives back a function that returns it, or null while
 * another process holds it. What a process that died held is free after `ttlMs`.
 */
export async function takeLease(name: string, ttlMs: number): Promise<(() => Promise<void>) | null> {
  const holder = randomUUID();
  if ((await holderAfter(name, holder, ttlMs)) !== holder) return null;
  const renew = setInterval(() => {
    Lease.collection
      .updateOne({ _id: name as never, holder }, [{ $set: { expiresAt: expiry(ttlMs) } }])
      .catch(() => undefined);
  }, ttlMs / 3);
  renew.unref();
  return async () => {
    clearInterval(renew);
    await Lease.deleteOne({ _id: name, holder });
  };
}

/** Writes `holder` in unless somebody holds the lease; gives back who holds it then. */
async function holderAfter(name: string, holder: string, ttlMs: number): Promise<string | undefined> {
  const held = { $gt: ['$expiresAt', '$$NOW'] };
  try {
    const after = await Lease.collection.findOneAndUpdate(
      { _id: name as never },
      [
        {
          $set: {
            holder: { $cond: [held, '$holder', holder] },
            expiresAt: { $cond: [held, '$expiresAt', expiry(ttlMs)] },
          },
        },
      ],
      { upsert: true, returnDocument: 'after' },
    );
    return after?.['holder'];
  } catch (error) {
    // Two processes made the first row of this lease at once.
    if (isDuplicateKey(error)) return undefined;
    throw error;
  }
}
