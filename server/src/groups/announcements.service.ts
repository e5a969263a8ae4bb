import { isAnnouncedAt } from '@linzhang/shared/groups/groups.rules';
import { DAY_MS } from '@linzhang/shared/kernel/time';
import { SETTINGS } from '@linzhang/shared/settings/settings.rules';
import { Types } from 'mongoose';
import { isDuplicateKey } from '../db/duplicateKey';
import type { RecurringJob } from '../db/jobEngine';
import { inTransaction } from '../db/transaction';
import { notifyMember } from '../messages/messages.service';
import { settingsOf } from '../settings/settings.service';
import { Announcement } from './announcement.model';
import { Membership } from './membership.model';

/** An event of groups, in the words in which their members are told of it. */
export interface AnnouncedEvent {
  eventId: string;
  branchId: string;
  groupIds: string[];
  startsAt: Date;
  title: string;
  text: string;
  /** Page of the mini-program with its query, without a leading slash. */
  page: string;
}

type Source = (now: Date, until: Date) => Promise<AnnouncedEvent[]>;

const sources = new Set<Source>();

/** Events tell at start which of theirs begin between two instants, so that groups need to know none of them. */
export function registerAnnouncements(source: Source): void {
  sources.add(source);
}

/** Members told in one transaction. */
const TOLD_TOGETHER = 50;

/** Tells the members of groups of their events, the branch's number of days before; each of an event once. */
export async function announceEvents(now: Date): Promise<void> {
  const until = new Date(now.getTime() + (SETTINGS.announceDays.max + 1) * DAY_MS);
  for (const source of sources) {
    for (const event of await source(now, until)) {
      const { announceDays } = await settingsOf(event.branchId);
      if (!isAnnouncedAt(event.startsAt, announceDays, now)) continue;
      for (const groupId of event.groupIds) await announceTo(groupId, event, now);
    }
  }
}

async function announceTo(groupId: string, event: AnnouncedEvent, now: Date): Promise<void> {
  const key = { eventId: event.eventId, groupId: new Types.ObjectId(groupId) };
  if (await Announcement.exists(key)) return;
  const memberCount = await tellMembers(key.groupId, event, now);
  try {
    await Announcement.create({ ...key, at: now, memberCount });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

/** Goes through a group some members at a time; who was told before a crash, or in another group, is not told again. */
async function tellMembers(groupId: Types.ObjectId, event: AnnouncedEvent, now: Date): Promise<number> {
  let count = 0;
  let after: Types.ObjectId | null = null;
  for (;;) {
    const where = { groupId, active: true, ...(after ? { _id: { $gt: after } } : {}) };
    const rows: { _id: Types.ObjectId; memberId: Types.ObjectId }[] = await Membership.find(where, { memberId: 1 })
      .sort({ _id: 1 })
      .limit(TOLD_TOGETHER)
      .lean();
    const last = rows.at(-1);
    if (!last) return count;
    await inTransaction(async (session) => {
      for (const row of rows) await notifyMember(session, noticeOf(row.memberId.toHexString(), event), now);
    });
    count += rows.length;
    after = last._id;
  }
}

function noticeOf(memberId: string, { eventId, title, text, page }: AnnouncedEvent) {
  const dedupeKey = `event-announced:${eventId}`;
  return { memberId, kind: 'event_announced' as const, dedupeKey, title, text, page, marketing: true };
}

/** In the hours in which one may ring at a door. */
export const announcementJob: RecurringJob = {
  name: 'group-announcements',
  cron: '0 9-20 * * *',
  work: ({ now }) => announceEvents(now()),
};
