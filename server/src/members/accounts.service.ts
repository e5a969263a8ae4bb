import { KEPT_HASH_MS } from '@linzhang/shared/members/members.rules';
import { type ClientSession, Types } from 'mongoose';
import { combine } from '../db/combine';
import { isDuplicateKey } from '../db/duplicateKey';
import { readFew } from '../db/readFew';
import { inTransaction } from '../db/transaction';
import { type employeeActorOf, employeeLookup } from '../employees/employees.service';
import { Account, type FormerHolder } from './account.model';
import { Member, type MemberRecord } from './member.model';
import type { MemberSecrets } from './secrets';

type EmployeeRow = NonNullable<Parameters<typeof employeeActorOf>[0]>;

/** Who holds a WeChat account. */
export interface AccountHolder {
  member: MemberRecord;
  employee: EmployeeRow | undefined;
}

/** Holder of a WeChat account; a first login, or one after a deletion, makes a new member. Two at once make one. */
export async function holderOfOpenid(openid: string, secrets: MemberSecrets, now: Date): Promise<AccountHolder> {
  const accountId = secrets.hashOpenid(openid);
  for (;;) {
    const holder = await findHolder(accountId);
    if (holder) return holder;
    try {
      await inTransaction((session) => createMember(session, accountId, openid, secrets, now));
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}

/** Account, member and employee of those who sign in at the same time, in one round trip. */
const findHolder = combine(async (accountIds: readonly string[]): Promise<(AccountHolder | null)[]> => {
  const stages = [
    { $match: { _id: { $in: accountIds } } },
    { $lookup: { from: Member.collection.name, localField: 'memberId', foreignField: '_id', as: 'member' } },
    employeeLookup(),
    { $project: { member: 1, employee: 1 } },
  ];
  const rows = await readFew<HolderRow>(Account.collection.name, stages, accountIds.length);
  const holders = new Map(
    rows.map((row) => [row._id, row.member[0] ? { member: row.member[0], employee: row.employee[0] } : null]),
  );
  return accountIds.map((id) => holders.get(id) ?? null);
});

interface HolderRow {
  _id: string;
  member: MemberRecord[];
  employee: EmployeeRow[];
}

async function createMember(
  session: ClientSession,
  accountId: string,
  openid: string,
  secrets: MemberSecrets,
  now: Date,
): Promise<void> {
  const memberId = new Types.ObjectId();
  // A row with a member does not match, so the upsert then fails on _id: one member per openid.
  const before = await Account.findOneAndUpdate(
    { _id: accountId, memberId: null },
    {
      $set: { memberId, openid: secrets.sealOpenid(openid) },
      $unset: { keptUntil: '' },
      $setOnInsert: { createdAt: now, former: [] },
    },
    { upsert: true, session, returnDocument: 'before' },
  ).lean();
  const returnsFrom = before?.former.map((holder) => holder.memberId);
  await Member.create(
    [
      {
        _id: memberId,
        status: 'active',
        consents: [],
        createdAt: now,
        ...(returnsFrom?.length ? { returnsFrom } : {}),
      },
    ],
    { session },
  );
}

/** Takes the WeChat account from a member that ended; its hash stays so that coming back renews no limit. */
export async function releaseAccount(session: ClientSession, memberId: string, now: Date): Promise<void> {
  const former: FormerHolder = { memberId: new Types.ObjectId(memberId), until: now };
  await Account.updateMany(
    { memberId: former.memberId },
    { $set: { memberId: null, keptUntil: keptUntil(now) }, $push: { former }, $unset: { openid: '' } },
    { session },
  );
}

/** Until when the hash of an account without a member is kept. */
export function keptUntil(now: Date): Date {
  return new Date(now.getTime() + KEPT_HASH_MS);
}

/** The openid of a member, to send messages to; null where the account has ended. */
export async function findOpenid(memberId: string, secrets: MemberSecrets): Promise<string | null> {
  const account = await Account.findOne({ memberId: new Types.ObjectId(memberId) }, { openid: 1 }).lean();
  return account?.openid ? secrets.openOpenid(account.openid) : null;
}
