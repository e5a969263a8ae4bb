import type { assignOwners as assignContract, transferOwners } from '@linzhang/shared/aum/owners.contract';
import type { ResponseBody } from '@linzhang/shared/kernel/contract';
import { AppError } from '@linzhang/shared/kernel/errors';
import { type ClientSession, Types } from 'mongoose';
import { memberBranchOf } from '../attribution/attribution.service';
import { assignOwner, ownedBy, ownedCounts } from '../attribution/owners.service';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import { channelsOf, giveChannel } from '../channels/handOver.service';
import { once } from '../db/requests';
import { findEmployees, getEmployee } from '../employees/employees.service';
import { accountIdOf } from './accountWriting';
import { AumAccount, type AumAccountRecord } from './aumAccount.model';
import { managerOf } from './settling.service';

type RosterAnswer = ResponseBody<typeof assignContract>;
type Refusal = RosterAnswer['refused'][number]['because'];

/** A customer by the number of the bank's list, or as a member. */
type RosterRow = { managerNo: string } & ({ customerNo: string } | { memberId: string });

interface Roster {
  branchId: string;
  rows: readonly RosterRow[];
  reason: string;
  requestId: string;
}

/** Gives customers of a branch to managers by a roster; members at once, others when they are matched. */
export function assignByRoster(roster: Roster, actor: AuditActor, now: Date): Promise<RosterAnswer> {
  const { requestId, ...params } = roster;
  const key = { actorId: actor.actorId ?? 'cli', operation: 'assignOwners', requestId, params };
  return once(key, now, async (session) => {
    const answer: RosterAnswer = { assigned: 0, kept: 0, unchanged: 0, refused: [] };
    for (const { managerNo, ...who } of roster.rows) {
      const outcome = await assignRow(session, roster.branchId, managerNo, who, now);
      if (outcome === 'assigned' || outcome === 'kept' || outcome === 'unchanged') answer[outcome] += 1;
      else answer.refused.push({ ...who, because: outcome });
    }
    await recordAuditBy(session, actor, {
      action: 'owners_assigned',
      subject: { kind: 'branch', id: roster.branchId },
      branchId: roster.branchId,
      at: now,
      changes: { assigned: answer.assigned, kept: answer.kept, refused: answer.refused.length },
      reason: roster.reason,
    });
    return answer;
  });
}

async function assignRow(
  session: ClientSession,
  branchId: string,
  managerNo: string,
  who: { customerNo: string } | { memberId: string },
  now: Date,
): Promise<'assigned' | 'kept' | 'unchanged' | Refusal> {
  const branch = new Types.ObjectId(branchId);
  const account = await accountOf(session, branch, who);
  if ('memberId' in who) {
    // Whoever is no member of this branch is not told apart from one who does not exist.
    if ((await memberBranchOf(who.memberId, session)) !== branchId) return 'member_unknown';
  } else if (!account) return 'customer_unknown';
  const manager = await managerOf(managerNo, branch);
  if (manager === null) return 'manager_unknown';
  const memberId = 'memberId' in who ? who.memberId : account?.memberId?.toHexString();
  const assigned = memberId === undefined ? {} : { assignedNo: managerNo };
  if (account) await AumAccount.updateOne({ _id: account._id }, { $set: { managerNo, ...assigned } }, { session });
  if (memberId === undefined) return 'kept';
  return (await assignOwner(session, memberId, manager, 'roster', now)) ? 'assigned' : 'unchanged';
}

function accountOf(
  session: ClientSession,
  branchId: Types.ObjectId,
  who: { customerNo: string } | { memberId: string },
): Promise<AumAccountRecord | null> {
  const filter =
    'memberId' in who
      ? { memberId: new Types.ObjectId(who.memberId), branchId }
      : { _id: accountIdOf(branchId, who.customerNo) };
  return AumAccount.findOne(filter).session(session).lean();
}

/** Members that go over in one call: one transaction. */
const MOST_MOVED = 200;

interface Transfer {
  fromId: string;
  toId: string;
  /** Whether the channels go too, with the last of the members. */
  channels: boolean;
  reason: string;
  requestId: string;
}

/** Gives members of a manager to another of the same branch; called again until nothing is left. */
export function transferOwned(
  transfer: Transfer,
  actor: AuditActor,
  now: Date,
): Promise<ResponseBody<typeof transferOwners>> {
  const { requestId, ...params } = transfer;
  const key = { actorId: actor.actorId ?? 'cli', operation: 'transferOwners', requestId, params };
  return once(key, now, async (session) => {
    const { fromId, toId } = transfer;
    const from = await getEmployee(fromId, session);
    const [to] = await findEmployees([toId]);
    if (!to || fromId === toId || !to.branchId.equals(from.branchId)) throw new AppError('transfer_invalid');
    if (to.status === 'disabled') throw new AppError('employee_disabled');
    if (transfer.channels && !bringsPeople(to.roles)) throw new AppError('transfer_invalid');
    const members = await ownedBy(fromId, MOST_MOVED, session);
    for (const memberId of members) await assignOwner(session, memberId, toId, 'transfer', now);
    // Counted outside the transaction, which has not ended: what it moves is still there.
    const before = (await ownedCounts([fromId])).get(fromId) ?? 0;
    const left = Math.max(0, before - members.length);
    const channels = transfer.channels && left === 0 ? await giveChannels(session, transfer, actor, now) : 0;
    await recordAuditBy(session, actor, {
      action: 'owners_transferred',
      subject: { kind: 'employee', id: fromId, name: from.name },
      branchId: from.branchId.toHexString(),
      at: now,
      changes: { moved: members.length, channels, to: to.name },
      reason: transfer.reason,
    });
    return { moved: members.length, left, channels };
  });
}

/** Channels belong to managers and heads. */
function bringsPeople(roles: readonly string[]): boolean {
  return roles.includes('manager') || roles.includes('head');
}

async function giveChannels(
  session: ClientSession,
  { fromId, toId, reason }: Transfer,
  actor: AuditActor,
  now: Date,
): Promise<number> {
  let given = 0;
  for (const channel of await channelsOf(fromId, session))
    if (await giveChannel(session, channel, toId, actor, now, reason)) given += 1;
  return given;
}
