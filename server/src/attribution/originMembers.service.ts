import type { Page } from '@linzhang/shared/kernel/pages';
import { NUMBER_DIGITS, numberTail } from '@linzhang/shared/members/members.rules';
import { Types } from 'mongoose';
import { pageAfter } from '../db/pages';
import { Relation, type RelationRecord } from './relation.model';

export interface OriginMemberQuery {
  branchId: string;
  /** Of one origin manager, or of none. */
  originId?: string;
  /** The member's number as it was typed. */
  number?: string;
  cursor?: string;
  limit: number;
}

/** Digits of an id. */
const ID_DIGITS = 24;

/** Members of a branch, newest first. */
export async function originMembers(query: OriginMemberQuery): Promise<Page<RelationRecord>> {
  const { branchId, originId, number } = query;
  const filter = {
    branchId: new Types.ObjectId(branchId),
    ...(originId === undefined
      ? {}
      : { originId: originId === 'none' ? { $exists: false } : new Types.ObjectId(originId) }),
  };
  const order = { field: '_id', direction: -1 } as const;
  if (number === undefined) return pageAfter(Relation, filter, order, query, (row) => row);
  const tail = numberTail(number);
  return { items: tail === null ? [] : await withNumber(filter, tail), nextCursor: null };
}

/** Who of these has the number: read off the ids in the branch's index, so that no number is stored beside its id. */
async function withNumber(filter: Record<string, unknown>, tail: string): Promise<RelationRecord[]> {
  const digits = { $substrBytes: [{ $toString: '$_id' }, ID_DIGITS - NUMBER_DIGITS, NUMBER_DIGITS] };
  return Relation.find({ ...filter, $expr: { $eq: [digits, tail] } })
    .limit(10)
    .lean();
}
