import type { Page } from '@linzhang/shared/kernel/pages';
import type { EventStamp } from '@linzhang/shared/stamps/scans.contract';
import { Types } from 'mongoose';
import { pageAfter } from '../db/pages';
import { employeeNames } from '../employees/employees.service';
import { findBooths } from '../events/places.service';
import { boothMembers } from './scans.service';
import { Stamp } from './stamp.model';

export interface StampQuery {
  boothId?: string;
  cursor?: string;
  limit: number;
}

/** Stamps of an event, the newest first, with who, where and by whom; `mayVoid` says whether the reader may void them. */
export async function listEventStamps(
  eventId: string,
  { boothId, ...request }: StampQuery,
  mayVoid: boolean,
): Promise<Page<EventStamp>> {
  const where = {
    eventId: new Types.ObjectId(eventId),
    ...(boothId ? { boothId: new Types.ObjectId(boothId) } : {}),
  };
  const page = await pageAfter(Stamp, where, { field: '_id', direction: -1 }, request, (row) => row);
  const hex = (ids: readonly Types.ObjectId[]) => [...new Set(ids.map((id) => id.toHexString()))];
  const [booths, people, members] = await Promise.all([
    findBooths(hex(page.items.map((stamp) => stamp.boothId))),
    employeeNames(hex(page.items.map((stamp) => stamp.employeeId))),
    boothMembers(hex(page.items.map((stamp) => stamp.memberId))),
  ]);
  const boothById = new Map(booths.map((booth) => [booth._id.toHexString(), booth]));
  const items = page.items.flatMap((stamp): EventStamp[] => {
    const booth = boothById.get(stamp.boothId.toHexString());
    const member = members.get(stamp.memberId.toHexString());
    if (!booth || !member) return [];
    const { number, name, sealText } = booth;
    return [
      {
        id: stamp._id.toHexString(),
        at: stamp.at.toISOString(),
        member,
        booth: { number, name, sealText },
        employeeName: people.get(stamp.employeeId.toHexString()) ?? '',
        ordinal: stamp.ordinal,
        voided: !stamp.active,
        can: { void: mayVoid && stamp.active },
      },
    ];
  });
  return { items, nextCursor: page.nextCursor };
}
