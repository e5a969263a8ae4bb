import { quarterBefore } from '@linzhang/shared/portfolio/quarters.rules';
import type { TierNumbers } from '@linzhang/shared/tiering/tiers.rules';
import mongoose, { type AnyBulkWriteOperation, Types } from 'mongoose';
import { type ComputedRow, computeRows, readSources, runningQuarter, withNumbers } from './computing';
import { PortfolioRow, type PortfolioRowRecord } from './portfolioRow.model';

/** Members computed together: what a walk over all of them holds in memory. */
const BATCH = 1_000;
/** Rounds in which rows may turn out to be older than what was written meanwhile. */
const MOST_ROUNDS = 20;
const DUPLICATE_KEY = 11_000;

/** Which quarters of a member are looked at: every row that is there, or only what the night has to do. */
type Extent = 'all' | 'open';

/**
 * Brings the rows of members up to the lists, standings and relations, and gives back how many changed. A row is written
 * only over the one it was computed against: where another change came between, the batch is computed again. The same
 * again changes nothing.
 */
export async function refreshMembers(memberIds: readonly string[], now: Date, extent: Extent = 'all'): Promise<number> {
  const ids = [...new Set(memberIds)];
  let changed = 0;
  for (let from = 0; from < ids.length; from += BATCH)
    changed += await refreshBatch(ids.slice(from, from + BATCH), now, extent);
  return changed;
}

async function refreshBatch(memberIds: readonly string[], now: Date, extent: Extent): Promise<number> {
  let changed = 0;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    // Rows first, then what they rest on: whatever changes after this raises their `rev`.
    const before = await rowsOf(memberIds);
    const sources = await readSources(memberIds);
    const writes: AnyBulkWriteOperation<PortfolioRowRecord>[] = [];
    for (const [quarter, ids] of quartersOf(memberIds, before, now, extent)) {
      const closed = quarter < runningQuarter(now);
      const by = closed ? withNumbers(sources, numbersOf(ids, quarter, before)) : sources;
      const rows = await computeRows(ids, quarter, by, closed);
      for (const id of ids) writes.push(...writeOf(before.get(keyOf(id, quarter)), rows.get(id)));
    }
    if (writes.length === 0) return changed;
    const done = await write(writes);
    changed += done;
    if (done === writes.length) return changed;
  }
  throw new Error('rows of the portfolio change faster than they can be computed');
}

/** By what rows that are closed were counted. */
function numbersOf(memberIds: readonly string[], quarter: string, before: Known): [string, TierNumbers][] {
  return memberIds.flatMap((id): [string, TierNumbers][] => {
    const row = before.get(keyOf(id, quarter));
    return row?.closed && row.by ? [[id, row.by]] : [];
  });
}

const keyOf = (memberId: string, quarter: string) => `${memberId} ${quarter}`;

type Known = ReadonlyMap<string, PortfolioRowRecord>;

async function rowsOf(memberIds: readonly string[]): Promise<Known> {
  const where = { memberId: { $in: memberIds.map((id) => new Types.ObjectId(id)) } };
  const rows = await PortfolioRow.find(where).lean();
  return new Map(rows.map((row) => [keyOf(row.memberId.toHexString(), row.quarter), row]));
}

/** Members by quarter: the running one of all, the one before of whom it is not closed, and every other that is there. */
function quartersOf(
  memberIds: readonly string[],
  before: Known,
  now: Date,
  extent: Extent,
): Map<string, readonly string[]> {
  const running = runningQuarter(now);
  const former = quarterBefore(running);
  const quarters = new Map<string, readonly string[]>([[running, memberIds]]);
  const late = (id: string) => extent === 'all' || before.get(keyOf(id, former))?.closed !== true;
  quarters.set(former, memberIds.filter(late));
  if (extent === 'open') return quarters;
  for (const { memberId, quarter } of before.values())
    if (quarter !== running && quarter !== former)
      quarters.set(quarter, [...(quarters.get(quarter) ?? []), memberId.toHexString()]);
  return quarters;
}

/** The write that makes a row what it should be; none where it is. */
function writeOf(
  row: PortfolioRowRecord | undefined,
  computed: ComputedRow | undefined,
): AnyBulkWriteOperation<PortfolioRowRecord>[] {
  if (!computed) return row ? [{ deleteOne: { filter: { _id: row._id, rev: row.rev } } }] : [];
  if (row) {
    if (isSame(row, computed)) return [];
    const { memberId: _member, quarter: _quarter, ...set } = computed;
    return [{ updateOne: { filter: { _id: row._id, rev: row.rev }, update: { $set: set, $inc: { rev: 1 } } } }];
  }
  // Nobody is introduced into a quarter that is over unless there is something to tell of it.
  if (computed.closed && !computed.end && !computed.bound) return [];
  return [{ insertOne: { document: { _id: new Types.ObjectId(), rev: 0, ...computed } } }];
}

/** True where a row says what was computed. */
export function isSame(row: PortfolioRowRecord, computed: ComputedRow): boolean {
  const { _id: _row, rev: _rev, ...stored } = row;
  return textOf(stored) === textOf(computed);
}

/** JSON with the keys of every object in order. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

/** How many of the writes took effect; a row that another process has made or changed meanwhile is left. */
async function write(writes: readonly AnyBulkWriteOperation<PortfolioRowRecord>[]): Promise<number> {
  try {
    return effectOf(await PortfolioRow.collection.bulkWrite(writes as never, { ordered: false }));
  } catch (error) {
    if (!(error instanceof mongoose.mongo.MongoBulkWriteError)) throw error;
    const errors = [error.writeErrors].flat();
    if (errors.length === 0 || errors.some(({ code }) => code !== DUPLICATE_KEY)) throw error;
    return effectOf(error.result);
  }
}

function effectOf(result: mongoose.mongo.BulkWriteResult): number {
  return result.insertedCount + result.matchedCount + result.deletedCount;
}

/** Brings the rows of a walk over many members up to date, a batch at a time; how many changed. */
export async function refreshAll(memberIds: AsyncIterable<Types.ObjectId>, now: Date): Promise<number> {
  let [changed, batch] = [0, [] as string[]];
  for await (const id of memberIds) {
    batch.push(id.toHexString());
    if (batch.length < BATCH) continue;
    changed += await refreshBatch(batch, now, 'open');
    batch = [];
  }
  return changed + (await refreshBatch(batch, now, 'open'));
}
