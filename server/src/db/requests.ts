import { createHash } from 'node:crypto';
import { AppError } from '@linzhang/shared/kernel/errors';
import { type ClientSession, Schema } from 'mongoose';
import { isDuplicateKey } from './duplicateKey';
import { defineModel } from './model';
import { inTransaction } from './transaction';

const KEEP_DAYS = 30;

interface RequestRecord {
  actorId: string;
  operation: string;
  requestId: string;
  paramsHash: string;
  answer: unknown;
  at: Date;
}

const schema = new Schema<RequestRecord>(
  {
    actorId: { type: String, required: true },
    operation: { type: String, required: true },
    requestId: { type: String, required: true },
    paramsHash: { type: String, required: true },
    answer: { type: Schema.Types.Mixed },
    at: { type: Date, required: true },
  },
  { versionKey: false, minimize: false },
);
// A creating request takes effect once, however often a phone retries it.
schema.index({ actorId: 1, operation: 1, requestId: 1 }, { unique: true });
schema.index({ at: 1 }, { expireAfterSeconds: KEEP_DAYS * 86_400 });

const RequestRow = defineModel<RequestRecord>('Request', schema, 'requests');

export interface RequestKey {
  actorId: string;
  operation: string;
  requestId: string;
  /** Whatever the request asked for; the same id with something else is `request_reused`. */
  params: unknown;
}

/**
 * Does `work` once per (actor, operation, requestId), in one transaction with the stored answer. A repeat gets the
 * first answer; a refusal (thrown) is not kept and is decided anew. The answer must be plain JSON.
 */
export async function once<T>(key: RequestKey, now: Date, work: (session: ClientSession) => Promise<T>): Promise<T> {
  const paramsHash = createHash('sha256').update(canonicalJson(key.params)).digest('hex');
  const where = { actorId: key.actorId, operation: key.operation, requestId: key.requestId };
  const stored = async (): Promise<{ answer: T } | null> => {
    const row = await RequestRow.findOne(where).lean();
    if (row && row.paramsHash !== paramsHash) throw new AppError('request_reused');
    return row ? { answer: row.answer as T } : null;
  };
  const before = await stored();
  if (before) return before.answer;
  try {
    return await inTransaction(async (session) => {
      const answer = await work(session);
      await RequestRow.create([{ ...where, paramsHash, answer, at: now }], { session });
      return answer;
    });
  } catch (error) {
    // The same request won on another connection: its row came first, so its answer is this one's too.
    const winner = isDuplicateKey(error) || error instanceof AppError ? await stored() : null;
    if (winner) return winner.answer;
    throw error;
  }
}

/** JSON with the keys of every object in order, so that equal parameters have equal hashes. */
function canonicalJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part) && !(part instanceof Date)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? 'undefined'
  );
}
