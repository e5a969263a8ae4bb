import type { Channel as ChannelAnswer, DayCount, TouchRow } from '@linzhang/shared/channels/channels.contract';
import { canUpdateChannel } from '@linzhang/shared/channels/channels.policy';
import { closedBecause } from '@linzhang/shared/channels/channels.rules';
import type { Page } from '@linzhang/shared/kernel/pages';
import { addBusinessDays, businessDay } from '@linzhang/shared/kernel/time';
import { memberNumber } from '@linzhang/shared/members/members.rules';
import { branchNames } from '../branches/branches.service';
import { pageAfter } from '../db/pages';
import { employeeNames } from '../employees/employees.service';
import type { EmployeeActor } from '../http/actor';
import { maskedNames } from '../members/members.service';
import type { ChannelRecord } from './channel.model';
import { ChannelDay } from './channelDay.model';
import { findTarget } from './targets.service';
import { Touch, type TouchRecord } from './touch.model';

/** Channels as the working pages show them; names are read in one go. */
export async function presentChannels(
  rows: readonly ChannelRecord[],
  actor: EmployeeActor,
  now: Date,
): Promise<ChannelAnswer[]> {
  const people = rows.flatMap((row) => [row.employeeId, ...(row.backupEmployeeId ? [row.backupEmployeeId] : [])]);
  const [employees, branches] = await Promise.all([
    employeeNames([...new Set(people.map((id) => id.toHexString()))]),
    branchNames([...new Set(rows.map((row) => row.branchId.toHexString()))]),
  ]);
  return Promise.all(rows.map((row) => presentChannel(row, { employees, branches }, actor, now)));
}

async function presentChannel(
  row: ChannelRecord,
  names: { employees: ReadonlyMap<string, string>; branches: ReadonlyMap<string, string> },
  actor: EmployeeActor,
  now: Date,
): Promise<ChannelAnswer> {
  const [employeeId, branchId] = [row.employeeId.toHexString(), row.branchId.toHexString()];
  const backupId = row.backupEmployeeId?.toHexString();
  const targetId = row.target.id.toHexString();
  const target = await findTarget(row.target.kind, targetId);
  return {
    id: row._id.toHexString(),
    code: row.code,
    name: row.name,
    employee: { id: employeeId, name: names.employees.get(employeeId) ?? '' },
    branch: { id: branchId, name: names.branches.get(branchId) ?? '' },
    target: {
      kind: row.target.kind,
      id: targetId,
      name: target?.name ?? '',
      open: target?.open ?? false,
      place: target?.place ?? null,
      time: target?.time ?? null,
    },
    source: row.source,
    placement: row.placement,
    window: row.window
      ? { startsAt: row.window.startsAt.toISOString(), endsAt: row.window.endsAt.toISOString() }
      : null,
    schedule: row.schedule.map(({ weekday, from, to }) => ({ weekday, from, to })),
    dailyCap: row.dailyCap ?? null,
    backup: backupId ? { id: backupId, name: names.employees.get(backupId) ?? '' } : null,
    status: row.status,
    closedBecause: closedBecause({ ...row, window: row.window ?? null }, now),
    version: row.version,
    can: { update: canUpdateChannel(actor, { employeeId, branchId }) },
  };
}

const COUNTED_DAYS = 30;

/** Counts of a channel by day, oldest first, and in all. */
export async function channelCounts(
  channel: ChannelRecord,
  now: Date,
): Promise<{ days: DayCount[]; scans: number; touches: number }> {
  const from = addBusinessDays(businessDay(now), 1 - COUNTED_DAYS);
  const channelId = channel._id;
  const [rows, [total]] = await Promise.all([
    ChannelDay.find({ channelId, day: { $gte: from } })
      .sort({ day: 1 })
      .lean(),
    ChannelDay.aggregate<{ scans: number; touches: number }>([
      { $match: { channelId } },
      { $group: { _id: null, scans: { $sum: '$scans' }, touches: { $sum: '$touches' } } },
    ]),
  ]);
  return {
    days: rows.map(({ day, scans, touches, bindings }) => ({ day, scans, touches, bindings })),
    scans: total?.scans ?? 0,
    touches: total?.touches ?? 0,
  };
}

/** Who came by a channel, newest first; names are masked. */
export async function listTouches(
  channel: ChannelRecord,
  request: { cursor?: string; limit: number },
): Promise<Page<TouchRow>> {
  // The type is named so that the partial index of channels serves it.
  const where = { channelId: channel._id };
  const page = await pageAfter(Touch, where, { field: 'at', direction: -1 }, request, (row) => row);
  const people = page.items.flatMap((row) => [row.memberId, ...(row.inviterId ? [row.inviterId] : [])]);
  const names = await maskedNames(people.map((id) => id.toHexString()));
  return { items: page.items.map((row) => presentTouch(row, names)), nextCursor: page.nextCursor };
}

function presentTouch(row: TouchRecord, names: ReadonlyMap<string, string>): TouchRow {
  const memberId = row.memberId.toHexString();
  return {
    id: row._id.toHexString(),
    at: row.at.toISOString(),
    member: { name: names.get(memberId) ?? '', number: memberNumber(memberId) },
    because: row.because,
    inviter: row.inviterId ? (names.get(row.inviterId.toHexString()) ?? '') : null,
  };
}
