import { AppError } from '@linzhang/shared/kernel/errors';
import type { Page } from '@linzhang/shared/kernel/pages';
import { type ClientSession, Types } from 'mongoose';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import { isDuplicateKey } from '../db/duplicateKey';
import { pageAfter } from '../db/pages';
import { once } from '../db/requests';
import { forgetStanding } from '../tiering/standings.service';
import { AumAccount, type AumAccountRecord } from './aumAccount.model';
import { claimAccount } from './matching.service';
import { settleAccounts } from './settling.service';

/** Customers of a branch of whom it is not plain which member they are. */
export async function listDoubts(query: {
  branchId: string;
  cursor?: string;
  limit: number;
}): Promise<Page<AumAccountRecord>> {
  const filter = { branchId: new Types.ObjectId(query.branchId), doubt: { $type: 'string' } };
  return pageAfter(AumAccount, filter, { field: '_id', direction: 1 }, query, (row) => row);
}

/** How many of them there are. */
export async function countDoubts(branchId: string): Promise<number> {
  return AumAccount.countDocuments({ branchId: new Types.ObjectId(branchId), doubt: { $type: 'string' } });
}

/** A customer; `not_found`. */
export async function getAccount(accountId: string): Promise<AumAccountRecord> {
  const row = await AumAccount.findById(accountId).lean();
  if (!row) throw new AppError('not_found');
  return row;
}

interface DoubtDecision {
  accountId: string;
  memberId: string;
  accept: boolean;
  requestId: string;
}

/** The head's word whether a customer is a member; of two at once one wins, the other reads `already_decided`. */
export async function decideDoubt(
  decision: DoubtDecision,
  employeeId: string,
  actor: AuditActor,
  now: Date,
): Promise<{ outcome: 'matched' | 'refused' }> {
  const { requestId, ...params } = decision;
  const answer = await once<{ outcome: 'matched' | 'refused' }>(
    { actorId: employeeId, operation: 'decideAumDoubt', requestId, params },
    now,
    (session) => decideWithin(session, decision, actor, now).catch(takenMeanwhile),
  );
  if (answer.outcome === 'matched') await settleAccounts([new Types.ObjectId(decision.accountId)], 'import', now);
  return answer;
}

/** The member became another customer a moment ago. */
function takenMeanwhile(error: unknown): never {
  if (isDuplicateKey(error, 'memberId')) throw new AppError('already_decided');
  throw error;
}

async function decideWithin(
  session: ClientSession,
  { accountId, memberId, accept }: DoubtDecision,
  actor: AuditActor,
  now: Date,
): Promise<{ outcome: 'matched' | 'refused' }> {
  const member = new Types.ObjectId(memberId);
  const account = await AumAccount.findById(accountId).session(session).lean();
  if (!account) throw new AppError('not_found');
  if (!account.doubt || !account.candidateId?.equals(member)) throw new AppError('already_decided');
  const closed = { $unset: { candidateId: '', doubt: '' }, $addToSet: { refusedIds: member } };
  if (accept) {
    // The account, and the member, leave whom they were with: that is what the head has decided for the own branch.
    const gone = { memberId: '', matchedAt: '', assignedNo: '', changes: '', stale: '' };
    await AumAccount.updateMany(
      { branchId: account.branchId, $or: [{ memberId: member }, { _id: account._id }] },
      { $unset: gone },
      { session },
    );
    const former = account.memberId?.toHexString();
    if (former !== undefined && former !== memberId) await forgetStanding(session, former);
    if (!(await claimAccount(account._id, memberId, now, session))) throw new AppError('already_decided');
    await AumAccount.updateMany({ branchId: account.branchId, candidateId: member }, closed, { session });
  } else await AumAccount.updateOne({ _id: account._id }, closed, { session });
  await recordAuditBy(session, actor, {
    action: 'aum_doubt_decided',
    subject: { kind: 'member', id: memberId },
    branchId: account.branchId.toHexString(),
    at: now,
    changes: { customerNo: account.customerNo, accepted: accept, doubt: account.doubt },
  });
  return { outcome: accept ? 'matched' : 'refused' };
}
