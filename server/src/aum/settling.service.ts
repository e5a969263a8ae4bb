import type { AccountChange } from '@linzhang/shared/aum/aum.rules';
import { addBusinessDays, startOfBusinessDay } from '@linzhang/shared/kernel/time';
import type { ClientSession, Types } from 'mongoose';
import { hasConversion, recordConversion } from '../attribution/attribution.service';
import { assignOwner } from '../attribution/owners.service';
import { inTransaction } from '../db/transaction';
import { findEmployeeByNumber } from '../employees/employees.service';
import { takeFacts } from '../tiering/standings.service';
import { AumAccount, type AumAccountRecord } from './aumAccount.model';

/**
 * Brings owner, conversions and standing of matched accounts up to their latest rows. Each account's owner and
 * conversions are written in one transaction; a killed process leaves the mark on it, and the next one goes on.
 */
export async function settleAccounts(ids: readonly Types.ObjectId[], because: string, now: Date): Promise<void> {
  if (ids.length === 0) return;
  const filter = { _id: { $in: [...ids] }, stale: true, memberId: { $type: 'objectId' as const } };
  const accounts = await AumAccount.find(filter).lean();
  for (const account of accounts)
    if ((account.changes?.length ?? 0) > 0 || account.managerNo !== account.assignedNo)
      await inTransaction((session) => settleRelation(session, account._id, because, now));
  await takeFacts(accounts.flatMap(factsOf), now);
  // What changed meanwhile keeps its mark.
  for (const { _id, facts, memberId } of accounts)
    await AumAccount.updateOne(
      { _id, memberId, 'facts.asOf': facts.asOf, 'facts.by': facts.by, changes: { $exists: false } },
      { $unset: { stale: '' } },
    );
}

function factsOf({ memberId, branchId, facts, points }: AumAccountRecord) {
  const { asOf, aumFen, loansFen, cardSpendingFen, custodyFen, cardGrade, products } = facts;
  const { transactions, channelPercent, mobileActive, birthYear } = facts;
  const activity = { transactions, channelPercent, mobileActive, birthYear };
  const said = { asOf, aumFen, loansFen, cardSpendingFen, custodyFen, cardGrade, products, ...activity };
  return memberId ? [{ memberId: memberId.toHexString(), branchId: branchId.toHexString(), facts: said, points }] : [];
}

async function settleRelation(
  session: ClientSession,
  accountId: Types.ObjectId,
  because: string,
  now: Date,
): Promise<void> {
  const account = await AumAccount.findById(accountId).session(session).lean();
  const memberId = account?.memberId?.toHexString();
  if (!account || memberId === undefined) return;
  const { managerNo, assignedNo, changes = [] } = account;
  const isNew = managerNo !== undefined && managerNo !== assignedNo;
  const manager = isNew ? await managerOf(managerNo, account.branchId) : null;
  if (manager !== null) await assignOwner(session, memberId, manager, because, now);
  for (const change of changes) await recordChange(session, account, memberId, change, now);
  const assigned = manager === null ? {} : { $set: { assignedNo: managerNo } };
  await AumAccount.updateOne({ _id: accountId }, { ...assigned, $unset: { changes: '' } }, { session });
}

/** The id of the employee of a branch who has this number and works there; null for who does not. */
export async function managerOf(number: string, branchId: Types.ObjectId): Promise<string | null> {
  return (await findManager(number, branchId))?.id ?? null;
}

/** The same with the name. */
export async function findManager(
  number: string,
  branchId: Types.ObjectId,
): Promise<{ id: string; name: string } | null> {
  const row = await findEmployeeByNumber(number);
  if (!row || row.status === 'disabled' || !row.branchId.equals(branchId)) return null;
  return { id: row._id.toHexString(), name: row.name };
}

async function recordChange(
  session: ClientSession,
  account: AumAccountRecord,
  memberId: string,
  { kind, key, amountFen, product, on }: AccountChange,
  now: Date,
): Promise<void> {
  const causeId = `${account._id.toHexString()}:${key}`;
  if (await hasConversion(session, { memberId, kind, causeId })) return;
  // The list speaks of a day's end; whoever came in the course of that day came before.
  const end = new Date(startOfBusinessDay(addBusinessDays(on, 1)).getTime() - 1);
  await recordConversion(session, {
    memberId,
    kind,
    causeId,
    at: end < now ? end : now,
    now,
    branchId: account.branchId.toHexString(),
    ...(amountFen === null ? {} : { amountFen }),
    ...(product === null ? {} : { product }),
  });
}
