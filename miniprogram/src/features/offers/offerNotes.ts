import type { Offer } from '@linzhang/shared/offers/offers.contract';

/** How many one may have. */
export function limitWords({ perMember, perMemberDay }: Pick<Offer, 'perMember' | 'perMemberDay'>): string {
  const inAll = `每人 ${perMember} 张`;
  return perMemberDay === null || perMemberDay >= perMember ? inAll : `${inAll}，每天最多 ${perMemberDay} 张`;
}

/** One line of a list: where, and what is asked. */
export function listNote(offer: Offer): string {
  const where = offer.merchant?.name ?? offer.branch.name;
  return `${where} · ${limitWords(offer)}`;
}
