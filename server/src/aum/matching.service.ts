import { type Doubt, matchOf } from '@linzhang/shared/aum/aum.rules';
import { type ClientSession, Types } from 'mongoose';
import { isDuplicateKey } from '../db/duplicateKey';
import { enqueue, type OutboxHandler } from '../db/outbox';
import { inTransaction } from '../db/transaction';
import { matchablePhoneOf, membersByPhone } from '../members/matching.service';
import { forgetStanding } from '../tiering/standings.service';
import { AumAccount, type AumAccountRecord } from './aumAccount.model';
import { settleAccounts } from './settling.service';

/** Kind of the side effect that looks for a member in the lists once a phone is bound or the agreement given. */
export const MATCH_OUTBOX_KIND = 'aum_match';

/** Accounts with one phone that are looked at: more share a number only where it is nobody's own. */
const MOST_SHARING = 50;

/** Queues the look for a member, in the transaction of what makes it worth while. */
export async function queueMatch(session: ClientSession, memberId: string, why: string, now: Date): Promise<void> {
  // Each binding asks anew, also two within one millisecond.
  const once = new Types.ObjectId().toHexString();
  await enqueue(session, MATCH_OUTBOX_KIND, `${memberId}:${why}:${once}`, { memberId }, now);
}

/** Looks for a member in the lists. */
export function workMatches(now: () => Date): OutboxHandler {
  return async (payload) => {
    await matchMember((payload as { memberId: string }).memberId, now());
  };
}

/** Matches whoever has bound one of these phones; how many members are customers now who were not before. */
export async function matchPhones(hashes: readonly string[], now: Date): Promise<number> {
  const members = await membersByPhone(hashes);
  let matched = 0;
  for (const memberId of members.values()) matched += await matchMember(memberId, now);
  return matched;
}

/** Looks for the customer that a member is: one to one or not at all. Gives back how many accounts were matched now. */
export async function matchMember(memberId: string, now: Date): Promise<number> {
  const phoneHash = await matchablePhoneOf(memberId);
  if (phoneHash === null) return 0;
  const accounts = await AumAccount.find({ phoneHash }).limit(MOST_SHARING).lean();
  const refused = (row: AumAccountRecord) => row.refusedIds?.some((id) => id.toHexString() === memberId) ?? false;
  const sharing = accounts.filter((row) => !refused(row)).length;
  const own = await AumAccount.findOne({ memberId }, { _id: 1 }).lean();
  let matched = 0;
  for (const account of accounts) {
    const outcome = matchOf({
      memberId,
      accountMemberId: account.memberId?.toHexString() ?? null,
      memberHasOther: own !== null && !own._id.equals(account._id),
      sharing,
      refused: refused(account),
    });
    if (outcome === 'refused') continue;
    if (outcome !== 'matched') await keepDoubt(account._id, memberId, outcome);
    else if (!account.memberId && (await claimAccount(account._id, memberId, now))) matched += 1;
  }
  // Who took the agreement back meanwhile is let go again: the release came before the match.
  if (matched > 0 && (await matchablePhoneOf(memberId)) === null) {
    await inTransaction((session) => releaseMember(session, memberId));
    return 0;
  }
  const ids = (await AumAccount.find({ memberId }, { _id: 1 }).lean()).map((row) => row._id);
  await settleAccounts(ids, 'import', now);
  return matched;
}

async function keepDoubt(_id: Types.ObjectId, memberId: string, doubt: Doubt): Promise<void> {
  await AumAccount.updateOne({ _id }, { $set: { doubt, candidateId: new Types.ObjectId(memberId) } });
}

/** Gives an account that nobody has to a member who has none: both sides are stated by the database. */
export async function claimAccount(
  _id: Types.ObjectId,
  memberId: string,
  now: Date,
  session: ClientSession | null = null,
): Promise<boolean> {
  try {
    const claimed = await AumAccount.updateOne(
      { _id, memberId: { $exists: false } },
      {
        $set: { memberId: new Types.ObjectId(memberId), matchedAt: now, stale: true },
        $unset: { candidateId: '', doubt: '', assignedNo: '', changes: '' },
      },
      { session: session ?? undefined },
    );
    return claimed.modifiedCount === 1;
  } catch (error) {
    if (session || !isDuplicateKey(error, 'memberId')) throw error;
    await keepDoubt(_id, memberId, 'member_matched');
    return false;
  }
}

/** The member is matched no more: the agreement was taken back, or the account has ended. */
export async function releaseMember(session: ClientSession, memberId: string): Promise<void> {
  const gone = { memberId: '', matchedAt: '', assignedNo: '', changes: '', stale: '' };
  await AumAccount.updateMany({ memberId }, { $unset: gone }, { session });
  await AumAccount.updateMany({ candidateId: memberId }, { $unset: { candidateId: '', doubt: '' } }, { session });
  await forgetStanding(session, memberId);
}
