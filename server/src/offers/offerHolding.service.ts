import { type ClientSession, Types } from 'mongoose';
import { type ChannelTarget, registerTarget } from '../channels/targets.service';
import { registerHolding } from '../members/holdings.service';
import { merchantNames } from '../merchants/merchants.service';
import { Claim, type ClaimRecord } from './claim.model';
import { getOffer } from './drafting.service';
import { endClaims, openClaimsOf } from './ending';
import { Offer } from './offer.model';
import { offerNames } from './offers.service';
import { registerOfferApprovals } from './raises.service';
import { Redemption } from './redemption.model';

/** Tells the other domains what offers have for them: holdings of members, targets of channels, what an approval does. */
export function registerOffers(): void {
  registerHolding({ name: 'claims', move: moveClaims, exportOwn: exportClaims, erase: cancelOpenClaims });
  registerTarget('offer', { find: findOfferTarget });
  registerOfferApprovals();
}

/** Claims go over one by one: where both accounts took the same slot of an offer, the moved one gets the next number. */
async function moveClaims(session: ClientSession, from: string, to: string): Promise<void> {
  const [former, owner] = [new Types.ObjectId(from), new Types.ObjectId(to)];
  const claims = await Claim.find({ memberId: former }).session(session).lean();
  if (claims.length === 0) return;
  const offerId = { $in: claims.map((claim) => claim.offerId) };
  const own = await Claim.find({ memberId: owner, offerId }).session(session).lean();
  for (const claim of claims) {
    const beside = own.filter((each) => each.offerId.equals(claim.offerId));
    const next = movedSlots(claim, beside);
    const moved = { ...next, memberId: owner, movedFrom: former };
    await Claim.updateOne({ _id: claim._id, memberId: former }, { $set: moved }, { session });
    own.push({ ...claim, ...next });
  }
  await Redemption.updateMany({ memberId: former }, { $set: { memberId: owner } }, { session });
}

function movedSlots(
  { slot, day, daySlot }: ClaimRecord,
  beside: readonly ClaimRecord[],
): Pick<ClaimRecord, 'slot' | 'daySlot'> {
  const after = (numbers: readonly (number | undefined)[]) => Math.max(0, ...numbers.map((number) => number ?? 0)) + 1;
  const today = beside.filter((claim) => claim.day === day);
  return {
    ...(slot === undefined ? {} : { slot: nextFree(slot, beside, after(beside.map((claim) => claim.slot)), 'slot') }),
    ...(daySlot === undefined
      ? {}
      : { daySlot: nextFree(daySlot, today, after(today.map((claim) => claim.daySlot)), 'daySlot') }),
  };
}

function nextFree(number: number, beside: readonly ClaimRecord[], next: number, field: 'slot' | 'daySlot'): number {
  return beside.some((claim) => claim[field] === number) ? next : number;
}

async function exportClaims(memberId: string): Promise<unknown> {
  const claims = await Claim.find({ memberId: new Types.ObjectId(memberId) })
    .sort({ claimedAt: 1 })
    .lean();
  const names = await offerNames([...new Set(claims.map((claim) => claim.offerId.toHexString()))]);
  return claims.map(({ _id, offerId, state, claimedAt, validUntil, redeemedAt, billFen, costFen, endedAt }) => ({
    code: _id,
    offer: names.get(offerId.toHexString()) ?? '',
    state,
    claimedAt,
    validUntil,
    redeemedAt,
    billFen,
    costFen,
    endedAt,
  }));
}

/** Who leaves gives units and budget back; the claims still count, so that coming back renews no limit. */
async function cancelOpenClaims(session: ClientSession, memberId: string, now: Date): Promise<void> {
  const byOffer = new Map<string, ClaimRecord[]>();
  for (const claim of await openClaimsOf(session, memberId)) {
    const id = claim.offerId.toHexString();
    byOffer.set(id, [...(byOffer.get(id) ?? []), claim]);
  }
  for (const [offerId, claims] of byOffer) {
    const ending = { state: 'cancelled', by: 'deletion', because: 'account_deleted', now } as const;
    await endClaims(session, await getOffer(offerId, session), claims, ending);
  }
}

async function findOfferTarget(id: string): Promise<ChannelTarget | null> {
  const offer = await Offer.findById(id).lean();
  if (!offer) return null;
  const merchantId = offer.merchantId?.toHexString();
  const merchantName = merchantId ? (await merchantNames([merchantId])).get(merchantId) : undefined;
  return {
    id,
    name: offer.name,
    branchId: offer.branchId.toHexString(),
    open: offer.status === 'published' && offer.terms.kind !== 'prize',
    ...(merchantName ? { merchantName } : {}),
  };
}
