import type { EngagementRow } from '@linzhang/shared/engagements/engagements.contract';
import { ENGAGEMENT_RULES, type EngagementKind } from '@linzhang/shared/engagements/engagements.rules';
import type { Page } from '@linzhang/shared/kernel/pages';
import { type ClientSession, Types } from 'mongoose';
import { pageAfter } from '../db/pages';
import { Engagement, type EngagementRecord } from './engagement.model';

/** A row as a domain writes it; ids are hex, instants as the domain knows them. */
export interface NewEngagement {
  memberId: string;
  kind: EngagementKind;
  /** What made it happen: the id of the membership, stamp, claim ...; with the kind it names the row. */
  causeId: string;
  occurredAt: Date;
  recordedAt: Date;
  branchId?: string;
  groupId?: string;
  eventId?: string;
  boothId?: string;
  offerId?: string;
  claimId?: string;
  merchantId?: string;
  channelId?: string;
  employeeId?: string;
  amountFen?: number;
  insider?: boolean;
  because?: string;
}

/** Names a row of the ledger. */
export interface EngagementKey {
  memberId: string;
  kind: EngagementKind;
  causeId: string;
}

/**
 * Writes rows in the transaction of the change they speak of, in one insert. A row of the same kind and cause throws
 * the duplicate key: the caller's own guard comes first.
 */
export async function recordEngagements(session: ClientSession, rows: readonly NewEngagement[]): Promise<void> {
  if (rows.length === 0) return;
  // By the driver itself: every stamp and claim passes here, and the rows are made right below.
  await Engagement.collection.insertMany(rows.map(stored) as never, { session });
}

function stored(row: NewEngagement): Omit<EngagementRecord, '_id'> {
  const { memberId, branchId, groupId, eventId, boothId, offerId, merchantId, channelId, employeeId, ...rest } = row;
  const given = { branchId, groupId, eventId, boothId, offerId, merchantId, channelId, employeeId };
  const ids = Object.fromEntries(
    Object.entries(given).flatMap(([name, id]) => (id === undefined ? [] : [[name, new Types.ObjectId(id)]])),
  );
  return { ...rest, ...ids, memberId: new Types.ObjectId(memberId), ruleVersion: ENGAGEMENT_RULES };
}

/** Takes a row back by one that names it. Does nothing where there is none or it was taken back before. */
export async function reverseEngagement(
  session: ClientSession,
  { memberId, kind, causeId }: EngagementKey,
  { because, employeeId, now }: { because: string; employeeId?: string; now: Date },
): Promise<void> {
  const where = { memberId: new Types.ObjectId(memberId), kind, causeId };
  const rows = await Engagement.find(where).session(session).lean();
  const row = rows.find((each) => !each.reverses);
  if (!row || rows.some((each) => each.reverses?.equals(row._id))) return;
  const { _id, movedFrom: _moved, ...facts } = row;
  await Engagement.create(
    [
      {
        ...facts,
        because,
        recordedAt: now,
        ruleVersion: ENGAGEMENT_RULES,
        reverses: _id,
        ...(employeeId ? { employeeId: new Types.ObjectId(employeeId) } : {}),
      },
    ],
    { session },
  );
}

/** True where the ledger has a row of this kind for one of the accounts of a person that was not taken back. */
export async function hasEngagement(
  memberIds: readonly string[],
  kind: EngagementKind,
  session: ClientSession | null = null,
): Promise<boolean> {
  const where = { memberId: { $in: memberIds.map((id) => new Types.ObjectId(id)) }, kind };
  const rows = await Engagement.find(where, { reverses: 1 }).session(session).lean();
  const reversed = new Set(rows.flatMap((row) => (row.reverses ? [row.reverses.toHexString()] : [])));
  return rows.some((row) => !row.reverses && !reversed.has(row._id.toHexString()));
}

/** The own timeline, newest first; rows that take others back mark those instead of being listed. */
export async function listEngagements(
  memberId: string,
  request: { cursor?: string; limit: number },
): Promise<Page<EngagementRow>> {
  const where = { memberId: new Types.ObjectId(memberId), reverses: { $exists: false } };
  const page = await pageAfter(Engagement, where, { field: 'occurredAt', direction: -1 }, request, (row) => row);
  const ids = page.items.map((row) => row._id);
  const reversals = await Engagement.find({ memberId: where.memberId, reverses: { $in: ids } }, { reverses: 1 }).lean();
  const reversed = new Set(reversals.map((row) => row.reverses?.toHexString()));
  return {
    items: page.items.map((row) => presentEngagement(row, reversed.has(row._id.toHexString()))),
    nextCursor: page.nextCursor,
  };
}

function presentEngagement(row: EngagementRecord, reversed: boolean): EngagementRow {
  return {
    id: row._id.toHexString(),
    kind: row.kind,
    occurredAt: row.occurredAt.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
    groupId: row.groupId?.toHexString() ?? null,
    eventId: row.eventId?.toHexString() ?? null,
    offerId: row.offerId?.toHexString() ?? null,
    amountFen: row.amountFen ?? null,
    reversed,
  };
}
