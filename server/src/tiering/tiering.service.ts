import { businessDay } from '@linzhang/shared/kernel/time';
import type { Segment } from '@linzhang/shared/tiering/segment.rules';
import { SEGMENTS } from '@linzhang/shared/tiering/segment.rules';
import { amountsOn, hasStood, stepOn, tierOn } from '@linzhang/shared/tiering/standing.rules';
import { TIERS, type Tier } from '@linzhang/shared/tiering/tiers.rules';
import { type TransitionRow, transitionMatrix } from '@linzhang/shared/tiering/transitions.rules';
import { Types } from 'mongoose';
import type { Standing as StandingAnswer } from '../members/standing.service';
import { tierNumbersOf } from './numbers.service';
import { Standing, type StandingRecord } from './standing.model';

/** Where a member stands, with all that it rests on; null for whom no list names. */
export async function findStanding(memberId: string): Promise<StandingRecord | null> {
  return Standing.findById(memberId).lean();
}

/** Where each of these members stands; who is in no list is left out. */
export async function findStandings(memberIds: readonly string[]): Promise<StandingRecord[]> {
  return Standing.find({ _id: { $in: [...memberIds] } }).lean();
}

/** All standings of a branch in the order of their members, one after another. */
export async function* standingsOfBranch(branchId: string): AsyncGenerator<StandingRecord> {
  const filter = { branchId: new Types.ObjectId(branchId) };
  yield* Standing.collection.find<StandingRecord>(filter, { batchSize: 1_000 }).sort({ _id: 1 });
}

/** What offers decide by. */
export async function standingForOffers(memberId: string, now: Date): Promise<StandingAnswer | null> {
  const row = await findStanding(memberId);
  if (!row) return null;
  const { tier, segment } = row.result;
  return { tier, segment, ...amountsOn(row.points, row.facts, businessDay(now)) };
}

/** True where the imports say that the AUM has stood at `levelFen` or above for `days` days. */
export async function hasHeldLevel(memberId: string, levelFen: number, days: number): Promise<boolean> {
  const row = await findStanding(memberId);
  return row !== null && hasStood(row.points, levelFen, days);
}

/**
 * From which tier to which, over the members of a branch whom the list names for both days, as the figures of a quarter
 * count them; and from which segment to which, over those of whom it was known on both.
 */
export async function transitions(
  branchId: string,
  from: string,
  to: string,
): Promise<{ tiers: TransitionRow<Tier>[]; segments: TransitionRow<Segment>[] }> {
  const tiers = new Map<string, [Tier, Tier, number]>();
  const segments = new Map<string, [Segment, Segment, number]>();
  const numbers = await tierNumbersOf(branchId);
  const filter = { branchId: new Types.ObjectId(branchId) };
  const projection = { points: 1, steps: 1 };
  for await (const { points, steps } of Standing.collection.find<StandingRecord>(filter, { projection })) {
    const [tier, later] = [tierOn(points, from, numbers), tierOn(points, to, numbers)];
    if (tier && later) count(tiers, tier, later);
    const [before, after] = [stepOn(steps, from), stepOn(steps, to)];
    if (before && after) count(segments, before.segment, after.segment);
  }
  return { tiers: transitionMatrix(TIERS, tiers.values()), segments: transitionMatrix(SEGMENTS, segments.values()) };
}

function count<S extends string>(moves: Map<string, [S, S, number]>, from: S, to: S): void {
  const key = `${from} ${to}`;
  moves.set(key, [from, to, (moves.get(key)?.[2] ?? 0) + 1]);
}

/** Everybody who stands somewhere, in the order of their ids. */
export async function* standingMemberIds(): AsyncGenerator<Types.ObjectId> {
  const cursor = Standing.collection.find<StandingRecord>({}, { projection: { _id: 1 } }).sort({ _id: 1 });
  for await (const { _id } of cursor) yield _id;
}
