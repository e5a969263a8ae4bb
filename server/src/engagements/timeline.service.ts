import { CONVERSION_KINDS, type ConversionKind } from '@linzhang/shared/attribution/attribution.rules';
import type { MemberEngagement } from '@linzhang/shared/engagements/engagements.contract';
import type { EngagementKind } from '@linzhang/shared/engagements/engagements.rules';
import type { Page } from '@linzhang/shared/kernel/pages';
import { Types } from 'mongoose';
import {
  causeCredits,
  causeKey,
  IMPORTED_ORDER,
  type ImportedConversion,
  importedConversions,
} from '../attribution/causeCredits.service';
import { pageAfter, writeCursor } from '../db/pages';
import { employeeNames } from '../employees/employees.service';
import { eventNames } from '../events/events.service';
import { findBooths } from '../events/places.service';
import { groupNames } from '../groups/groups.service';
import { merchantNames } from '../merchants/merchants.service';
import { offerNames } from '../offers/offers.service';
import { Engagement, type EngagementRecord } from './engagement.model';

type NamedBy = 'groupId' | 'eventId' | 'boothId' | 'offerId' | 'merchantId' | 'employeeId';
type Names = Readonly<Record<NamedBy, ReadonlyMap<string, string>>>;

/** A row of the timeline with what it is ordered by. */
interface Timed {
  at: Date;
  id: string;
  /** The cursor by which the timeline goes on after it. */
  cursor: string;
  answer: MemberEngagement;
}

/** What a member did and what the bank's list told, newest first, with names and with whose it is to their credit. */
export async function memberTimeline(
  memberId: string,
  request: { cursor?: string; limit: number },
): Promise<Page<MemberEngagement>> {
  // Both are read by the same cursor, an instant and an id, and put together by the same order.
  const [done, listed] = await Promise.all([doings(memberId, request), importedConversions(memberId, request)]);
  const rows = [...done.items, ...listed.items.map(ofList)].sort(
    (one, other) => other.at.getTime() - one.at.getTime() || (one.id < other.id ? 1 : -1),
  );
  const shown = rows.slice(0, request.limit);
  const more = rows.length > shown.length || done.nextCursor !== null || listed.nextCursor !== null;
  return { items: shown.map(({ answer }) => answer), nextCursor: more ? (shown.at(-1)?.cursor ?? null) : null };
}

const DONE_ORDER = { field: 'occurredAt', direction: -1 } as const;

async function doings(memberId: string, request: { cursor?: string; limit: number }): Promise<Page<Timed>> {
  const owner = new Types.ObjectId(memberId);
  const where = { memberId: owner, reverses: { $exists: false } };
  const page = await pageAfter(Engagement, where, DONE_ORDER, request, (row: EngagementRecord) => row);
  const [names, credits, reversals] = await Promise.all([
    namesOf(page.items),
    causeCredits(memberId, page.items.flatMap(causeOf)),
    Engagement.find({ memberId: owner, reverses: { $in: page.items.map((row) => row._id) } }, { reverses: 1 }).lean(),
  ]);
  const reversed = new Set(reversals.map((row) => row.reverses?.toHexString()));
  const present = (row: EngagementRecord): Timed => {
    const [cause] = causeOf(row);
    const credit = cause ? (credits.get(causeKey(cause)) ?? null) : null;
    const answer = { ...factsOf(row, names), reversed: reversed.has(row._id.toHexString()), credit };
    return { at: row.occurredAt, id: answer.id, cursor: writeCursor(row, DONE_ORDER), answer };
  };
  return { items: page.items.map(present), nextCursor: page.nextCursor };
}

const NOWHERE = { group: null, event: null, booth: null, offer: null, merchant: null, employee: null };

/** What only the bank's list tells: no doing of the member stands beside it. */
function ofList({ row, kind, credit, reversed }: ImportedConversion): Timed {
  const { _id, at, recordedAt, product, amountFen } = row;
  const id = _id.toHexString();
  const answer: MemberEngagement = {
    id,
    kind,
    occurredAt: at.toISOString(),
    recordedAt: recordedAt.toISOString(),
    ...NOWHERE,
    product: product ?? null,
    amountFen: amountFen ?? null,
    reversed,
    insider: row.because === 'insider',
    credit,
  };
  return { at, id, cursor: writeCursor(row, IMPORTED_ORDER), answer };
}

/** Ledgers call some things differently; the cause has one id in both. */
function conversionKindOf(kind: EngagementKind): ConversionKind | null {
  if (kind === 'redeemed') return 'claim_redeemed';
  return CONVERSION_KINDS.find((each) => each === kind) ?? null;
}

function causeOf({ kind, causeId }: EngagementRecord): { kind: ConversionKind; causeId: string }[] {
  const conversion = conversionKindOf(kind);
  return conversion ? [{ kind: conversion, causeId }] : [];
}

async function namesOf(rows: readonly EngagementRecord[]): Promise<Names> {
  const ids = (by: NamedBy) => [...new Set(rows.flatMap((row) => row[by]?.toHexString() ?? []))];
  const [groupId, eventId, booths, offerId, merchantId, employeeId] = await Promise.all([
    groupNames(ids('groupId')),
    eventNames(ids('eventId')),
    findBooths(ids('boothId')),
    offerNames(ids('offerId')),
    merchantNames(ids('merchantId')),
    employeeNames(ids('employeeId')),
  ]);
  const boothId = new Map(booths.map(({ _id, name }) => [_id.toHexString(), name]));
  return { groupId, eventId, boothId, offerId, merchantId, employeeId };
}

function factsOf(row: EngagementRecord, names: Names): Omit<MemberEngagement, 'reversed' | 'credit'> {
  const named = (by: NamedBy) => {
    const id = row[by]?.toHexString();
    return id ? { id, name: names[by].get(id) ?? '' } : null;
  };
  return {
    id: row._id.toHexString(),
    kind: row.kind,
    occurredAt: row.occurredAt.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
    group: named('groupId'),
    event: named('eventId'),
    booth: named('boothId'),
    offer: named('offerId'),
    merchant: named('merchantId'),
    employee: named('employeeId'),
    product: null,
    amountFen: row.amountFen ?? null,
    insider: row.insider ?? false,
  };
}
