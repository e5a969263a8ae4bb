import type { EngagementKind } from '@linzhang/shared/engagements/engagements.rules';
import { Types } from 'mongoose';
import { standing } from '../db/moveRows';
import { Engagement } from './engagement.model';

/** Rows written by different processes become readable a little out of the order of their ids: so much is read again. */
const OVERLAP_SECONDS = 120;

/** A stretch of the ledger as somebody who follows it reads it. */
export interface LedgerStretch {
  /** Members with rows in it, each once. */
  memberIds: string[];
  /** Where the next stretch begins; null at the end of the ledger. */
  next: Types.ObjectId | null;
  /** Id of the last row read; null where there was none. */
  last: Types.ObjectId | null;
}

/** Where to begin again after having read up to a row. */
export function followFrom(last: Types.ObjectId): Types.ObjectId {
  const seconds = Math.floor(last.getTimestamp().getTime() / 1000) - OVERLAP_SECONDS;
  return Types.ObjectId.createFromTime(Math.max(0, seconds));
}

/** Who did something by the rows after `from`, at most `limit` rows of them. */
export async function followLedger(from: Types.ObjectId, limit: number): Promise<LedgerStretch> {
  const rows = await Engagement.find({ _id: { $gt: from } }, { memberId: 1 })
    .sort({ _id: 1 })
    .limit(limit)
    .lean();
  const last = rows.at(-1)?._id ?? null;
  const memberIds = [...new Set(rows.map((row) => row.memberId.toHexString()))];
  return { memberIds, next: rows.length === limit ? last : null, last };
}

/** A row of a member that holds, as those who judge the whole of it read it. */
export interface LedgerRow {
  id: string;
  kind: EngagementKind;
  occurredAt: Date;
  branchId: string | null;
  groupId: string | null;
  eventId: string | null;
  offerId: string | null;
}

/** The latest `limit` rows of a member that hold, earliest first. */
export async function ledgerOf(memberId: string, limit: number): Promise<LedgerRow[]> {
  const rows = await Engagement.find({ memberId: new Types.ObjectId(memberId) })
    .sort({ occurredAt: -1, _id: -1 })
    .limit(limit)
    .lean();
  const hex = (id: Types.ObjectId | undefined) => id?.toHexString() ?? null;
  return standing(rows)
    .reverse()
    .map(({ _id, kind, occurredAt, branchId, groupId, eventId, offerId }) => ({
      id: _id.toHexString(),
      kind,
      occurredAt,
      branchId: hex(branchId),
      groupId: hex(groupId),
      eventId: hex(eventId),
      offerId: hex(offerId),
    }));
}
