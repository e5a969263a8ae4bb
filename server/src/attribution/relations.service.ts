import type { KeptTouch } from '@linzhang/shared/attribution/models.rules';
import { type ClientSession, Types } from 'mongoose';
import { getEmployee } from '../employees/employees.service';
import { limitIdsOf } from '../members/members.service';
import { tellAttributionChanged } from './attributionChanged.service';
import { storeWay } from './keptTouch';
import { tellOwnerChanged } from './ownerChanged.service';
import { Relation, type RelationRecord } from './relation.model';

/**
 * The relation as the next conversion finds it, made where there is none: with the first group's branch, and with the
 * origin manager of an account that the person had before, which coming back does not renew.
 */
export async function openRelation(
  session: ClientSession,
  memberId: string,
  groupBranchId: string | null,
  now: Date,
): Promise<RelationRecord> {
  const _id = new Types.ObjectId(memberId);
  const row: RelationRecord = (await Relation.findById(_id).session(session).lean()) ?? { _id };
  const change: Partial<RelationRecord> = {};
  if (groupBranchId !== null && !row.firstGroupBranchId) {
    change.firstGroupBranchId = new Types.ObjectId(groupBranchId);
    if (!row.branchId) change.branchId = change.firstGroupBranchId;
  }
  if (!row.originId) Object.assign(change, await formerOrigin(session, row, now));
  if (Object.keys(change).length > 0) {
    await Relation.updateOne({ _id }, { $set: change }, { session, upsert: true });
    await tellFirstOwner(session, memberId, change, now);
    await tellAttributionChanged(session, memberId, 'relation', now);
  }
  return { ...row, ...change };
}

async function formerOrigin(
  session: ClientSession,
  relation: RelationRecord,
  now: Date,
): Promise<Partial<RelationRecord>> {
  const [, ...former] = await limitIdsOf(relation._id.toHexString(), session);
  if (former.length === 0) return {};
  const where = {
    _id: { $in: former.map((id) => new Types.ObjectId(id)) },
    originId: { $exists: true },
  };
  const row = await Relation.findOne(where).sort({ originAt: 1 }).session(session).lean();
  if (!row?.originId) return {};
  const { originId, originAt, originChannelId, originWay } = row;
  return withOrigin(
    relation,
    {
      originId,
      originBecause: 'returned',
      ...(originAt ? { originAt } : {}),
      ...(originChannelId ? { originChannelId } : {}),
      ...(originWay ? { originWay } : {}),
    },
    now,
  );
}

/** Makes the manager of a touch the member's origin. */
export async function setOrigin(
  session: ClientSession,
  relation: RelationRecord,
  touch: KeptTouch,
  now: Date,
): Promise<void> {
  const { employeeId, channelId, at } = touch;
  const origin = {
    originId: new Types.ObjectId(employeeId),
    originBecause: 'touch' as const,
    originAt: at,
    originWay: storeWay(touch),
    ...(channelId ? { originChannelId: new Types.ObjectId(channelId) } : {}),
  };
  const change = await withOrigin(relation, origin, now);
  await Relation.updateOne({ _id: relation._id }, { $set: change }, { session, upsert: true });
  await tellFirstOwner(session, relation._id.toHexString(), change, now);
  await tellAttributionChanged(session, relation._id.toHexString(), 'relation', now);
}

/** The origin became the first owner. */
async function tellFirstOwner(
  session: ClientSession,
  memberId: string,
  { ownerId }: Partial<RelationRecord>,
  now: Date,
): Promise<void> {
  if (ownerId) await tellOwnerChanged(session, { memberId, ownerId: ownerId.toHexString(), formerId: null }, now);
}

/** The origin becomes owner where there is none and the manager still works here; the branch is the owner's first. */
async function withOrigin(
  relation: RelationRecord,
  origin: Partial<RelationRecord> & { originId: Types.ObjectId },
  now: Date,
): Promise<Partial<RelationRecord>> {
  if (relation.ownerId) return origin;
  const { _id, branchId, status } = await getEmployee(origin.originId.toHexString());
  return { ...origin, branchId, ...(status === 'disabled' ? {} : { ownerId: _id, ownerSince: now }) };
}

/** Gives what one account has to another; of two origins one decided on stays, else the earlier; an owner stays as it is. */
export async function moveRelation(session: ClientSession, from: string, to: string, now: Date): Promise<void> {
  const [one, other] = [
    await Relation.findById(from).session(session).lean(),
    await Relation.findById(to).session(session).lean(),
  ];
  if (!one) return;
  const { _id: _former, ...theirs } = one;
  const { _id: _present, ...own }: Origin & { _id: unknown } = other ?? { _id: null };
  const source = earlierOrigin(theirs, own);
  const { originId, originAt, originChannelId, originWay, originBecause } = source;
  const owned = [own, theirs].find((each) => each.ownerId);
  // The branch goes with the owner, else with the origin.
  const branchId = (owned ?? (originId ? source : own)).branchId ?? theirs.branchId;
  const merged = { ...theirs, ...own, originId, originAt, originChannelId, originWay, originBecause, branchId };
  const set = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
  await Relation.deleteOne({ _id: from }, { session });
  await Relation.updateOne({ _id: to }, { $set: set }, { session, upsert: true });
  if (!own.ownerId) await tellFirstOwner(session, to, theirs, now);
}

type Origin = Omit<RelationRecord, '_id'>;

function earlierOrigin(one: Origin, other: Origin): Origin {
  if (!one.originId || !other.originId) return one.originId ? one : other;
  const decided = [one, other].find(({ originBecause }) => originBecause === 'decided');
  if (decided) return decided;
  return (one.originAt ?? new Date(0)) <= (other.originAt ?? new Date(0)) ? one : other;
}

/** A member who deleted the account is nobody's customer any more; the origin stays with the random id. */
export async function endRelation(session: ClientSession, memberId: string): Promise<void> {
  await Relation.updateOne({ _id: memberId }, { $unset: { ownerId: '', ownerSince: '' } }, { session });
}
