import { type ClientSession, Types } from 'mongoose';
import { PortfolioRow, type PortfolioRowRecord } from './portfolioRow.model';

/** Gives the rows of an account that ends to the one that stays: where that one has a row, what the lists say of it. */
export async function mergeRows(session: ClientSession, from: string, to: string): Promise<void> {
  const [former, owner] = [new Types.ObjectId(from), new Types.ObjectId(to)];
  const theirs = await PortfolioRow.find({ memberId: former }).session(session).lean();
  const own = await PortfolioRow.find({ memberId: owner }).session(session).lean();
  const byQuarter = new Map(own.map((row) => [row.quarter, row]));
  for (const row of theirs) {
    const kept = byQuarter.get(row.quarter);
    if (!kept) {
      const change = { $set: { memberId: owner }, $inc: { rev: 1 } };
      await PortfolioRow.updateOne({ _id: row._id, memberId: former }, change, { session });
      continue;
    }
    await PortfolioRow.deleteOne({ _id: row._id }, { session });
    if (!kept.end && row.end)
      await PortfolioRow.updateOne({ _id: kept._id }, { $set: listedPart(row), $inc: { rev: 1 } }, { session });
  }
}

function listedPart({ start, end, customerNo, counts, cell, aumFen, changeFen, by }: PortfolioRowRecord) {
  return { start, end, customerNo, counts, cell, aumFen, changeFen, by };
}
