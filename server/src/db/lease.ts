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

/** Takes the lease for `ttlMs` and gives back a function that returns it early; null while another process holds it. */
export async function takeLease(name: string, ttlMs: number, now: Date): Promise<(() => Promise<void>) | null> {
  const holder = randomUUID();
  try {
    await Lease.updateOne(
      { _id: name, expiresAt: { $lte: now } },
      { $set: { holder, expiresAt: new Date(now.getTime() + ttlMs) } },
      { upsert: true },
    );
  } catch (error) {
    if (isDuplicateKey(error)) return null;
    throw error;
  }
  return async () => {
    await Lease.deleteOne({ _id: name, holder });
  };
}
