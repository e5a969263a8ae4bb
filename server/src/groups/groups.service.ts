import { AppError } from '@linzhang/shared/kernel/errors';
import { type ClientSession, Types } from 'mongoose';
import { Group, type GroupRecord } from './group.model';
import { Membership } from './membership.model';

export type { GroupRecord } from './group.model';

/** One group of any status; throws `not_found`. */
export async function getGroup(groupId: string, session: ClientSession | null = null): Promise<GroupRecord> {
  const group = await findGroup(groupId, session);
  if (!group) throw new AppError('not_found');
  return group;
}

/** One group of any status; null where there is none. */
export async function findGroup(groupId: string, session: ClientSession | null = null): Promise<GroupRecord | null> {
  return Group.findById(groupId).session(session).lean();
}

/** The groups that exist of these ids. */
export async function findGroups(ids: readonly string[]): Promise<GroupRecord[]> {
  return Group.find({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) } }).lean();
}

/** Names of groups by id, for lists that show them. */
export async function groupNames(ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await Group.find({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) } }, { name: 1 }).lean();
  return new Map(rows.map((row) => [row._id.toHexString(), row.name]));
}

/** The groups a member is in now. */
export async function groupIdsOf(memberId: string, session: ClientSession | null = null): Promise<string[]> {
  const where = { memberId: new Types.ObjectId(memberId), active: true };
  const rows = await Membership.find(where, { groupId: 1 }).session(session).lean();
  return rows.map((row) => row.groupId.toHexString());
}
