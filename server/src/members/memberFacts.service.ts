import { AppError } from '@linzhang/shared/kernel/errors';
import { consentInForce } from '@linzhang/shared/members/members.rules';
import { Types } from 'mongoose';
import { combine } from '../db/combine';
import { readFew } from '../db/readFew';
import { Member, type MemberRecord } from './member.model';

/** What other domains decide by: never who the person is. */
export interface MemberFacts {
  /** The account, and those of the same person before it: limits count over all of them. */
  limitIds: string[];
  joinedAt: Date;
  /** The person had an account before this one. */
  returned: boolean;
  phoneBound: boolean;
  /** Agreed to be matched with the bank's list. */
  matchingAgreed: boolean;
}

type Row = Pick<MemberRecord, '_id' | 'status' | 'createdAt' | 'returnsFrom' | 'consents'> & { phone?: unknown };

const read = combine(async (memberIds: readonly string[]): Promise<(Row | null)[]> => {
  const ids = [...new Set(memberIds)].map((id) => new Types.ObjectId(id));
  const fields = { status: 1, createdAt: 1, returnsFrom: 1, consents: 1, 'phone.keyId': 1 };
  const rows = await readFew<Row>(
    Member.collection.name,
    [{ $match: { _id: { $in: ids } } }, { $project: fields }],
    ids.length,
  );
  const found = new Map(rows.map((row) => [row._id.toHexString(), row]));
  return memberIds.map((id) => found.get(id) ?? null);
});

/** Facts of an active member, in one round trip for all who ask at the same time; `member_closed` for an ended one. */
export async function memberFactsOf(memberId: string): Promise<MemberFacts> {
  const row = await read(memberId);
  if (row?.status !== 'active') throw new AppError('member_closed');
  const earlier = row.returnsFrom ?? [];
  return {
    limitIds: [memberId, ...earlier.map((id) => id.toHexString())],
    joinedAt: row.createdAt,
    returned: earlier.length > 0,
    phoneBound: row.phone !== undefined,
    matchingAgreed: consentInForce(row.consents, 'matching') !== null,
  };
}
