import { type ClientSession, Types } from 'mongoose';
import { enqueue } from '../db/outbox';
import { inTransaction } from '../db/transaction';
import { notifyMember } from '../messages/messages.service';
import type { EventRecord } from './event.model';
import { findEvent } from './events.service';
import { eventPage, timeWords } from './eventWords';
import { Signup, type SignupRecord } from './signup.model';

/** Outbox kind of what everybody who signed up is told. */
export const EVENT_NOTICES = 'event_notices';

type EventNews = 'event_changed' | 'event_cancelled';

/** Queues news of an event for all who signed up, within the transaction of the change. */
export async function tellSignedUp(
  session: ClientSession,
  event: EventRecord,
  news: EventNews,
  now: Date,
): Promise<void> {
  const eventId = event._id.toHexString();
  await enqueue(session, EVENT_NOTICES, `${eventId}:${event.version}`, { eventId, news, version: event.version }, now);
}

/** Members told in one transaction. */
const TOLD_TOGETHER = 50;

/** Tells everybody who signed up, some at a time; whoever was told before a crash is not told again. */
export async function deliverEventNotices(payload: unknown, now: Date): Promise<void> {
  const { eventId, news, version } = payload as { eventId: string; news: EventNews; version: number };
  const event = await findEvent(eventId);
  if (!event) return;
  let after = 0;
  for (;;) {
    const where = { eventId: new Types.ObjectId(eventId), active: true, number: { $gt: after } };
    const rows = await Signup.find(where).sort({ number: 1 }).limit(TOLD_TOGETHER).lean();
    const last = rows.at(-1);
    if (!last) return;
    await inTransaction(async (session) => {
      for (const row of rows)
        await tell(session, row, news, `${news}:${eventId}:${version}`, wordsOf(news, event), now);
    });
    after = last.number;
  }
}

interface Words {
  title: string;
  text: string;
}

function wordsOf(news: EventNews, event: EventRecord): Words {
  return news === 'event_cancelled'
    ? { title: '活动取消了', text: `「${event.name}」不办了，报名已经作废，给您添麻烦了。` }
    : {
        title: '活动有变动',
        text: `「${event.name}」改到${timeWords(event.startsAt)}，地点：${event.place.address}。`,
      };
}

/** Says that the place is the member's. */
export async function tellConfirmed(
  session: ClientSession,
  event: EventRecord,
  row: SignupRecord,
  now: Date,
): Promise<void> {
  const text = `「${event.name}」您是第 ${row.number} 号，${timeWords(event.startsAt)}，${event.place.address}见。`;
  await tell(session, row, 'signup_confirmed', `signup:${row._id.toHexString()}`, { title: '报名成功', text }, now);
}

/** Says that somebody gave a place back and it is the member's now. */
export async function tellMovedUp(
  session: ClientSession,
  event: EventRecord,
  row: SignupRecord,
  now: Date,
): Promise<void> {
  const text = `有人让出了名额，「${event.name}」给您留好了，您是第 ${row.number} 号，${timeWords(event.startsAt)}见。`;
  await tell(session, row, 'signup_moved_up', `moved_up:${row._id.toHexString()}`, { title: '候补成功', text }, now);
}

async function tell(
  session: ClientSession,
  row: SignupRecord,
  kind: EventNews | 'signup_confirmed' | 'signup_moved_up',
  dedupeKey: string,
  words: Words,
  now: Date,
): Promise<void> {
  const page = eventPage(row.eventId.toHexString());
  await notifyMember(
    session,
    { memberId: row.memberId.toHexString(), kind, dedupeKey, ...words, page, marketing: false },
    now,
  );
}
