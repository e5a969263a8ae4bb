import type { Offer } from '@linzhang/shared/offers/offers.contract';
import { countOf } from '../../lib/numbers';

/** How many one may have. */
export function limitWords({ perMember, perMemberDay }: Pick<Offer, 'perMember' | 'perMemberDay'>): string {
  const inAll = `每人 ${perMember} 张`;
  return perMemberDay === null || perMemberDay >= perMember ? inAll : `${inAll}，每天最多 ${perMemberDay} 张`;
}

/** How many there are still; null where that is not counted, or none is left, which is said in words of its own. */
export function leftWords({ leftCount }: Pick<Offer, 'leftCount'>): string | null {
  return leftCount ? `剩 ${countOf(leftCount)} 张` : null;
}

/** One line of a list: where, how many are left, and what is asked. */
export function listNote(offer: Offer): string {
  const where = offer.merchant?.name ?? offer.branch.name;
  return [where, leftWords(offer), limitWords(offer)].filter(Boolean).join(' · ');
}
