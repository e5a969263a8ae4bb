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
export function once<T>(key: RequestKey, now: Date, work: (session: ClientSession) => Promise<T>): Promise<T> {
  return onceWith(key, now, async () => undefined, work);
}

/**
 * The same for work that needs something of the outside world first: `prepare` runs only where no answer is stored,
 * and before the transaction, which waits for no network.
 */
export async function onceWith<T, P>(
  key: RequestKey,
  now: Date,
  prepare: () => Promise<P>,
  work: (session: ClientSession, prepared: P) => Promise<T>,
): Promise<T> {
  const paramsHash = createHash('sha256').update(canonicalJson(key.params)).digest('hex');
  const before = await findAnswer<T>(key, paramsHash);
  if (before) return before.answer;
  try {
    const prepared = await prepare().catch(async (error: unknown) => {
      await twinsTime(key, paramsHash);
      throw error;
    });
    return await inTransaction(async (session) => {
      const answer = await work(session, prepared);
      await RequestRow.create([{ ...whereOf(key), paramsHash, answer, at: now }], { session });
      return answer;
    });
  } catch (error) {
    // The same request won on another connection: its row came first, so its answer is this one's too.
    const winner = isDuplicateKey(error) || error instanceof AppError ? await findAnswer<T>(key, paramsHash) : null;
    if (winner) return winner.answer;
    throw error;
  }
}

const TWIN_POLL_MS = 100;
const TWIN_POLLS = 8;

/** A double tap spends a one-use code with its first request; the second waits for the first one's answer. */
async function twinsTime(key: RequestKey, paramsHash: string): Promise<void> {
  for (let poll = 0; poll < TWIN_POLLS; poll += 1) {
    if (await findAnswer(key, paramsHash)) return;
    await new Promise((resolve) => setTimeout(resolve, TWIN_POLL_MS));
  }
}

function whereOf({ actorId, operation, requestId }: RequestKey) {
  return { actorId, operation, requestId };
}

async function findAnswer<T>(key: RequestKey, paramsHash: string): Promise<{ answer: T } | null> {
  const row = await RequestRow.findOne(whereOf(key)).lean();
  if (row && row.paramsHash !== paramsHash) throw new AppError('request_reused');
  return row ? { answer: row.answer as T } : null;
}

/** Removes the stored answers of an actor that ends: they may name the person. */
export async function forgetAnswers(session: ClientSession, actorId: string): Promise<void> {
  await RequestRow.deleteMany({ actorId }, { session });
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
