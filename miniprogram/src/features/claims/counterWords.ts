import type { CounterClaim, Redemption } from '@linzhang/shared/claims/redemptions.contract';
import { formatYuan } from '@linzhang/shared/kernel/money';
import { actualCostFen, type OfferTerms } from '@linzhang/shared/offers/offers.rules';
import type { ResultTone } from '../../components/display/Result';
import type { Tone } from '../../components/display/Tag';
import type { IconName } from '../../components/icon/drawings';
import type { ApiError, FailureCode } from '../../lib/apiError';
import { wordsFor } from '../../lib/words';
import { endOf } from './claimWords';

/** Yuan without needless zeros: 20, 12.50. */
export function shortYuan(fen: number): string {
  return formatYuan(fen).replace(/\.00$/, '');
}

/** True for what is handed over: there the counter gives out, it takes nothing off a bill. */
export function isGoods(terms: OfferTerms): terms is Extract<OfferTerms, { goods: string }> {
  return terms.kind === 'gift' || terms.kind === 'prize';
}

/** What a claim is worth here, below its name. */
export function claimNotes(claim: CounterClaim): string[] {
  const { terms } = claim;
  const end = `${endOf(claim.validUntil, new Date())} 前有效`;
  return isGoods(terms) ? [`领取：${terms.goods}`, end] : [end];
}

/** What a bill comes to with a claim; null where it does not reach the threshold or is missing. */
export function billWith(terms: OfferTerms, billFen: number | null): { offFen: number; payFen: number } | null {
  const offFen = actualCostFen(terms, billFen);
  if (offFen === null || billFen === null) return null;
  return { offFen, payFen: Math.max(0, billFen - offFen) };
}

/** How far a bill is below the threshold, in words; null where it is not. */
export function tooSmallWords(terms: OfferTerms, billFen: number | null): string | null {
  if (terms.kind !== 'cash_off' && terms.kind !== 'discount') return null;
  if (billFen === null || billFen >= terms.thresholdFen) return null;
  return `满 ${shortYuan(terms.thresholdFen)} 元可用，还差 ${formatYuan(terms.thresholdFen - billFen)} 元`;
}

/** What a redemption was: 减 20.00 元 · 账单 63.00 元, or the goods. */
export function redemptionNote({ terms, offFen, billFen }: Redemption): string {
  if (isGoods(terms)) return terms.goods;
  const bill = billFen === null ? null : `账单 ${formatYuan(billFen)} 元`;
  return [`减 ${formatYuan(offFen)} 元`, bill].filter(Boolean).join(' · ');
}

export const REDEMPTION_STATES: Readonly<Record<Redemption['state'], { text: string; tone: Tone }>> = {
  waiting: { text: '等客户确认', tone: 'amber' },
  redeemed: { text: '已核销', tone: 'jade' },
  lapsed: { text: '没有确认', tone: 'plain' },
  reversed: { text: '已冲正', tone: 'seal' },
};

/** A refusal at the counter as it is read from an arm's length. */
export interface ShownRefusal {
  tone: ResultTone;
  icon: IconName;
  title: string;
  text: string;
}

const TITLES: Partial<Record<FailureCode, readonly [title: string, tone: ResultTone, icon: IconName]>> = {
  code_invalid: ['无效的码', 'seal', 'close'],
  code_expired: ['码已过期', 'gold', 'clock'],
  code_future: ['时间不准', 'gold', 'clock'],
  claim_already_redeemed: ['已经用过', 'sky', 'ticket'],
  claim_ended: ['已经作废', 'ink', 'ticket'],
  claim_expired: ['券已过期', 'gold', 'clock'],
  claim_not_yet_valid: ['还不能用', 'gold', 'clock'],
  claim_code_mistyped: ['券码有误', 'seal', 'alert'],
  claim_code_unknown: ['没有这张券', 'seal', 'alert'],
  claim_typing_locked: ['暂停输入', 'ink', 'key'],
  redemption_limit_reached: ['请找主任', 'ink', 'person'],
  aum_not_reached: ['还没达标', 'gold', 'clock'],
  lookup_expired: ['等得太久', 'gold', 'clock'],
};

const NEEDS_NETWORK: ShownRefusal = {
  tone: 'ink',
  icon: 'offline',
  title: '需要网络',
  text: '核销和发礼品要联网才能做。请到有网络的地方再扫，券不会丢',
};

const STAMP_CODE: ShownRefusal = {
  tone: 'sky',
  icon: 'stamp',
  title: '这是集章码',
  text: '请客户打开券包，出示核销码',
};

/** Words for a stamp code that was shown at the till. */
export function shownStampCode(): ShownRefusal {
  return STAMP_CODE;
}

/** Words for a refusal; without network nothing is redeemed, and nothing is kept for later. */
export function shownRefusal(error: ApiError): ShownRefusal {
  if (error.code === 'offline') return NEEDS_NETWORK;
  const [title, tone, icon] = TITLES[error.code] ?? ['没有成功', 'seal', 'alert'];
  return { title, tone, icon, text: wordsFor(error) };
}
