import type { BulkWriteResult, Document } from 'mongodb';

const BULK_FIELDS = [
  'insertedCount',
  'matchedCount',
  'modifiedCount',
  'deletedCount',
  'upsertedCount',
  'upsertedIds',
  'insertedIds',
] as const;

/** A result of the driver as the format describes it: plain documents, and no field for what did not happen. */
export function plainResult(result: unknown): unknown {
  if (isBulkWriteResult(result)) return Object.fromEntries(BULK_FIELDS.map((name) => [name, result[name]]));
  if (Array.isArray(result) || typeof result !== 'object' || result === null) return result;
  if (Object.getPrototypeOf(result) !== Object.prototype) return result;
  const plain: Document = { ...result };
  for (const name of ['insertResults', 'updateResults', 'deleteResults']) {
    const results: unknown = plain[name];
    if (results instanceof Map)
      plain[name] = Object.fromEntries([...results].map(([at, one]) => [at, plainResult(one)]));
  }
  if ('matchedCount' in plain && plain['upsertedId'] === null) delete plain['upsertedId'];
  return plain;
}

/** The driver exports the class as a type only. */
function isBulkWriteResult(result: unknown): result is BulkWriteResult {
  return typeof result === 'object' && result !== null && 'getWriteErrorCount' in result;
}
