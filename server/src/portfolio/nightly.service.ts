import { addBusinessDays, businessDay, businessQuarter } from '@linzhang/shared/kernel/time';
import { type AnyBulkWriteOperation, Types } from 'mongoose';
import { relatedMemberIds } from '../attribution/memberRelations.service';
import type { RecurringJob } from '../db/jobEngine';
import { standingMemberIds } from '../tiering/tiering.service';
import { cellsOf, type LineSums, sumsBy } from './cells.service';
import { PortfolioDay, type PortfolioDayRecord } from './portfolioDay.model';
import { refreshAll } from './refreshing.service';

/**
 * Every night ten minutes past midnight and, after the standings, at 03:10: all rows follow the new day; a new quarter
 * begins, and the one before is closed. Then the day that is over is written down, once.
 */
export const portfolioJob: RecurringJob = {
  name: 'portfolio',
  cron: '10 0,3 * * *',
  work: async ({ now, occurrence }) => {
    await refreshPortfolio(now());
    await keepDay(addBusinessDays(businessDay(occurrence), -1));
  },
};

/** Brings the rows of everybody up to date: of who has a relation to the bank, and of who stands somewhere. */
export function refreshPortfolio(now: Date): Promise<number> {
  return refreshAll(merged(relatedMemberIds(), standingMemberIds()), now);
}

/** Two walks in the order of ids as one, each id once. */
async function* merged(
  ones: AsyncGenerator<Types.ObjectId>,
  others: AsyncGenerator<Types.ObjectId>,
): AsyncGenerator<Types.ObjectId> {
  let [one, other] = [await ones.next(), await others.next()];
  while (!one.done || !other.done) {
    const [left, right] = [one.done ? null : one.value, other.done ? null : other.value];
    const order = left === null ? 1 : right === null ? -1 : compare(left, right);
    yield (order <= 0 ? left : right) as Types.ObjectId;
    if (order <= 0) one = await ones.next();
    if (order >= 0) other = await others.next();
  }
}

function compare(one: Types.ObjectId, other: Types.ObjectId): number {
  const [left, right] = [one.toHexString(), other.toHexString()];
  return left === right ? 0 : left < right ? -1 : 1;
}

/** Writes down what is known of a day's quarter, for each employee and branch; a day that is written down stays. */
export async function keepDay(day: string): Promise<void> {
  const quarter = businessQuarter(day);
  const cells = await cellsOf(quarter, { branchId: null, ownerId: null });
  const lines = [...sumsBy(cells, ({ employeeId }) => employeeId), ...sumsBy(cells, ({ branchId }) => branchId)];
  const writes = lines.flatMap(([subjectId, sums]) =>
    subjectId === null ? [] : [dayWrite(subjectId, quarter, day, sums)],
  );
  if (writes.length > 0) await PortfolioDay.collection.bulkWrite(writes as never, { ordered: false });
}

function dayWrite(
  subjectId: string,
  quarter: string,
  day: string,
  { counts, phoneBound }: LineSums,
): AnyBulkWriteOperation<PortfolioDayRecord> {
  const filter = { subjectId: new Types.ObjectId(subjectId), quarter, day };
  return { updateOne: { filter, update: { $setOnInsert: { counts, phoneBound } }, upsert: true } };
}
