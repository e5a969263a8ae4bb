import type { EventStatus } from '@linzhang/shared/events/events.rules';
import type { Page } from '@linzhang/shared/kernel/pages';
import { Types } from 'mongoose';
import { pageAfter } from '../db/pages';
import { Event, type EventRecord } from './event.model';
import { listOwnSignups } from './signups.service';

interface PageRequest {
  cursor?: string;
  limit: number;
}

/** Published events that are not over at `now`, soonest first; of one group, or of all. */
export async function listUpcoming(
  groupId: string | null,
  request: PageRequest,
  now: Date,
): Promise<Page<EventRecord>> {
  const where = {
    status: 'published',
    endsAt: { $gt: now },
    ...(groupId === null ? {} : { groupIds: new Types.ObjectId(groupId) }),
  };
  return pageAfter(Event, where, { field: 'startsAt', direction: 1 }, request, (row) => row);
}

/** Events that the member signed up for, the latest sign-up first. */
export async function listOwn(memberId: string, request: PageRequest): Promise<Page<EventRecord>> {
  const page = await listOwnSignups(memberId, request);
  const rows = await Event.find({ _id: { $in: page.items.map(({ eventId }) => eventId) } }).lean();
  const events = new Map(rows.map((row) => [row._id.toHexString(), row]));
  const items = page.items.flatMap(({ eventId }) => events.get(eventId.toHexString()) ?? []);
  return { items, nextCursor: page.nextCursor };
}

export interface WorkQuery extends PageRequest {
  /** Null lists every branch. */
  branchId: string | null;
  status?: EventStatus;
}

/** Events of a branch, latest window first; what is over has ended, whether somebody ended it or its time ran out. */
export async function listBranchEvents(
  { branchId, status, ...request }: WorkQuery,
  now: Date,
): Promise<Page<EventRecord>> {
  const where = {
    ...(branchId === null ? {} : { branchId: new Types.ObjectId(branchId) }),
    ...(status ? ofStatus(status, now) : {}),
  };
  return pageAfter(Event, where, { field: 'startsAt', direction: -1 }, request, (row) => row);
}

function ofStatus(status: EventStatus, now: Date): Record<string, unknown> {
  if (status === 'published') return { status, endsAt: { $gt: now } };
  return status === 'ended' ? { $or: [{ status }, { status: 'published', endsAt: { $lte: now } }] } : { status };
}
