import type { Model } from 'mongoose';
import type { Sealed } from '../platform/crypto';

/** How a sealed field gets the key of today: which key that is, and the same text sealed with it. */
export interface Resealing {
  keyId: string;
  reseal: (sealed: Sealed) => Sealed;
}

/**
 * Seals a field anew wherever another key than today's sealed it, and gives back how many there were. A field that
 * changes meanwhile keeps its change; a second run finds what the first left.
 */
export async function resealField<T>(model: Model<T>, path: string, { keyId, reseal }: Resealing): Promise<number> {
  // By the driver: an optional nested field has no typed path.
  const rows = model.collection.find<Record<string, unknown>>(
    { [`${path}.keyId`]: { $exists: true, $ne: keyId } },
    { projection: { [path]: 1 } },
  );
  let count = 0;
  for await (const row of rows) {
    const old = row[path] as Sealed;
    const { keyId: name, box } = reseal(old);
    const where = { _id: row['_id'] as never, [`${path}.box`]: old.box };
    const written = await model.collection.updateOne(where, {
      $set: { [`${path}.keyId`]: name, [`${path}.box`]: box },
    });
    count += written.modifiedCount;
  }
  return count;
}
