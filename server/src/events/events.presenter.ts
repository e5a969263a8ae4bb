import type { EventDetail, EventSummary } from '@linzhang/shared/events/events.contract';
import { type EventPhase, phaseOf } from '@linzhang/shared/events/events.rules';
import { Types } from 'mongoose';
import { branchNames } from '../branches/branches.service';
import { groupNames } from '../groups/groups.service';
import { merchantNames } from '../merchants/merchants.service';
import { Booth, type BoothRecord } from './booth.model';
import { checkInTimes } from './checkIn.service';
import type { EventRecord } from './event.model';
import { boothsOf } from './events.service';
import { describeSignup, ownStates } from './signups.service';

/** Ids as hex, each once; absent ones left out. */
export function hexIds(ids: readonly (Types.ObjectId | undefined)[]): string[] {
  return [...new Set(ids.flatMap((id) => (id ? [id.toHexString()] : [])))];
}

/** An id with its name, as answers carry it. */
export function named(id: Types.ObjectId, names: ReadonlyMap<string, string>): { id: string; name: string } {
  const hex = id.toHexString();
  return { id: hex, name: names.get(hex) ?? '' };
}

/** A draft has no phase of its own; its preview shows the one that publishing would give it. */
function shownPhase(event: EventRecord, now: Date): EventPhase {
  const status = event.status === 'draft' ? 'published' : event.status;
  return phaseOf({ ...event, status }, now) ?? 'upcoming';
}

function placeOf({ place: { address, latitude, longitude } }: EventRecord) {
  return { address, latitude, longitude };
}

/** An event as its page shows it, to a member or to who is not signed in (null). */
export async function presentEvent(event: EventRecord, memberId: string | null, now: Date): Promise<EventDetail> {
  const eventId = event._id.toHexString();
  const booths = await boothsOf(eventId);
  const [branches, groups, merchants, signup, checkedIn] = await Promise.all([
    branchNames([event.branchId.toHexString()]),
    groupNames(hexIds(event.groupIds)),
    merchantNames(hexIds(booths.map(({ merchantId }) => merchantId))),
    describeSignup(event, memberId, now),
    memberId ? checkInTimes(eventId, [new Types.ObjectId(memberId)]) : null,
  ]);
  return {
    id: eventId,
    name: event.name,
    phase: shownPhase(event, now),
    startsAt: event.startsAt.toISOString(),
    endsAt: event.endsAt.toISOString(),
    place: placeOf(event),
    branch: named(event.branchId, branches),
    groups: event.groupIds.map((id) => named(id, groups)),
    intro: event.intro,
    needed: event.cardRule.needed,
    booths: booths.map((booth) => presentBooth(booth, merchants)),
    rewards: event.rewards.map(({ _id, at, name, badge, offerId }) => ({
      id: _id.toHexString(),
      at,
      name,
      badge,
      prize: offerId !== undefined,
    })),
    signup,
    checkedInAt: checkedIn?.get(memberId ?? '')?.toISOString() ?? null,
  };
}

function presentBooth(booth: BoothRecord, merchants: ReadonlyMap<string, string>): EventDetail['booths'][number] {
  const { number, name, sealText, merchantId, task, spot } = booth;
  const merchantName = merchantId ? (merchants.get(merchantId.toHexString()) ?? '') : null;
  return { id: booth._id.toHexString(), number, name, sealText, merchantName, task, spot };
}

/** Lines of a customer's list; names and counts are read in one go. */
export async function presentSummaries(
  events: readonly EventRecord[],
  memberId: string,
  now: Date,
): Promise<EventSummary[]> {
  const ids = events.map(({ _id }) => _id);
  const [branches, own, counts] = await Promise.all([
    branchNames(hexIds(events.map(({ branchId }) => branchId))),
    ownStates(memberId, ids),
    boothCounts(ids),
  ]);
  return events.map((event) => {
    const id = event._id.toHexString();
    return {
      id,
      name: event.name,
      phase: shownPhase(event, now),
      startsAt: event.startsAt.toISOString(),
      endsAt: event.endsAt.toISOString(),
      place: placeOf(event),
      branch: named(event.branchId, branches),
      boothCount: counts.get(id) ?? 0,
      signup: own.get(id) ?? null,
    };
  });
}

async function boothCounts(eventIds: readonly Types.ObjectId[]): Promise<Map<string, number>> {
  const rows = await Booth.aggregate<{ _id: Types.ObjectId; count: number }>([
    { $match: { eventId: { $in: [...eventIds] } } },
    { $group: { _id: '$eventId', count: { $sum: 1 } } },
  ]);
  return new Map(rows.map((row) => [row._id.toHexString(), row.count]));
}
