import { CONVERSION_KINDS, type ConversionKind } from '@linzhang/shared/attribution/attribution.rules';
import type { MemberEngagement } from '@linzhang/shared/engagements/engagements.contract';
import type { EngagementKind } from '@linzhang/shared/engagements/engagements.rules';
import type { Page } from '@linzhang/shared/kernel/pages';
import { Types } from 'mongoose';
import { causeCredits, causeKey } from '../attribution/causeCredits.service';
import { pageAfter } from '../db/pages';
import { employeeNames } from '../employees/employees.service';
import { eventNames } from '../events/events.service';
import { findBooths } from '../events/places.service';
import { groupNames } from '../groups/groups.service';
import { merchantNames } from '../merchants/merchants.service';
import { offerNames } from '../offers/offers.service';
import { Engagement, type EngagementRecord } from './engagement.model';

type NamedBy = 'groupId' | 'eventId' | 'boothId' | 'offerId' | 'merchantId' | 'employeeId';
type Names = Readonly<Record<NamedBy, ReadonlyMap<string, string>>>;

/** What a member did, newest first, with names and with whose it is to their credit. */
export async function memberTimeline(
  memberId: string,
  request: { cursor?: string; limit: number },
): Promise<Page<MemberEngagement>> {
  const owner = new Types.ObjectId(memberId);
  const where = { memberId: owner, reverses: { $exists: false } };
  const order = { field: 'occurredAt', direction: -1 } as const;
  const page = await pageAfter(Engagement, where, order, request, (row: EngagementRecord) => row);
  const [names, credits, reversals] = await Promise.all([
    namesOf(page.items),
    causeCredits(memberId, page.items.flatMap(causeOf)),
    Engagement.find({ memberId: owner, reverses: { $in: page.items.map((row) => row._id) } }, { reverses: 1 }).lean(),
  ]);
  const reversed = new Set(reversals.map((row) => row.reverses?.toHexString()));
  const present = (row: EngagementRecord): MemberEngagement => {
    const [cause] = causeOf(row);
    const credit = cause ? (credits.get(causeKey(cause)) ?? null) : null;
    return { ...factsOf(row, names), reversed: reversed.has(row._id.toHexString()), credit };
  };
  return { items: page.items.map(present), nextCursor: page.nextCursor };
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
    amountFen: row.amountFen ?? null,
    insider: row.insider ?? false,
  };
}
