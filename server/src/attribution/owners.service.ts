import { type ClientSession, Types } from 'mongoose';
import { getEmployee } from '../employees/employees.service';
import { isInsider } from '../members/insiders.service';
import { notifyMember } from '../messages/messages.service';
import { tellAttributionChanged } from './attributionChanged.service';
import { OwnerChange } from './ownerChange.model';
import { tellOwnerChanged } from './ownerChanged.service';
import { Relation, type RelationRecord } from './relation.model';
import { openRelation } from './relations.service';

/** Where a member finds who serves, with a way to call. */
const MANAGER_PAGE = 'pages/members/tier/index';

/**
 * Makes an employee the owner of a member, and the origin manager where there never was one; credit that was given
 * stays where it is. True where the owner changed. An employee who has left becomes nobody's owner (`false`).
 */
export async function assignOwner(
  session: ClientSession,
  memberId: string,
  employeeId: string,
  because: string,
  now: Date,
): Promise<boolean> {
  const relation = await openRelation(session, memberId, null, now);
  const employee = await getEmployee(employeeId, session);
  if (employee.status === 'disabled' || relation.ownerId?.equals(employee._id)) return false;
  const origin = !relation.originId && !(await isInsider(memberId, session));
  const change: Partial<RelationRecord> = {
    ownerId: employee._id,
    ownerSince: now,
    branchId: employee.branchId,
    ...(origin ? { originId: employee._id, originAt: now, originBecause: 'assigned' } : {}),
  };
  // Of two at once one finds another owner than it has read, and its transaction begins again.
  const former = relation.ownerId ?? null;
  const _id = new Types.ObjectId(memberId);
  await Relation.updateOne({ _id, ownerId: former }, { $set: change }, { session, upsert: true });
  const row = {
    _id: new Types.ObjectId(),
    memberId: _id,
    fromId: former,
    toId: employee._id,
    because,
    origin,
    at: now,
  };
  await OwnerChange.create([row], { session });
  await tellOwnerChanged(session, { memberId, ownerId: employeeId, formerId: former?.toHexString() ?? null }, now);
  await tellAttributionChanged(session, memberId, 'relation', now);
  if (former)
    await notifyMember(
      session,
      {
        memberId,
        kind: 'manager_changed',
        dedupeKey: `owner-changed:${row._id.toHexString()}`,
        title: '您的客户经理有变化',
        text: `现在由${employee.name}为您服务，有事可以直接联系。`,
        page: MANAGER_PAGE,
        marketing: false,
      },
      now,
    );
  return true;
}

/** Members whom an employee owns, at most `limit`, in the order of their ids. */
export async function ownedBy(
  employeeId: string,
  limit: number,
  session: ClientSession | null = null,
): Promise<string[]> {
  const rows = await Relation.find({ ownerId: employeeId }, { _id: 1 })
    .sort({ _id: 1 })
    .limit(limit)
    .session(session)
    .lean();
  return rows.map((row) => row._id.toHexString());
}

/** Which of these members an employee owns. */
export async function ownedAmong(employeeId: string, memberIds: readonly string[]): Promise<Set<string>> {
  const ids = memberIds.map((id) => new Types.ObjectId(id));
  const where = { _id: { $in: ids }, ownerId: new Types.ObjectId(employeeId) };
  const rows = await Relation.find(where, { _id: 1 }).lean();
  return new Set(rows.map((row) => row._id.toHexString()));
}

/** How many members each of these employees owns. */
export async function ownedCounts(employeeIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await Relation.aggregate<{ _id: Types.ObjectId; count: number }>([
    { $match: { ownerId: { $in: employeeIds.map((id) => new Types.ObjectId(id)) } } },
    { $group: { _id: '$ownerId', count: { $sum: 1 } } },
  ]);
  return new Map(rows.map((row) => [row._id.toHexString(), row.count]));
}
