import type { ErrorCode } from '../kernel/errors';
import { businessDay } from '../kernel/time';
import { type ClaimableOffer, type ClaimRefusal, claimRefusal, freeSlot, type OfferLeft } from './claims.rules';

/** One wish in a batch of claims of one offer. */
export interface BatchRequest {
  memberId: string;
  /** All accounts of the person; the limits count over them. */
  limitIds: readonly string[];
  /** Retry key of the request, or id of the grant. */
  causeId: string;
  /** Why it must be refused unless it was answered before: conditions, risk. */
  refusal: ErrorCode | null;
  now: Date;
}

/** A claim of the offer that counts toward its member's limits. */
export interface CountedClaim {
  id: string;
  memberId: string;
  causeId: string;
  slot: number;
  day: string;
  daySlot: number | null;
}

export type Decision =
  /** `slot` and `daySlot` say which of the member's own it is. */
  | { kind: 'granted'; slot: number; day: string; daySlot: number | null }
  /** The same request was answered by this claim, or is the earlier one at `index` in this batch. */
  | { kind: 'answered'; claimId: string }
  | { kind: 'twin'; index: number }
  | { kind: 'refused'; refusal: ClaimRefusal | ErrorCode };

/**
 * Decides the requests of a batch in order, as if each came alone after the one before. With one unit left, of [A, B]
 * A is granted and B is sold out; of [A, A again with the same cause] the second is the first one's twin.
 */
export function decideBatch(
  offer: ClaimableOffer,
  left: OfferLeft,
  counted: readonly CountedClaim[],
  requests: readonly BatchRequest[],
): Decision[] {
  const held = new Map<string, Held[]>();
  const hold = (memberId: string, claim: Held) => held.set(memberId, [...(held.get(memberId) ?? []), claim]);
  for (const claim of counted) hold(claim.memberId, { ...claim, answer: { kind: 'answered', claimId: claim.id } });
  const rest = { ...left };
  return requests.map((request, index) => {
    const decision = decideOne(offer, rest, held, request);
    if (decision.kind !== 'granted') return decision;
    rest.unitsLeft -= 1;
    rest.budgetLeftFen -= offer.unitCostFen;
    hold(request.memberId, { ...decision, causeId: request.causeId, answer: { kind: 'twin', index } });
    return decision;
  });
}

interface Held extends Pick<CountedClaim, 'causeId' | 'slot' | 'day' | 'daySlot'> {
  answer: Decision;
}

function decideOne(
  offer: ClaimableOffer,
  left: OfferLeft,
  held: ReadonlyMap<string, readonly Held[]>,
  { memberId, limitIds, causeId, refusal, now }: BatchRequest,
): Decision {
  const same = held.get(memberId)?.find((claim) => claim.causeId === causeId);
  if (same) return same.answer;
  if (refusal) return { kind: 'refused', refusal };
  const own = limitIds.flatMap((id) => held.get(id) ?? []);
  const day = businessDay(now);
  const ownToday = own.filter((claim) => claim.day === day);
  const counts = { inAll: own.length, today: ownToday.length };
  const refused = claimRefusal(offer, left, counts, now);
  if (refused) return { kind: 'refused', refusal: refused };
  const slot = freeSlot(new Set(own.map((claim) => claim.slot)), offer.perMember);
  const daySlot =
    offer.perMemberDay === null
      ? null
      : freeSlot(new Set(ownToday.map((claim) => claim.daySlot ?? 0)), offer.perMemberDay);
  if (slot === null) return { kind: 'refused', refusal: 'offer_limit_reached' };
  if (offer.perMemberDay !== null && daySlot === null) return { kind: 'refused', refusal: 'offer_day_limit_reached' };
  return { kind: 'granted', slot, day, daySlot };
}
