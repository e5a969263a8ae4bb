import { parseYuan } from '@linzhang/shared/kernel/money';
import type { OfferKind } from '@linzhang/shared/offers/offers.rules';
import type { OfferFields, WorkOffer } from '@linzhang/shared/offers/workOffers.contract';
import type { Segment } from '@linzhang/shared/tiering/segment.rules';
import type { Tier } from '@linzhang/shared/tiering/tiers.rules';
import { instantOf, localOf } from '../../components/form/momentDraft';
import { shortYuan } from './offerFace';

/** Nothing chosen: a choice of its own in the lists. */
export const NONE = 'none';

const DAY_MS = 86_400_000;
const FEN_PER_WAN = 1_000_000;

/** An offer as it is typed: amounts in yuan, rises of assets in 万. */
export interface OfferDraft {
  name: string;
  intro: string;
  campaign: string;
  kind: OfferKind;
  threshold: string;
  off: string;
  /** 折 as one says it: 8.5. */
  rate: string;
  cap: string;
  goods: string;
  cost: string;
  rise: string;
  merchantId: string;
  /** The event whose booths are chosen among. */
  boothEventId: string;
  boothIds: string[];
  stock: string;
  perMember: string;
  perMemberDay: string;
  budget: string;
  bankPercent: string;
  opensAt: string;
  closesAt: string;
  validity: 'days' | 'fixed';
  days: string;
  validFrom: string;
  validUntil: string;
  groupIds: string[];
  tiers: Tier[];
  segments: Segment[];
  newMembersOnly: boolean;
  phoneBound: boolean;
  stampEventId: string;
  stampCount: string;
  aumRise: string;
}

/** What the form starts with; `now` in milliseconds. */
export function draftOfOffer(offer: WorkOffer | null, now: number): OfferDraft {
  return { ...termsDraft(offer), ...rulesDraft(offer, now), ...conditionsDraft(offer) };
}

function termsDraft(offer: WorkOffer | null) {
  const terms = offer?.terms;
  const yuan = (fen: number | undefined) => (fen === undefined ? '' : shortYuan(fen));
  return {
    name: offer?.name ?? '',
    intro: offer?.intro ?? '',
    campaign: offer?.campaign ?? '',
    kind: terms?.kind ?? ('cash_off' as const),
    threshold: terms && 'thresholdFen' in terms ? yuan(terms.thresholdFen) : '',
    off: terms && 'offFen' in terms ? yuan(terms.offFen) : '',
    rate: terms?.kind === 'discount' ? String(terms.payPercent / 10) : '',
    cap: terms?.kind === 'discount' ? yuan(terms.capFen) : '',
    goods: terms && 'goods' in terms ? terms.goods : '',
    cost: terms && 'costFen' in terms ? yuan(terms.costFen) : '',
    rise: terms?.kind === 'aum_threshold' ? String(terms.riseFen / FEN_PER_WAN) : '',
  };
}

function rulesDraft(offer: WorkOffer | null, now: number) {
  const validity = offer?.validity;
  const fixed = validity?.kind === 'fixed' ? validity : null;
  return {
    merchantId: offer?.merchant?.id ?? NONE,
    boothEventId: offer?.booths[0]?.eventId ?? NONE,
    boothIds: offer?.boothIds ?? [],
    stock: String(offer?.stock ?? 100),
    perMember: String(offer?.perMember ?? 1),
    perMemberDay: offer?.perMemberDay ? String(offer.perMemberDay) : '',
    budget: offer ? shortYuan(offer.budgetFen) : '',
    bankPercent: String(offer?.bankPercent ?? 100),
    opensAt: localOf(offer?.opensAt ?? now),
    closesAt: localOf(offer?.closesAt ?? now + 14 * DAY_MS),
    validity: fixed ? ('fixed' as const) : ('days' as const),
    days: validity?.kind === 'days' ? String(validity.days) : '7',
    validFrom: localOf(fixed?.from ?? now),
    validUntil: localOf(fixed?.until ?? now + 30 * DAY_MS),
  };
}

function conditionsDraft(offer: WorkOffer | null) {
  const asked = offer?.eligibility;
  return {
    groupIds: asked?.groupIds ?? [],
    tiers: asked?.tiers ?? [],
    segments: asked?.segments ?? [],
    newMembersOnly: asked?.newMembersOnly ?? false,
    phoneBound: asked?.phoneBound ?? false,
    stampEventId: asked?.stamps?.eventId ?? NONE,
    stampCount: String(asked?.stamps?.count ?? 5),
    aumRise: asked?.aumRiseFen ? String(asked.aumRiseFen / FEN_PER_WAN) : '',
  };
}

