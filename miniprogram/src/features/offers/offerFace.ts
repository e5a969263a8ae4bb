import type { OfferTerms } from '@linzhang/shared/offers/offers.contract';
import type { TicketFace } from '../../components/display/Ticket';

const FEN_PER_YUAN = 100;
const FEN_PER_WAN = 1_000_000;

/** Yuan without needless noughts: `2000` -> `20`, `2050` -> `20.5`. */
export function shortYuan(fen: number): string {
  return String(fen / FEN_PER_YUAN);
}

/** 万 without needless noughts: 10 万. */
export function shortWan(fen: number): string {
  return `${fen / FEN_PER_WAN} 万`;
}

/** `80` is 8 折, `85` 8.5 折. */
export function rateOf(payPercent: number): string {
  return String(payPercent / 10);
}

/** The coloured part of a ticket for what an offer gives. */
export function faceOf(terms: OfferTerms): TicketFace {
  if (terms.kind === 'cash_off') {
    return {
      tone: 'seal',
      sign: '¥',
      figure: shortYuan(terms.offFen),
      caption: `满 ${shortYuan(terms.thresholdFen)} 可用`,
    };
  }
  if (terms.kind === 'discount') {
    const cap = `最多减 ${shortYuan(terms.capFen)} 元`;
    const caption = terms.thresholdFen > 0 ? `满 ${shortYuan(terms.thresholdFen)} 可用，${cap}` : cap;
    return { tone: 'jade', figure: rateOf(terms.payPercent), unit: '折', caption };
  }
  if (terms.kind === 'aum_threshold') {
    return { tone: 'gold', sign: '¥', figure: shortYuan(terms.offFen), caption: `资产升 ${shortWan(terms.riseFen)}` };
  }
  return { tone: 'jade', figure: null, icon: 'gift', caption: terms.kind === 'prize' ? '集章礼品' : '礼品' };
}

/** What an offer gives, in a sentence. */
export function termsLine(terms: OfferTerms): string {
  if (terms.kind === 'cash_off') return `满 ${shortYuan(terms.thresholdFen)} 元减 ${shortYuan(terms.offFen)} 元`;
  if (terms.kind === 'discount') {
    const from = terms.thresholdFen > 0 ? `满 ${shortYuan(terms.thresholdFen)} 元` : '';
    return `${from}打 ${rateOf(terms.payPercent)} 折，最多减 ${shortYuan(terms.capFen)} 元`;
  }
  if (terms.kind === 'aum_threshold') {
    return `资产比基准增加 ${shortWan(terms.riseFen)}并保持 30 天，抵 ${shortYuan(terms.offFen)} 元`;
  }
  return `${terms.goods} 1 份`;
}
