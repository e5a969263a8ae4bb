import type { ClientSession } from 'mongoose';
import { isDuplicateKey } from '../db/duplicateKey';
import { enqueue } from '../db/outbox';
import { inTransaction } from '../db/transaction';
import { recordEngagements } from '../engagements/engagements.service';
import { Card } from './card.model';
import { Conflict } from './conflict.model';
import { Grant, type GrantRecord } from './grant.model';
import { Scan } from './scan.model';
import { answerScan } from './scanAnswer';
import { loadAnswers, loadBatch, type ScanBatch, type ScanOutcome } from './scanBatch';
import type { ScanIntent } from './scanIntent';
import { Stamp } from './stamp.model';

/** Kind of the side effect that issues a prize whose process died before it did. */
export const PRIZE_OUTBOX_KIND = 'prize';
/** The process that stamped issues the prize itself; the outbox looks after it a little later. */
const PRIZE_DELAY_MS = 5_000;
const MOST_TOGETHER = 50;
const TRIES = 4;

interface Waiting {
  intent: ScanIntent;
  resolve: (outcome: ScanOutcome) => void;
  reject: (error: unknown) => void;
}

let waiting: Waiting[] = [];
let working = false;

/**
 * Answers a scan. Scans that come while others are being written wait and then share one transaction, decided in
 * order; each caller gets the own answer. Nothing is kept that the database has not confirmed.
 */
export function answerAtDesk(intent: ScanIntent): Promise<ScanOutcome> {
  return new Promise((resolve, reject) => {
    waiting.push({ intent, resolve, reject });
    if (!working) {
      working = true;
      setImmediate(work);
    }
  });
}

async function work(): Promise<void> {
  while (waiting.length > 0) {
    const together = waiting.slice(0, MOST_TOGETHER);
    waiting = waiting.slice(MOST_TOGETHER);
    await answerTogether(together);
  }
  working = false;
}

/** One that fails must not fail the others: each is then tried alone. */
async function answerTogether(together: readonly Waiting[]): Promise<void> {
  try {
    const outcomes = await answerScans(together.map(({ intent }) => intent));
    for (const [index, { resolve }] of together.entries()) resolve(outcomes[index] as ScanOutcome);
  } catch (error) {
    const [only, second] = together;
    if (only && !second) only.reject(error);
    else for (const one of together) await answerTogether([one]);
  }
}

/**
 * Answers scans in one transaction, in the order in which they are given. Hardly any has been answered before, so
 * that is asked only after the index has refused a second answer.
 */
export async function answerScans(intents: readonly ScanIntent[]): Promise<ScanOutcome[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(async (session) => {
        const batch = await loadBatch(session, intents);
        if (attempt > 1) await loadAnswers(batch, intents);
        const outcomes: ScanOutcome[] = [];
        for (const intent of intents) outcomes.push(await answerScan(batch, intent));
        await write(batch);
        return outcomes;
      });
    } catch (error) {
      // The request had its answer, or another process wrote the same stamp; read again, it is there now.
      if (!isDuplicateKey(error) || attempt === TRIES) throw error;
    }
  }
}

/** Writes what a batch decided. By the driver itself: the rows are made here, and a queue of people waits for them. */
export async function write(batch: ScanBatch): Promise<void> {
  const { session } = batch;
  await writeCards(batch);
  if (batch.stamps.length > 0) await Stamp.collection.insertMany(batch.stamps, { session });
  await recordEngagements(session, batch.engagements);
  await writeGrants(session, batch.grants);
  if (batch.conflicts.length > 0) await Conflict.collection.insertMany(batch.conflicts, { session });
  if (batch.scans.length > 0) await Scan.collection.insertMany(batch.scans, { session });
}

/** Writes what was earned, and queues the prizes that the offers are still to issue. */
export async function writeGrants(session: ClientSession, grants: readonly GrantRecord[]): Promise<void> {
  if (grants.length === 0) return;
  await Grant.collection.insertMany([...grants], { session });
  for (const grant of grants) {
    const id = grant._id.toHexString();
    const notBefore = new Date(grant.at.getTime() + PRIZE_DELAY_MS);
    if (grant.state === 'pending') await enqueue(session, PRIZE_OUTBOX_KIND, id, { grantId: id }, grant.at, notBefore);
  }
}

/** Cards come first: whoever stamps a card changes its row, so two at once conflict before they write more. */
async function writeCards(batch: ScanBatch): Promise<void> {
  const changes = [...batch.cards.values()].filter((card) => card.given > 0);
  if (changes.length === 0) return;
  await Card.collection.bulkWrite(
    changes.map(({ memberId, eventId, stamps, given, completed }) => ({
      updateOne: {
        filter: { memberId, eventId, closedAt: { $exists: false } },
        update: {
          $set: {
            stampCount: stamps.length,
            ...(completed ? { completedAt: completed.at, completedBy: completed.by } : {}),
          },
          $inc: { version: given },
          $setOnInsert: { createdAt: stamps[0]?.at ?? new Date(0) },
        },
        upsert: true,
      },
    })),
    { session: batch.session },
  );
}
