import { businessDay, businessQuarter } from '@linzhang/shared/kernel/time';
import { type ClientSession, Types } from 'mongoose';
import { relationOf } from '../attribution/attribution.service';
import type { AttributionChange } from '../attribution/attributionChanged.service';
import { bindingsOf } from '../attribution/memberRelations.service';
import { nicknamesOf } from '../members/nicknames.service';
import { runningQuarter, storedBinding, sumsOf } from './computing';
import { PortfolioRow, type PortfolioRowRecord } from './portfolioRow.model';

/** Follows owner, branch and bound phone within the transaction that changes them: the next read counts them. */
export async function followAttribution(
  session: ClientSession,
  memberId: string,
  change: AttributionChange,
  now: Date,
): Promise<void> {
  if (change === 'binding') await followBinding(session, memberId, now);
  else await followRelation(session, memberId, now);
}

/** A quarter that is over keeps who served then. */
async function followRelation(session: ClientSession, memberId: string, now: Date): Promise<void> {
  const { ownerId, branchId } = await relationOf(memberId, session);
  const relation = {
    ownerId: ownerId === null ? null : new Types.ObjectId(ownerId),
    ...(branchId === null ? {} : { branchId: new Types.ObjectId(branchId) }),
  };
  await setRow(session, memberId, runningQuarter(now), relation, branchId !== null);
}

async function followBinding(session: ClientSession, memberId: string, now: Date): Promise<void> {
  const binding = (await bindingsOf([memberId], session)).get(memberId);
  const _id = new Types.ObjectId(memberId);
  const quarter = binding ? businessQuarter(businessDay(binding.at)) : runningQuarter(now);
  const others = { memberId: _id, bound: { $ne: null }, ...(binding ? { quarter: { $ne: quarter } } : {}) };
  await PortfolioRow.updateMany(others, { $set: { bound: null }, $inc: { rev: 1 } }, { session });
  if (!binding) return;
  const branchId = (await relationOf(memberId, session)).branchId ?? binding.branchId;
  const closed = quarter < runningQuarter(now);
  const place = closed || branchId === null ? {} : { branchId: new Types.ObjectId(branchId) };
  await setRow(session, memberId, quarter, { ...place, bound: storedBinding(binding) }, true);
}

/** Writes a part of a row; where there is none it is made, and filled in by whoever knows the rest. */
async function setRow(
  session: ClientSession,
  memberId: string,
  quarter: string,
  part: Partial<PortfolioRowRecord>,
  upsert: boolean,
): Promise<void> {
  const key = { memberId: new Types.ObjectId(memberId), quarter };
  const found = await PortfolioRow.updateOne(key, { $set: part, $inc: { rev: 1 } }, { session });
  if (found.matchedCount > 0 || !upsert) return;
  const name = (await nicknamesOf([memberId])).get(memberId) ?? null;
  const row = { ...key, name, start: null, end: null, bound: null, ownerId: null, branchId: null };
  await PortfolioRow.create(
    [{ ...row, customerNo: null, ...sumsOf(null, null), by: null, closed: false, rev: 0, ...part }],
    {
      session,
    },
  );
}

/** The member is in no list any more: nothing of it is kept. */
export async function forgetListed(session: ClientSession, memberId: string): Promise<void> {
  const own = { memberId: new Types.ObjectId(memberId) };
  const { branchId } = await relationOf(memberId, session);
  // Whom nobody serves and no group has was there by the list alone; and so was who is only remembered.
  const unserved = { ...own, ownerId: null, bound: null, ...(branchId === null ? {} : { closed: true }) };
  await PortfolioRow.deleteMany(unserved, { session });
  const nothing = { start: null, end: null, customerNo: null, by: null, ...sumsOf(null, null) };
  await PortfolioRow.updateMany(own, { $set: nothing, $inc: { rev: 1 } }, { session });
}

/** Members are found by what they call themselves. */
export async function followNickname(memberId: string, name: string): Promise<void> {
  const where = { memberId: new Types.ObjectId(memberId) };
  await PortfolioRow.updateMany(where, { $set: { name }, $inc: { rev: 1 } });
}
