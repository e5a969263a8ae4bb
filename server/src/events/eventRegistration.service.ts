import { phaseOf } from '@linzhang/shared/events/events.rules';
import { type ClientSession, Types } from 'mongoose';
import { type ChannelTarget, registerTarget } from '../channels/targets.service';
import { type AnnouncedEvent, registerAnnouncements } from '../groups/announcements.service';
import { registerHolding } from '../members/holdings.service';
import { CheckIn } from './checkIn.model';
import { Event, type EventRecord } from './event.model';
import { findEvent } from './events.service';
import { eventPage, timeWords } from './eventWords';
import { Signup } from './signup.model';
import { findOwn, giveBack } from './signups.service';

/** Tells the other domains what events have for them: holdings of members, targets of channels, events to announce. */
export function registerEvents(clock: () => Date): void {
  registerHolding({ name: 'signups', move: moveSignups, exportOwn: exportSignups, erase: eraseSignups });
  registerHolding({ name: 'checkIns', move: moveCheckIns, exportOwn: exportCheckIns });
  registerAnnouncements(announcedEvents);
  registerTarget('event', { find: (id) => findEventTarget(id, clock) });
}

async function activeEvents(session: ClientSession, memberId: string): Promise<EventRecord[]> {
  const rows = await Signup.find({ memberId: new Types.ObjectId(memberId), active: true })
    .session(session)
    .lean();
  return Event.find({ _id: { $in: rows.map(({ eventId }) => eventId) } })
    .session(session)
    .lean();
}

/** One person has one place: where both accounts signed up, the earlier place stays. */
async function moveSignups(session: ClientSession, from: string, to: string, now: Date): Promise<void> {
  for (const event of await activeEvents(session, from)) {
    const eventId = event._id.toHexString();
    const [theirs, own] = [await findOwn(from, eventId, session), await findOwn(to, eventId, session)];
    if (!theirs || !own) continue;
    await giveBack(session, own.number < theirs.number ? from : to, event, now, 'account_moved');
  }
  await Signup.updateMany(
    { memberId: new Types.ObjectId(from) },
    { $set: { memberId: new Types.ObjectId(to), movedFrom: new Types.ObjectId(from) } },
    { session },
  );
}

async function eraseSignups(session: ClientSession, memberId: string, now: Date): Promise<void> {
  for (const event of await activeEvents(session, memberId))
    await giveBack(session, memberId, event, now, 'account_deleted');
}

async function exportSignups(memberId: string): Promise<unknown> {
  const rows = await Signup.find({ memberId: new Types.ObjectId(memberId) })
    .sort({ signedUpAt: 1 })
    .lean();
  return rows.map(({ eventId, number, state, signedUpAt, cancelledAt }) => ({
    eventId: eventId.toHexString(),
    number,
    state,
    signedUpAt: signedUpAt.toISOString(),
    cancelledAt: cancelledAt?.toISOString() ?? null,
  }));
}

/** Who came by both accounts was there once: the earlier check-in stays. */
async function moveCheckIns(session: ClientSession, from: string, to: string): Promise<void> {
  const [former, owner] = [new Types.ObjectId(from), new Types.ObjectId(to)];
  const rows = await CheckIn.find({ memberId: former }).session(session).lean();
  for (const row of rows) {
    const own = await CheckIn.findOne({ memberId: owner, eventId: row.eventId }).session(session).lean();
    if (own && own.at <= row.at) {
      await CheckIn.deleteOne({ _id: row._id }, { session });
      continue;
    }
    if (own) await CheckIn.deleteOne({ _id: own._id }, { session });
    await CheckIn.updateOne(
      { _id: row._id, memberId: former },
      { $set: { memberId: owner, movedFrom: former } },
      { session },
    );
  }
}

async function exportCheckIns(memberId: string): Promise<unknown> {
  const rows = await CheckIn.find({ memberId: new Types.ObjectId(memberId) })
    .sort({ at: 1 })
    .lean();
  return rows.map(({ eventId, at }) => ({ eventId: eventId.toHexString(), at: at.toISOString() }));
}

/** An event as a channel leads to it: open once published and until it is over. */
async function findEventTarget(eventId: string, clock: () => Date): Promise<ChannelTarget | null> {
  const event = await findEvent(eventId);
  if (!event) return null;
  const phase = phaseOf(event, clock());
  return {
    id: eventId,
    name: event.name,
    branchId: event.branchId.toHexString(),
    open: phase === 'upcoming' || phase === 'running',
    place: event.place.address,
    time: timeWords(event.startsAt),
  };
}

/** Published events of groups that begin between two instants, in the words in which members are told of them. */
async function announcedEvents(now: Date, until: Date): Promise<AnnouncedEvent[]> {
  const where = { status: 'published' as const, startsAt: { $gt: now, $lte: until }, 'groupIds.0': { $exists: true } };
  const rows = await Event.find(where).sort({ startsAt: 1 }).lean();
  return rows.map((event) => {
    const eventId = event._id.toHexString();
    const signup = event.signup ? '，记得先报名' : '';
    return {
      eventId,
      branchId: event.branchId.toHexString(),
      groupIds: event.groupIds.map((id) => id.toHexString()),
      startsAt: event.startsAt,
      title: event.name,
      text: `${timeWords(event.startsAt)}在${event.place.address}，集满 ${event.cardRule.needed} 个章${signup}。`,
      page: eventPage(eventId),
    };
  });
}
