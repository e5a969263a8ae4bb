import { businessDay } from '@linzhang/shared/kernel/time';
import type { AumPoint } from '@linzhang/shared/tiering/average.rules';
import type { EngagementScore } from '@linzhang/shared/tiering/engagementScore.rules';
import { tierNewsOf } from '@linzhang/shared/tiering/news.rules';
import {
  assessStanding,
  isSameResult,
  type StandingFacts,
  type StandingResult,
  settledTier,
  withStep,
} from '@linzhang/shared/tiering/standing.rules';
import { DEFAULT_TIER_NUMBERS, type TierNumbers } from '@linzhang/shared/tiering/tiers.rules';
import { type AnyBulkWriteOperation, type ClientSession, Types } from 'mongoose';
import { readAhead } from '../db/readAhead';
import { scoresBetween, scoresOf } from '../engagements/scores.service';
import { tellStandingForgotten, tellStandingsComputed, tellStandingsTaken } from '../members/standing.service';
import { tierNumbersOfAll } from './numbers.service';
import { Standing, type StandingRecord } from './standing.model';
import { noteTierNews, type TierNewsItem } from './tierNews.service';

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
  const numbers = await tierNumbersOfAll(given.map(({ branchId }) => branchId));
  const news: TierNewsItem[] = [];
  const writes = given.map((each): AnyBulkWriteOperation<StandingRecord> => {
    const score = scores.get(each.memberId) ?? null;
    const by = numbers.get(each.branchId) ?? DEFAULT_TIER_NUMBERS;
    const former = before.get(each.memberId);
    const { _id, ...row } = introduced(each, former, score, by, now);
    news.push(...newsOf(each.memberId, former?.result ?? null, row.result));
    return { updateOne: { filter: { _id }, update: { $set: row }, upsert: true } };
  });
  await noteTierNews(news, now);
  await Standing.bulkWrite(writes as never, { ordered: false });
  await tellStandingsComputed(ids, now);
  await tellStandingsTaken(ids, now);
}

function newsOf(memberId: string, before: StandingResult | null, after: StandingResult): TierNewsItem[] {
  const news = tierNewsOf(before, after);
  return news ? [{ memberId, news, tier: after.tier }] : [];
}

function introduced(
  { memberId, branchId, facts, points }: MemberFacts,
  before: StandingRecord | undefined,
  score: EngagementScore | null,
  numbers: TierNumbers,
  now: Date,
): StandingRecord {
  const today = businessDay(now);
  const plain = points.map(({ on, fen }) => ({ on, fen }));
  const input = { facts, points: plain, settled: settledTier(plain, facts.asOf, numbers), score };
  const result = assessStanding(input, now, today, numbers);
  const steps = [...withStep(before?.steps ?? [], result, today)];
  const _id = new Types.ObjectId(memberId);
  const same = before && isSameResult(before.result, result);
  return {
    _id,
    branchId: new Types.ObjectId(branchId),
    ...input,
    settledBy: fallOf(numbers),
    result,
    steps,
    changedAt: same ? before.changedAt : now,
  };
}

/** Removes where a member stands: the person is matched with the list no more. */
export async function forgetStanding(session: ClientSession, memberId: string): Promise<void> {
  await Standing.deleteOne({ _id: memberId }, { session });
  await tellStandingForgotten(session, memberId);
}

const BATCH = 1_000;

/**
 * Computes every standing anew, of a branch or (null) of all, and writes those that changed. What runs at night and
 * what a head asks for is this; a second time changes nothing.
 */
export async function recompute(branchId: string | null, now: Date): Promise<{ looked: number; changed: number }> {
  let [looked, changed] = [0, 0];
  for await (const batch of readAhead(batchesOf(branchId))) {
    looked += batch.length;
    const { ids, writes, news } = await recomputed(batch, now);
    changed += writes.length;
    if (writes.length === 0) continue;
    await noteTierNews(news, now);
    // By the driver itself: the rows are made right below.
    await Standing.collection.bulkWrite(writes as never, { ordered: false });
    if (ids.length > 0) await tellStandingsComputed(ids, now);
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
): Promise<{ ids: string[]; writes: AnyBulkWriteOperation<StandingRecord>[]; news: TierNewsItem[] }> {
  const today = businessDay(now);
  const [first, last] = [batch[0]?._id.toHexString() ?? '', batch.at(-1)?._id.toHexString() ?? ''];
  const scores = await scoresBetween(first, last);
  const numbersOf = await tierNumbersOfAll(branchesIn(batch));
  const ids: string[] = [];
  const news: TierNewsItem[] = [];
  const writes = batch.flatMap((row): AnyBulkWriteOperation<StandingRecord>[] => {
    const id = row._id.toHexString();
    const score = scores.get(id) ?? null;
    const past = settledAgain(row, numbersOf.get(row.branchId.toHexString()) ?? DEFAULT_TIER_NUMBERS);
    const result = assessStanding({ ...row, ...past, score }, now, today, past.numbers);
    const steps = withStep(row.steps, result, today);
    const isSame = past.same && steps === row.steps;
    if (isSame && isSameResult(result, row.result) && sameScore(score, row.score)) return [];
    if (!past.same || standsElsewhere(row.result, result)) ids.push(id);
    news.push(...newsOf(id, row.result, result));
    // Guarded by the facts it rests on: what an import has written meanwhile is newer.
    const filter = { _id: row._id, 'facts.asOf': row.facts.asOf, 'facts.aumFen': row.facts.aumFen };
    const { settled, settledBy } = past;
    const change = { score, settled, settledBy, result, steps: [...steps], changedAt: now };
    return [{ updateOne: { filter, update: { $set: change } } }];
  });
  return { ids, writes, news };
}

/** Branches of a batch: neighbours are mostly of one. */
function branchesIn(batch: readonly StandingRecord[]): string[] {
  return batch.flatMap(({ branchId }, at) =>
    batch[at - 1]?.branchId.equals(branchId) ? [] : [branchId.toHexString()],
  );
}

/** An average that went on by a day moves nobody; what lists of members are made by does. */
function standsElsewhere(one: StandingResult, other: StandingResult): boolean {
  const { tier, segment, watch, near } = other;
  return one.tier !== tier || one.segment !== segment || one.watch !== watch || one.near !== near;
}

function fallOf({ monthsToFall, monthsToFallPrivate }: TierNumbers): NonNullable<StandingRecord['settledBy']> {
  return { monthsToFall, monthsToFallPrivate };
}

/** Where the branch has changed after how many months a tier is lost, the months that are over are gone through anew. */
function settledAgain({ settled, settledBy, points, facts }: StandingRecord, numbers: TierNumbers) {
  const [by, fall] = [settledBy ?? DEFAULT_TIER_NUMBERS, fallOf(numbers)];
  const same = by.monthsToFall === fall.monthsToFall && by.monthsToFallPrivate === fall.monthsToFallPrivate;
  return { numbers, same, settled: same ? settled : settledTier(points, facts.asOf, numbers), settledBy: fall };
}

function sameScore(one: EngagementScore | null, other: EngagementScore | null): boolean {
  return one?.value === other?.value && one?.at.getTime() === other?.at.getTime();
}
