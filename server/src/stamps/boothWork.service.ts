import type { Page } from '@linzhang/shared/kernel/pages';
import { addBusinessDays, businessDay, startOfBusinessDay } from '@linzhang/shared/kernel/time';
import { isEventOpen, undoRefusal } from '@linzhang/shared/stamps/scan.rules';
import type { BoothToday, OwnAssignment, RecentScan } from '@linzhang/shared/stamps/scans.contract';
import { Types } from 'mongoose';
import { pageAfter } from '../db/pages';
import { type BoothRecord, dutiesOf, type EventRecord } from '../events/events.service';
import { type DutyPlace, findBooths, findEvents } from '../events/places.service';
import { settingsOf } from '../settings/settings.service';
import { Conflict } from './conflict.model';
import { Contact } from './contact.model';
import { Scan, type ScanRecord } from './scan.model';
import { boothMembers } from './scans.service';
import { Stamp, type StampRecord } from './stamp.model';

/** The counts of today at a booth. */
export async function boothToday(employeeId: string, { booth, event }: DutyPlace, now: Date): Promise<BoothToday> {
  const from = startOfBusinessDay(businessDay(now));
  const stamps = { eventId: event._id, active: true, boothId: booth._id, recordedAt: { $gte: from } };
  const [stamped, ownStamped, contacts, conflicts] = await Promise.all([
    Stamp.countDocuments(stamps),
    Stamp.countDocuments({ ...stamps, employeeId: new Types.ObjectId(employeeId) }),
    Contact.countDocuments({ boothId: booth._id, at: { $gte: from } }),
    Conflict.countDocuments({ boothId: booth._id, status: 'open' }),
  ]);
  const { task: _task, ...own } = presentBooth(booth);
  const { place: _place, ...shown } = presentEvent(event);
  return { booth: own, event: { ...shown, open: isOpen(event, now) }, stamped, ownStamped, contacts, conflicts };
}

function isOpen(event: EventRecord, now: Date): boolean {
  return isEventOpen({ ...event, published: event.status === 'published' }, now);
}

function presentBooth(booth: BoothRecord): OwnAssignment['booth'] {
  return {
    id: booth._id.toHexString(),
    number: booth.number,
    name: booth.name,
    sealText: booth.sealText,
    task: booth.task,
    bank: booth.merchantId === undefined,
  };
}

function presentEvent(event: EventRecord): OwnAssignment['event'] {
  return {
    id: event._id.toHexString(),
    name: event.name,
    place: event.place.address,
    startsAt: event.startsAt.toISOString(),
    endsAt: event.endsAt.toISOString(),
  };
}

/** Booths of published events that the employee works at today. */
export async function listOwnAssignments(employeeId: string, now: Date): Promise<OwnAssignment[]> {
  const today = businessDay(now);
  const duties = await dutiesOf(employeeId, startOfBusinessDay(today), startOfBusinessDay(addBusinessDays(today, 1)));
  const [events, booths] = await Promise.all([
    findEvents([...new Set(duties.map((duty) => duty.eventId.toHexString()))]),
    findBooths([...new Set(duties.map((duty) => duty.boothId.toHexString()))]),
  ]);
  const eventById = new Map(events.map((event) => [event._id.toHexString(), event]));
  const boothById = new Map(booths.map((booth) => [booth._id.toHexString(), booth]));
  return duties.flatMap((duty): OwnAssignment[] => {
    const event = eventById.get(duty.eventId.toHexString());
    const booth = boothById.get(duty.boothId.toHexString());
    if (!booth || event?.status !== 'published') return [];
    return [
      {
        event: presentEvent(event),
        booth: presentBooth(booth),
        from: duty.from.toISOString(),
        until: duty.to.toISOString(),
        open: isOpen(event, now),
      },
    ];
  });
}

/** The own scans at a booth, the newest first, with what may be undone. */
export async function listRecentScans(
  employeeId: string,
  { booth, event }: DutyPlace,
  request: { cursor?: string; limit: number },
  now: Date,
): Promise<Page<RecentScan>> {
  const employee = new Types.ObjectId(employeeId);
  const where = { employeeId: employee, boothId: booth._id };
  const page = await pageAfter(Scan, where, { field: '_id', direction: -1 }, request, (row) => row);
  const [stamps, last, settings, members] = await Promise.all([
    Stamp.find({ _id: { $in: page.items.flatMap((scan) => scan.stampId ?? []) } }).lean(),
    Stamp.findOne({ employeeId: employee, active: true }, { _id: 1 }).sort({ recordedAt: -1, _id: -1 }).lean(),
    settingsOf(event.branchId.toHexString()),
    boothMembers([...new Set(page.items.flatMap((scan) => scan.memberId?.toHexString() ?? []))]),
  ]);
  const stampById = new Map(stamps.map((stamp) => [stamp._id.toHexString(), stamp]));
  const mayUndo = (stamp: StampRecord) =>
    undoRefusal(
      { employeeId: stamp.employeeId.toHexString(), recordedAt: stamp.recordedAt, voided: !stamp.active },
      { employeeId, isLast: last?._id.equals(stamp._id) ?? false },
      settings.undoSeconds,
      now,
    ) === null;
  const items = page.items.map((scan): RecentScan => {
    const stamp = scan.stampId ? stampById.get(scan.stampId.toHexString()) : undefined;
    // Who the member is, is told only where the scan named one of this event.
    const member = stamp && scan.memberId ? (members.get(scan.memberId.toHexString()) ?? null) : null;
    return {
      id: scan._id.toHexString(),
      at: scan.at.toISOString(),
      result: resultOf(scan),
      offline: scan.kept !== undefined,
      member,
      ordinal: stamp?.ordinal ?? null,
      stampId: stamp?._id.toHexString() ?? null,
      voided: stamp?.active === false,
      can: { undo: scan.result === 'stamped' && stamp !== undefined && mayUndo(stamp) },
    };
  });
  return { items, nextCursor: page.nextCursor };
}

function resultOf(scan: ScanRecord): RecentScan['result'] {
  return scan.result ?? (scan.kept?.state === 'conflict' ? 'conflict' : 'rejected');
}
