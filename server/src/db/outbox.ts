import { randomUUID } from 'node:crypto';
import { type ClientSession, Schema } from 'mongoose';
import { type Logger, withoutPhones } from '../platform/logger';
import { defineModel } from './model';

/** A side effect that must happen after a change was stored: written in the change's transaction, done by a worker. */
interface OutboxRecord {
  kind: string;
  dedupeKey: string;
  payload: unknown;
  createdAt: Date;
  nextAt: Date;
  attempts: number;
  holder?: string;
  doneAt?: Date;
  deadAt?: Date;
  lastError?: string;
}

const schema = new Schema<OutboxRecord>(
  {
    kind: { type: String, required: true },
    dedupeKey: { type: String, required: true },
    payload: { type: Schema.Types.Mixed },
    createdAt: { type: Date, required: true },
    nextAt: { type: Date, required: true },
    attempts: { type: Number, default: 0 },
    holder: String,
    doneAt: Date,
    deadAt: Date,
    lastError: String,
  },
  { versionKey: false, minimize: false },
);
// A side effect is queued once for what caused it.
schema.index({ kind: 1, dedupeKey: 1 }, { unique: true });
schema.index({ nextAt: 1 });
schema.index({ deadAt: 1 }, { partialFilterExpression: { deadAt: { $exists: true } } });
schema.index({ doneAt: 1 }, { expireAfterSeconds: 7 * 86_400 });

export const Outbox = defineModel<OutboxRecord>('Outbox', schema, 'outbox');

export type OutboxHandler = (payload: unknown, dedupeKey: string) => Promise<void>;

const LEASE_MS = 60_000;
/** A side effect is given up after 20 tries, about eleven hours. */
export const MAX_ATTEMPTS = 20;
const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 3_600_000;
/** Far enough that nothing done or dead is looked at again. */
const NEVER = new Date('9999-12-31T00:00:00Z');

/** Queues a side effect within a transaction. */
export async function enqueue(
  session: ClientSession,
  kind: string,
  dedupeKey: string,
  payload: unknown,
  now: Date,
  notBefore = now,
): Promise<void> {
  await Outbox.create([{ kind, dedupeKey, payload, createdAt: now, nextAt: notBefore, attempts: 0 }], { session });
}

/** Delay before attempt `attempts + 1`: 2 s, 4 s, 8 s ... at most an hour. */
export function backOffMs(attempts: number): number {
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.max(0, attempts - 1));
}

export interface OutboxWork {
  handlers: ReadonlyMap<string, OutboxHandler>;
  logger: Logger;
  now: () => Date;
  /** True once the process stops: the row in hand is finished, no other is taken. */
  stopping?: () => boolean;
}

type ClaimedRow = OutboxRecord & { _id: unknown };

/**
 * Does what is due, one after another, until nothing is. Each row is taken by a guarded update with a lease that is
 * renewed while its handler runs, so two processes never do the same one at a time; a process that dies leaves it
 * to the next.
 */
export async function workOutbox(work: OutboxWork): Promise<number> {
  const kinds = [...work.handlers.keys()];
  let done = 0;
  while (!work.stopping?.()) {
    const row = await claim(kinds, work.now());
    if (!row) break;
    await attempt(row, work);
    done += 1;
  }
  return done;
}

async function claim(kinds: readonly string[], at: Date): Promise<ClaimedRow | null> {
  const row = await Outbox.findOneAndUpdate(
    { kind: { $in: kinds }, nextAt: { $lte: at } },
    { $set: { nextAt: new Date(at.getTime() + LEASE_MS), holder: randomUUID() }, $inc: { attempts: 1 } },
    { sort: { nextAt: 1 }, returnDocument: 'after' },
  ).lean();
  return row as ClaimedRow | null;
}

async function attempt(row: ClaimedRow, { handlers, logger, now }: OutboxWork): Promise<void> {
  const mine = { _id: row._id, holder: row.holder } as { _id: never; holder: string };
  const renew = setInterval(() => {
    const nextAt = new Date(now().getTime() + LEASE_MS);
    Outbox.updateOne(mine, { $set: { nextAt } }).catch(() => undefined);
  }, LEASE_MS / 3);
  try {
    // A row that ends the process each time is never refused by its handler: its tries are counted when it is taken.
    if (row.attempts > MAX_ATTEMPTS) throw new Error(row.lastError ?? 'every try ended the process');
    await handlers.get(row.kind)?.(row.payload, row.dedupeKey);
    clearInterval(renew);
    // What was said is not kept longer than it is needed: it may name a person.
    const gone = { holder: '', lastError: '', payload: '' };
    await Outbox.updateOne(mine, { $set: { doneAt: now(), nextAt: NEVER }, $unset: gone });
  } catch (error) {
    clearInterval(renew);
    await postpone(row, mine, error, logger, now());
  }
}

async function postpone(
  row: ClaimedRow,
  mine: { _id: never; holder: string },
  error: unknown,
  logger: Logger,
  now: Date,
): Promise<void> {
  const dead = row.attempts >= MAX_ATTEMPTS;
  const nextAt = dead ? NEVER : new Date(now.getTime() + backOffMs(row.attempts));
  await Outbox.updateOne(mine, {
    $set: { nextAt, lastError: withoutPhones(String(error)).slice(0, 500), ...(dead ? { deadAt: now } : {}) },
    $unset: { holder: '' },
  });
  logger[dead ? 'error' : 'warn']({ err: error, kind: row.kind, attempts: row.attempts, dead }, 'side effect failed');
}

/** Rows waiting and rows given up, for metrics. */
export async function outboxDepth(): Promise<{ waiting: number; dead: number }> {
  const [waiting, dead] = await Promise.all([
    Outbox.countDocuments({ nextAt: { $lt: NEVER } }),
    Outbox.countDocuments({ deadAt: { $exists: true } }),
  ]);
  return { waiting, dead };
}

/** Side effects of one kind that were given up. */
export interface GivenUp {
  kind: string;
  count: number;
  /** When the first of them was given up. */
  since: Date;
  /** Why one of them failed last. */
  lastError: string;
}

/** What was given up, by kind. */
export async function givenUpEffects(): Promise<GivenUp[]> {
  const rows = await Outbox.aggregate<GivenUp & { _id: string }>([
    { $match: { deadAt: { $exists: true } } },
    {
      $group: {
        _id: '$kind',
        count: { $sum: 1 },
        since: { $min: '$deadAt' },
        lastError: { $max: '$lastError' },
      },
    },
    { $sort: { _id: 1 } },
  ]);
  return rows.map(({ _id: kind, count, since, lastError }) => ({ kind, count, since, lastError }));
}

/** Queues anew what was given up, of one kind or of all; each effect still happens once. */
export async function retryGivenUp(kind: string | undefined, now: Date): Promise<number> {
  const { modifiedCount } = await Outbox.updateMany(
    { deadAt: { $exists: true }, ...(kind === undefined ? {} : { kind }) },
    { $set: { nextAt: now, attempts: 0 }, $unset: { deadAt: '' } },
  );
  return modifiedCount;
}
