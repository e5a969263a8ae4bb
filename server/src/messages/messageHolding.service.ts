import { type ClientSession, Types } from 'mongoose';
import { giveRows } from '../db/moveRows';
import { registerHolding } from '../members/holdings.service';
import { MessageCredit } from './credit.model';
import { Notice } from './notice.model';

/** Tells members what is kept of what a member was told. */
export function registerMessages(): void {
  registerHolding({ name: 'messages', move: moveMessages, exportOwn: exportMessages, erase: eraseMessages });
}

/** Notices follow, but for those the account was told of the same thing; a yes to WeChat belongs to the WeChat account. */
async function moveMessages(session: ClientSession, from: string, to: string): Promise<void> {
  const [former, present] = [new Types.ObjectId(from), new Types.ObjectId(to)];
  const own = await Notice.find({ memberId: present }, { dedupeKey: 1 }).session(session).lean();
  await Notice.deleteMany({ memberId: former, dedupeKey: { $in: own.map((row) => row.dedupeKey) } }, { session });
  await giveRows(Notice, session, { memberId: former }, { memberId: present });
  await MessageCredit.deleteMany({ memberId: former }, { session });
}

const MOST_EXPORTED = 2_000;

async function exportMessages(memberId: string): Promise<unknown> {
  const rows = await Notice.find({ memberId: new Types.ObjectId(memberId) })
    .sort({ _id: -1 })
    .limit(MOST_EXPORTED)
    .lean();
  return rows.map(({ title, text, at }) => ({ title, text, at }));
}

async function eraseMessages(session: ClientSession, memberId: string): Promise<void> {
  const owner = new Types.ObjectId(memberId);
  await Notice.deleteMany({ memberId: owner }, { session });
  await MessageCredit.deleteMany({ memberId: owner }, { session });
}
