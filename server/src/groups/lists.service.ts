import type { GroupMember } from '@linzhang/shared/groups/groups.contract';
import { type GroupStatus, MOST_NEARBY, NEARBY_METERS } from '@linzhang/shared/groups/groups.rules';
import { degreesAround, type MapPoint, metersBetween } from '@linzhang/shared/kernel/distance';
import type { Page } from '@linzhang/shared/kernel/pages';
import { memberNumber } from '@linzhang/shared/members/members.rules';
import { Types } from 'mongoose';
import { containing } from '../db/containing';
import { pageAfter } from '../db/pages';
import { maskedNames } from '../members/members.service';
import { Group, type GroupRecord } from './group.model';
import { findGroups } from './groups.service';
import { Membership } from './membership.model';

interface PageRequest {
  cursor?: string;
  limit: number;
}

/** The groups a member is in, the one joined last first. */
export async function listJoined(memberId: string, request: PageRequest): Promise<Page<GroupRecord>> {
  const where = { memberId: new Types.ObjectId(memberId), active: true };
  const page = await pageAfter(Membership, where, { field: 'joinedAt', direction: -1 }, request, (row) => row);
  const rows = await findGroups(page.items.map(({ groupId }) => groupId.toHexString()));
  const groups = new Map(rows.map((row) => [row._id.toHexString(), row]));
  return {
    items: page.items.flatMap(({ groupId }) => groups.get(groupId.toHexString()) ?? []),
    nextCursor: page.nextCursor,
  };
}

/** Open groups that the member is not in, those opened last first. */
export async function listNewest(joinedIds: readonly string[], request: PageRequest): Promise<Page<GroupRecord>> {
  const where = { status: 'open', _id: { $nin: joinedIds.map((id) => new Types.ObjectId(id)) } };
  return pageAfter(Group, where, { field: 'openedAt', direction: -1 }, request, (row) => row);
}

/** Open groups around a place that the member is not in, the nearest first; at most 50. */
export async function listNearby(joinedIds: readonly string[], from: MapPoint): Promise<GroupRecord[]> {
  const { latitude, longitude } = degreesAround(from, NEARBY_METERS);
  const joined = new Set(joinedIds);
  const rows = await Group.find({
    status: 'open',
    'place.latitude': { $gte: from.latitude - latitude, $lte: from.latitude + latitude },
  }).lean();
  const near = rows.flatMap((row) => {
    // Across the date line the longitudes of neighbours differ by almost 360.
    const apart = Math.abs(row.place.longitude - from.longitude);
    if (joined.has(row._id.toHexString()) || Math.min(apart, 360 - apart) > longitude) return [];
    const meters = metersBetween(from, row.place);
    return meters <= NEARBY_METERS ? [{ row, meters }] : [];
  });
  return near
    .sort((a, b) => a.meters - b.meters)
    .slice(0, MOST_NEARBY)
    .map(({ row }) => row);
}

export interface WorkGroupQuery extends PageRequest {
  /** Null lists every branch. */
  branchId: string | null;
  status?: GroupStatus;
  search?: string;
}

/** Groups of a branch by name. */
export async function listBranchGroups(query: WorkGroupQuery): Promise<Page<GroupRecord>> {
  const { branchId, status, search, ...request } = query;
  const where = {
    ...(branchId === null ? {} : { branchId: new Types.ObjectId(branchId) }),
    ...(status ? { status } : {}),
    ...(search ? { name: containing(search) } : {}),
  };
  return pageAfter(Group, where, { field: 'name', direction: 1 }, request, (row) => row);
}

/** Who is in a group, newest first; names are masked. */
export async function listGroupMembers(groupId: string, request: PageRequest): Promise<Page<GroupMember>> {
  const where = { groupId: new Types.ObjectId(groupId), active: true };
  const page = await pageAfter(Membership, where, { field: 'joinedAt', direction: -1 }, request, (row) => row);
  const names = await maskedNames(page.items.map((row) => row.memberId.toHexString()));
  return {
    items: page.items.map((row) => {
      const memberId = row.memberId.toHexString();
      return {
        id: row._id.toHexString(),
        member: { name: names.get(memberId) ?? '', number: memberNumber(memberId) },
        joinedAt: row.joinedAt.toISOString(),
      };
    }),
    nextCursor: page.nextCursor,
  };
}
