import { businessDay } from '@linzhang/shared/kernel/time';
import type { AumPoint } from '@linzhang/shared/tiering/average.rules';
import type { EngagementScore } from '@linzhang/shared/tiering/engagementScore.rules';
import {
  assessStanding,
  isSameResult,
  type StandingFacts,
  settledTier,
  withStep,
} from '@linzhang/shared/tiering/standing.rules';
import { type AnyBulkWriteOperation, type ClientSession, Types } from 'mongoose';
import { scoresBetween, scoresOf } from '../engagements/scores.service';
import { tellStandingsTaken } from '../members/standing.service';
import { Standing, type StandingRecord } from './standing.model';

/** What the imports say of a member, as the domain that keeps them hands it over. */
export interface MemberFacts {
  memberId: string;
  branchId: string;
  facts: StandingFacts;
  /** In order of their days. */
  points: readonly AumPoint[];
}

/** Takes over what the latest rows say of members and computes where they stand. The same again changes nothing. */
export async function takeFacts(given: readonly MemberFacts[], now: Date): Promise<void> {
  if (given.length === 0) return;
  const ids = given.map(({ memberId }) => memberId);
  const scores = await scoresOf(ids);
  const rows = await Standing.find({ _id: { $in: ids } }).lean();
  const before = new Map(rows.map((row) => [row._id.toHexString(), row]));
  const writes = given.map((each): AnyBulkWriteOperation<StandingRecord> => {
    const { _id, ...row } = introduced(each, before.get(each.memberId), scores.get(each.memberId) ?? null, now);
    return { updateOne: { filter: { _id }, update: { $set: row }, upsert: true } };
  });
  await Standing.bulkWrite(writes as never, { ordered: false });
  await tellStandingsTaken(ids, now);
}

function introduced(
  { memberId, branchId, facts, points }: MemberFacts,
  before: StandingRecord | undefined,
  score: EngagementScore | null,
  now: Date,
): StandingRecord {
  const today = businessDay(now);
  const plain = points.map(({ on, fen }) => ({ on, fen }));
  const input = { facts, points: plain, settled: settledTier(plain, facts.asOf), score };
  const result = assessStanding(input, now, today);
  const steps = [...withStep(before?.steps ?? [], result, today)];
  const _id = new Types.ObjectId(memberId);
  const same = before && isSameResult(before.result, result);
  return {
    _id,
    branchId: new Types.ObjectId(branchId),
    ...input,
    result,
    steps,
    changedAt: same ? before.changedAt : now,
  };
}

/** Removes where a member stands: the person is matched with the list no more. */
export async function forgetStanding(session: ClientSession, memberId: string): Promise<void> {
  await Standing.deleteOne({ _id: memberId }, { session });
}

const BATCH = 1_000;

/**
 * Computes every standing anew, of a branch or (null) of all, and writes those that changed. What runs at night and
 * what a head asks for is this; a second time changes nothing.
 */
export async function recompute(branchId: string | null, now: Date): Promise<{ looked: number; changed: number }> {
  let [looked, changed] = [0, 0];
  for await (const batch of batchesOf(branchId)) {
    looked += batch.length;
    const writes = await recomputed(batch, now);
    changed += writes.length;
    // By the driver itself: the rows are made right below.
    if (writes.length > 0) await Standing.collection.bulkWrite(writes as never, { ordered: false });
  }
  return { looked, changed };
}

async function* batchesOf(branchId: string | null): AsyncGenerator<StandingRecord[]> {
  const filter = branchId === null ? {} : { branchId: new Types.ObjectId(branchId) };
  const cursor = Standing.collection.find<StandingRecord>(filter, { batchSize: BATCH }).sort({ _id: 1 });
  let batch: StandingRecord[] = [];
  for await (const row of cursor) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function recomputed(
  batch: readonly StandingRecord[],
  now: Date,
): Promise<AnyBulkWriteOperation<StandingRecord>[]> {
  const today = businessDay(now);
  const [first, last] = [batch[0]?._id.toHexString() ?? '', batch.at(-1)?._id.toHexString() ?? ''];
  const scores = await scoresBetween(first, last);
  return batch.flatMap((row) => {
    const score = scores.get(row._id.toHexString()) ?? null;
    const result = assessStanding({ ...row, score }, now, today);
    const steps = withStep(row.steps, result, today);
    if (steps === row.steps && isSameResult(result, row.result) && sameScore(score, row.score)) return [];
    // Guarded by the facts it rests on: what an import has written meanwhile is newer.
    const filter = { _id: row._id, 'facts.asOf': row.facts.asOf, 'facts.aumFen': row.facts.aumFen };
    return [{ updateOne: { filter, update: { $set: { score, result, steps: [...steps], changedAt: now } } } }];
  });
}

function sameScore(one: EngagementScore | null, other: EngagementScore | null): boolean {
  return one?.value === other?.value && one?.at.getTime() === other?.at.getTime();
}
