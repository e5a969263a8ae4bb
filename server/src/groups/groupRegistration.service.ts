import { type ClientSession, Types } from 'mongoose';
import { type ChannelTarget, registerTarget } from '../channels/targets.service';
import { registerHolding } from '../members/holdings.service';
import { merchantNames } from '../merchants/merchants.service';
import { Group } from './group.model';
import { findGroup, groupNames } from './groups.service';
import { Membership, type MembershipRecord } from './membership.model';
import { giveBack } from './memberships.service';

/** Tells the other domains what groups have for them: holdings of members and targets of channels. */
export function registerGroups(): void {
  registerHolding({ name: 'groups', move: moveMemberships, exportOwn: exportMemberships, erase: eraseMemberships });
  registerTarget('group', { find: findGroupTarget });
}

/** One person is in a group once: where both accounts were, the earlier joining stays and the other place is given back. */
async function moveMemberships(session: ClientSession, from: string, to: string): Promise<void> {
  const [former, owner] = [new Types.ObjectId(from), new Types.ObjectId(to)];
  const rows = await Membership.find({ memberId: former }).session(session).lean();
  for (const row of rows) {
    const own = await Membership.findOne({ memberId: owner, groupId: row.groupId }).session(session).lean();
    if (own) await merge(session, row, own);
    else
      await Membership.updateOne(
        { _id: row._id, memberId: former },
        { $set: { memberId: owner, movedFrom: former } },
        { session },
      );
  }
}

async function merge(session: ClientSession, theirs: MembershipRecord, own: MembershipRecord): Promise<void> {
  await Membership.deleteOne({ _id: theirs._id }, { session });
  const active = own.active || theirs.active;
  const joinedAt = theirs.joinedAt < own.joinedAt ? theirs.joinedAt : own.joinedAt;
  const back = active ? { $unset: { leftAt: '' } } : {};
  await Membership.updateOne({ _id: own._id }, { $set: { active, joinedAt }, ...back }, { session });
  if (own.active && theirs.active)
    await Group.updateOne({ _id: own.groupId }, { $inc: { memberCount: -1 } }, { session });
}

async function eraseMemberships(session: ClientSession, memberId: string, now: Date): Promise<void> {
  const rows = await Membership.find({ memberId: new Types.ObjectId(memberId), active: true })
    .session(session)
    .lean();
  for (const row of rows)
    await giveBack(session, { memberId, groupId: row.groupId.toHexString(), because: 'account_deleted' }, now);
}

async function exportMemberships(memberId: string): Promise<unknown> {
  const rows = await Membership.find({ memberId: new Types.ObjectId(memberId) })
    .sort({ joinedAt: 1 })
    .lean();
  const names = await groupNames(rows.map(({ groupId }) => groupId.toHexString()));
  return rows.map(({ groupId, joinedAt, leftAt }) => ({
    groupId: groupId.toHexString(),
    name: names.get(groupId.toHexString()) ?? '',
    joinedAt: joinedAt.toISOString(),
    leftAt: leftAt?.toISOString() ?? null,
  }));
}

/** A group as a channel leads to it: open while it takes newcomers. */
async function findGroupTarget(groupId: string): Promise<ChannelTarget | null> {
  const group = await findGroup(groupId);
  if (!group) return null;
  const merchantId = group.merchantId?.toHexString();
  const merchantName = merchantId ? (await merchantNames([merchantId])).get(merchantId) : undefined;
  return {
    id: groupId,
    name: group.name,
    branchId: group.branchId.toHexString(),
    open: group.status === 'open',
    ...(merchantName ? { merchantName } : {}),
    place: group.place.address,
  };
}
