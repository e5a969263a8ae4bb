import { joinRefusal } from '@linzhang/shared/groups/groups.rules';
import { AppError } from '@linzhang/shared/kernel/errors';
import { type ClientSession, Types } from 'mongoose';
import { recordConversion } from '../attribution/attribution.service';
import { isDuplicateKey } from '../db/duplicateKey';
import { inTurn } from '../db/inTurn';
import { once } from '../db/requests';
import { inTransaction } from '../db/transaction';
import { recordEngagements } from '../engagements/engagements.service';
import { isInsider } from '../members/insiders.service';
import { limitIdsOf } from '../members/members.service';
import { Group, type GroupRecord } from './group.model';
import { getGroup } from './groups.service';
import { Membership, type MembershipRecord } from './membership.model';

/** The own membership, past ones included; null for who never was in the group. */
export async function findMembership(
  memberId: string,
  groupId: string,
  session: ClientSession | null = null,
): Promise<MembershipRecord | null> {
  return Membership.findOne({ memberId: new Types.ObjectId(memberId), groupId: new Types.ObjectId(groupId) })
    .session(session)
    .lean();
}

/** Joins a group. Who is in it stays in it. Safe to retry with the same requestId. */
export async function joinGroup(memberId: string, groupId: string, requestId: string, now: Date): Promise<void> {
  const insider = await isInsider(memberId);
  const key = { actorId: memberId, operation: 'joinGroup', requestId, params: { groupId } };
  try {
    // Everybody changes the same count: in turn nobody has to begin anew because of another.
    await inTurn(groupId, () => once(key, now, (session) => takePlace(session, { memberId, groupId, insider }, now)));
  } catch (error) {
    // Another request of the same member was first: the member is in.
    if (!isDuplicateKey(error, 'memberId')) throw error;
  }
}

interface Joining {
  memberId: string;
  groupId: string;
  insider: boolean;
}

async function takePlace(session: ClientSession, joining: Joining, now: Date): Promise<string> {
  const { memberId, groupId } = joining;
  const group = await getGroup(groupId, session);
  if (group.status === 'draft') throw new AppError('not_found');
  const own = await findMembership(memberId, groupId, session);
  if (own?.active) return own._id.toHexString();
  const refusal = joinRefusal(group);
  if (refusal) throw new AppError(refusal);
  const first = own === null && !(await wasHereBefore(session, memberId, group));
  await countIn(session, group);
  const membershipId = own?._id ?? new Types.ObjectId();
  if (own)
    await Membership.updateOne({ _id: own._id }, { $set: { active: true }, $unset: { leftAt: '' } }, { session });
  else await insertMembership(session, membershipId, memberId, group, now);
  if (first) await recordJoining(session, joining, group, membershipId.toHexString(), now);
  return membershipId.toHexString();
}

/** The guard is in the filter: a group never has more members than its limit. */
async function countIn(session: ClientSession, group: GroupRecord): Promise<void> {
  const { _id, memberLimit } = group;
  const room = { _id, status: 'open' as const, memberLimit, memberCount: { $lt: memberLimit } };
  const counted = await Group.updateOne(room, { $inc: { memberCount: 1 } }, { session });
  if (counted.modifiedCount !== 1) throw new AppError('group_full');
}

/** True for a person who was in the group on an earlier account: coming back earns nothing twice. */
async function wasHereBefore(session: ClientSession, memberId: string, group: GroupRecord): Promise<boolean> {
  const ids = (await limitIdsOf(memberId, session)).map((id) => new Types.ObjectId(id));
  return (await Membership.exists({ memberId: { $in: ids }, groupId: group._id }).session(session)) !== null;
}

async function insertMembership(
  session: ClientSession,
  _id: Types.ObjectId,
  memberId: string,
  group: GroupRecord,
  now: Date,
): Promise<void> {
  const row = { _id, memberId: new Types.ObjectId(memberId), groupId: group._id, active: true, joinedAt: now };
  await Membership.create([row], { session });
}

async function recordJoining(
  session: ClientSession,
  { memberId, groupId, insider }: Joining,
  group: GroupRecord,
  causeId: string,
  now: Date,
): Promise<void> {
  const branchId = group.branchId.toHexString();
  const merchantId = group.merchantId?.toHexString();
  const what = { memberId, kind: 'group_joined' as const, causeId, groupId, branchId };
  await recordEngagements(session, [
    { ...what, occurredAt: now, recordedAt: now, insider, ...(merchantId ? { merchantId } : {}) },
  ]);
  await recordConversion(session, { ...what, at: now, now });
}

/** Leaves a group. Who is not in it stays out. */
export async function leaveGroup(memberId: string, groupId: string, now: Date): Promise<void> {
  await inTurn(groupId, () =>
    inTransaction(async (session) => {
      const group = await getGroup(groupId, session);
      if (group.status === 'draft') throw new AppError('not_found');
      await giveBack(session, { memberId, groupId, because: 'left' }, now);
    }),
  );
}

/** Ends a membership that is in force, with its place and its line of the ledger. */
export async function giveBack(
  session: ClientSession,
  { memberId, groupId, because }: { memberId: string; groupId: string; because: string },
  now: Date,
): Promise<void> {
  const where = { memberId: new Types.ObjectId(memberId), groupId: new Types.ObjectId(groupId), active: true };
  const ended = await Membership.updateOne(where, { $set: { active: false, leftAt: now } }, { session });
  if (ended.modifiedCount !== 1) return;
  const group = await Group.findOneAndUpdate(
    { _id: where.groupId },
    { $inc: { memberCount: -1 } },
    { session, returnDocument: 'after' },
  ).lean();
  await recordEngagements(session, [
    {
      memberId,
      kind: 'group_left',
      // One may join and leave more than once: each leaving is a cause of its own.
      causeId: new Types.ObjectId().toHexString(),
      groupId,
      ...(group ? { branchId: group.branchId.toHexString() } : {}),
      occurredAt: now,
      recordedAt: now,
      because,
    },
  ]);
}
