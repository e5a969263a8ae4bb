import type { assignOwners as assignContract } from '@linzhang/shared/aum/aum.contract';
import type { ResponseBody } from '@linzhang/shared/kernel/contract';
import { AppError } from '@linzhang/shared/kernel/errors';
import { type ClientSession, Types } from 'mongoose';
import { assignOwner, ownedBy, ownedCounts } from '../attribution/owners.service';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import { once } from '../db/requests';
import { findEmployees, getEmployee } from '../employees/employees.service';
import { accountIdOf } from './accountWriting';
import { AumAccount } from './aumAccount.model';
import { managerOf } from './settling.service';

type RosterAnswer = ResponseBody<typeof assignContract>;

interface Roster {
  branchId: string;
  rows: readonly { customerNo: string; managerNo: string }[];
  reason: string;
  requestId: string;
}

/** Gives customers of a branch to managers by a roster; members at once, others when they are matched. */
export function assignByRoster(roster: Roster, actor: AuditActor, now: Date): Promise<RosterAnswer> {
  const { requestId, ...params } = roster;
  const key = { actorId: actor.actorId ?? 'cli', operation: 'assignOwners', requestId, params };
  return once(key, now, async (session) => {
    const answer: RosterAnswer = { assigned: 0, kept: 0, unchanged: 0, refused: [] };
    for (const row of roster.rows) await assignRow(session, roster.branchId, row, answer, now);
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
  { customerNo, managerNo }: Roster['rows'][number],
  answer: RosterAnswer,
  now: Date,
): Promise<void> {
  const branch = new Types.ObjectId(branchId);
  const account = await AumAccount.findById(accountIdOf(branch, customerNo)).session(session).lean();
  const manager = account ? await managerOf(managerNo, branch) : null;
  if (!account || manager === null) {
    answer.refused.push({ customerNo, because: account ? 'manager_unknown' : 'customer_unknown' });
    return;
  }
  const memberId = account.memberId?.toHexString();
  const assigned = memberId === undefined ? {} : { assignedNo: managerNo };
  await AumAccount.updateOne({ _id: account._id }, { $set: { managerNo, ...assigned } }, { session });
  if (memberId === undefined) answer.kept += 1;
  else if (await assignOwner(session, memberId, manager, 'roster', now)) answer.assigned += 1;
  else answer.unchanged += 1;
}

/** Members that go over in one call: one transaction. */
const MOST_MOVED = 200;

interface Transfer {
  fromId: string;
  toId: string;
  reason: string;
  requestId: string;
}

/** Gives members of a manager to another of the same branch; called again until nothing is left. */
export function transferOwned(
  transfer: Transfer,
  actor: AuditActor,
  now: Date,
): Promise<{ moved: number; left: number }> {
  const { requestId, ...params } = transfer;
  const key = { actorId: actor.actorId ?? 'cli', operation: 'transferOwners', requestId, params };
  return once(key, now, async (session) => {
    const { fromId, toId } = transfer;
    const from = await getEmployee(fromId, session);
    const [to] = await findEmployees([toId]);
    if (!to || fromId === toId || !to.branchId.equals(from.branchId)) throw new AppError('transfer_invalid');
    if (to.status === 'disabled') throw new AppError('employee_disabled');
    const members = await ownedBy(fromId, MOST_MOVED, session);
    for (const memberId of members) await assignOwner(session, memberId, toId, 'transfer', now);
    const before = (await ownedCounts([fromId])).get(fromId) ?? 0;
    await recordAuditBy(session, actor, {
      action: 'owners_transferred',
      subject: { kind: 'employee', id: fromId, name: from.name },
      branchId: from.branchId.toHexString(),
      at: now,
      changes: { moved: members.length, to: to.name },
      reason: transfer.reason,
    });
    // Counted outside the transaction, which has not ended: what it moves is still there.
    return { moved: members.length, left: Math.max(0, before - members.length) };
  });
}
