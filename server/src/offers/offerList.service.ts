import type { Page } from '@linzhang/shared/kernel/pages';
import type { Offer as OfferAnswer } from '@linzhang/shared/offers/offers.contract';
import { Types } from 'mongoose';
import { memberBranchOf } from '../attribution/attribution.service';
import { branchNames } from '../branches/branches.service';
import { pageAfter } from '../db/pages';
import { merchantNames } from '../merchants/merchants.service';
import { Claim } from './claim.model';
import { visibleOffer } from './claims.service';
import { countersOf } from './counters';
import { type KnownMember, knowMember, unmetOf } from './eligibility.service';
import { Offer, type OfferRecord } from './offer.model';
import { presentOffer } from './offers.presenter';

export interface OfferQuery {
  scope: 'claimable' | 'all';
  groupId?: string;
  cursor?: string;
  limit: number;
}

/** Pages read to fill one of claimable offers: an offer that cannot be claimed is skipped. */
const MOST_PAGES = 5;

/**
 * Offers that a member may see: those of the own groups, and those for everybody in the own branch (in any, for who has
 * none yet). What closes first comes first.
 */
export async function listOffers(memberId: string, query: OfferQuery, now: Date): Promise<Page<OfferAnswer>> {
  const member = await knowMember(memberId, now);
  const filter = await filterFor(member, query.groupId ?? null, now);
  const items: OfferAnswer[] = [];
  let cursor = query.cursor ?? null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const request = { limit: query.limit, ...(cursor === null ? {} : { cursor }) };
    const rows = await pageAfter(
      Offer,
      filter,
      { field: 'closesAt', direction: 1 },
      request,
      (row) => row as OfferRecord,
    );
    const seen = await presentFor(member, rows.items, now);
    items.push(...(query.scope === 'claimable' ? seen.filter((offer) => offer.can.claim) : seen));
    cursor = rows.nextCursor;
    if (cursor === null || query.scope === 'all' || items.length >= query.limit) break;
  }
  return { items, nextCursor: cursor };
}

async function filterFor(member: KnownMember, groupId: string | null, now: Date): Promise<Record<string, unknown>> {
  const shown = { status: 'published', closesAt: { $gt: now }, 'terms.kind': { $ne: 'prize' } };
  if (groupId !== null) return { ...shown, 'eligibility.groupIds': new Types.ObjectId(groupId) };
  const [groupIds, branchId] = await Promise.all([member.groupIds(), memberBranchOf(member.memberId)]);
  const everybodys = {
    'eligibility.groupIds': { $size: 0 },
    ...(branchId === null ? {} : { branchId: new Types.ObjectId(branchId) }),
  };
  const own = { 'eligibility.groupIds': { $in: groupIds.map((id) => new Types.ObjectId(id)) } };
  return { ...shown, $and: [{ $or: [everybodys, own] }] };
}

/** One offer for a member; `not_found` for a draft. */
export async function getOfferFor(memberId: string, offerId: string, now: Date): Promise<OfferAnswer> {
  const [{ offer }, member] = await Promise.all([visibleOffer(offerId), knowMember(memberId, now)]);
  const current = (await Offer.findById(offer._id).lean()) ?? offer;
  const [answer] = await presentFor(member, [current], now);
  if (!answer) throw new Error('offer was not presented');
  return answer;
}

async function presentFor(member: KnownMember, offers: readonly OfferRecord[], now: Date): Promise<OfferAnswer[]> {
  if (offers.length === 0) return [];
  const hex = (ids: readonly (Types.ObjectId | undefined)[]) => [
    ...new Set(ids.flatMap((id) => (id ? [id.toHexString()] : []))),
  ];
  const ids = offers.map((offer) => offer._id);
  const [counters, ownDays, merchants, branches] = await Promise.all([
    countersOf(ids),
    ownDaysOf(member.account.limitIds, ids),
    merchantNames(hex(offers.map(({ merchantId }) => merchantId))),
    branchNames(hex(offers.map(({ branchId }) => branchId))),
  ]);
  return Promise.all(
    offers.map(async (offer) => {
      const id = offer._id.toHexString();
      const merchantId = offer.merchantId?.toHexString();
      const sight = {
        offer,
        merchant: merchantId ? { id: merchantId, name: merchants.get(merchantId) ?? '' } : null,
        branchName: branches.get(offer.branchId.toHexString()) ?? '',
        counters: counters.get(id),
        ownDays: ownDays.get(id) ?? [],
        unmet: await unmetOf(offer, member, now),
      };
      return presentOffer(sight, now);
    }),
  );
}

/** Business days of the person's claims that count, by offer. */
async function ownDaysOf(limitIds: readonly string[], offerIds: Types.ObjectId[]): Promise<Map<string, string[]>> {
  const memberId = { $in: limitIds.map((id) => new Types.ObjectId(id)) };
  const rows = await Claim.find(
    { memberId, offerId: { $in: offerIds }, slot: { $gt: 0 } },
    { offerId: 1, day: 1 },
  ).lean();
  const days = new Map<string, string[]>();
  for (const row of rows) {
    const id = row.offerId.toHexString();
    days.set(id, [...(days.get(id) ?? []), row.day]);
  }
  return days;
}