/** A whole number as it was typed, within bounds; null for anything else. */
export function wholeOf(text: string, least: number, most: number): number | null {
  const number = /^\d{1,7}$/.test(text.trim()) ? Number(text.trim()) : Number.NaN;
  return number >= least && number <= most ? number : null;
}

/** 万 as it was typed, in fen; null for anything else. */
function wanFen(text: string): number | null {
  const number = /^\d{1,6}(\.\d{1,2})?$/.test(text.trim()) ? Number(text.trim()) : Number.NaN;
  return number > 0 ? Math.round(number * FEN_PER_WAN) : null;
}

type Terms = OfferFields['terms'];

/** What the holder gets; null while it is not complete. */
export function termsOf(draft: OfferDraft): Terms | null {
  const [threshold, off] = [parseYuan(draft.threshold || '0'), parseYuan(draft.off)];
  const [cap, cost, rise] = [parseYuan(draft.cap), parseYuan(draft.cost || '0'), wanFen(draft.rise)];
  const goods = draft.goods.trim();
  switch (draft.kind) {
    case 'cash_off':
      return threshold && off ? { kind: 'cash_off', thresholdFen: threshold, offFen: off } : null;
    case 'discount': {
      const payPercent = /^\d(\.\d)?$/.test(draft.rate.trim()) ? Math.round(Number(draft.rate) * 10) : 0;
      if (payPercent < 1 || payPercent > 99 || !cap || threshold === null) return null;
      return { kind: 'discount', payPercent, capFen: cap, thresholdFen: threshold };
    }
    case 'aum_threshold':
      return rise && off ? { kind: 'aum_threshold', riseFen: rise, offFen: off } : null;
    default:
      return goods.length >= 2 && cost !== null ? { kind: draft.kind, goods, costFen: cost } : null;
  }
}

/** Until when claims may be used; null while it is not complete. */
function validityOf(draft: OfferDraft): OfferFields['validity'] | null {
  if (draft.validity === 'days') {
    const days = wholeOf(draft.days, 1, 730);
    return days === null ? null : { kind: 'days', days };
  }
  const [from, until] = [instantOf(draft.validFrom), instantOf(draft.validUntil)];
  return from && until ? { kind: 'fixed', from, until } : null;
}

function eligibilityOf(draft: OfferDraft): OfferFields['eligibility'] | null {
  const { groupIds, tiers, segments, newMembersOnly, phoneBound, stampEventId } = draft;
  const count = wholeOf(draft.stampCount, 1, 50);
  const stamps = stampEventId === NONE || count === null ? null : { eventId: stampEventId, count };
  const aumRiseFen = draft.aumRise.trim() === '' ? null : wanFen(draft.aumRise);
  if ((stampEventId !== NONE && count === null) || (draft.aumRise.trim() !== '' && aumRiseFen === null)) return null;
  return { groupIds, tiers, segments, newMembersOnly, phoneBound, stamps, aumRiseFen };
}

/** What is sent; null while something that a draft needs is missing. */
export function fieldsOf(draft: OfferDraft): OfferFields | null {
  const [terms, validity, eligibility] = [termsOf(draft), validityOf(draft), eligibilityOf(draft)];
  const [opensAt, closesAt, budgetFen] = [instantOf(draft.opensAt), instantOf(draft.closesAt), parseYuan(draft.budget)];
  const [stock, perMember] = [wholeOf(draft.stock, 1, 1_000_000), wholeOf(draft.perMember, 1, 100)];
  const perMemberDay = draft.perMemberDay.trim() === '' ? null : wholeOf(draft.perMemberDay, 1, 100);
  const bankPercent = wholeOf(draft.bankPercent, 0, 100);
  const name = draft.name.trim();
  if (!terms || !validity || !eligibility || !opensAt || !closesAt || budgetFen === null) return null;
  if (name.length < 2 || stock === null || perMember === null || bankPercent === null) return null;
  return {
    name,
    intro: draft.intro.trim(),
    campaign: draft.campaign.trim() || null,
    terms,
    merchantId: draft.merchantId === NONE ? null : draft.merchantId,
    boothIds: draft.boothIds,
    stock,
    perMember,
    perMemberDay,
    budgetFen,
    bankPercent,
    opensAt,
    closesAt,
    validity,
    eligibility,
  };
}
