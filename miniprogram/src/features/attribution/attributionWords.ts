import { CONVERSION_NAMES } from '@linzhang/shared/attribution/attributionNames.rules';
import type { ReportConversion } from '@linzhang/shared/attribution/report.contract';
import type { PathSide, ReportModel, ReportSide } from '@linzhang/shared/attribution/report.rules';
import { PRODUCTS, type Product } from '@linzhang/shared/aum/aumRow.rules';
import { MARKED_SOURCE_NAMES, PLACEMENT_NAMES } from '@linzhang/shared/channels/channelNames.rules';
import type { ChannelSource, Placement } from '@linzhang/shared/channels/channels.rules';
import { formatYuan } from '@linzhang/shared/kernel/money';
import { countOf, wanOf } from '../../lib/numbers';

export const SIDE_WORDS: Readonly<Record<ReportSide, string>> = {
  manager: '客户经理',
  channel: '渠道码',
  placement: '位置',
  source: '来源',
  group: '福利圈',
  campaign: '营销活动',
};

/** What stands where nobody and nothing of the kind is credited. */
const NOBODY_WORDS: Readonly<Record<ReportSide, string>> = {
  manager: '没有首维护人',
  channel: '不是扫码来的',
  placement: '不是扫码来的',
  source: '没有来源',
  group: '不是由福利圈的码带来',
  campaign: '不属于营销活动',
};

/** How a model shares, in one sentence. */
export const MODEL_NOTES: Readonly<Record<ReportModel, string>> = {
  origin: '业绩按这个算，全部记给首维护人。其他五种只供对比。',
  first: '全部记给转化前归因天数内最早的一次来访。',
  last: '全部记给转化前最近的一次来访。',
  linear: '转化前归因天数内的来访平均分，天数在设置里。',
  position: '最早和最近各四成，中间的分两成。',
  timeDecay: '越近分得越多，每早 7 天减一半。',
};

/** The name of a line: of placements and sources the words, of the others what they are called. */
export function lineName(
  side: ReportSide | PathSide,
  { id, name }: { id: string | null; name: string | null },
): string {
  if (id === null) return NOBODY_WORDS[side];
  if (side === 'source') return MARKED_SOURCE_NAMES[id as ChannelSource] ?? id;
  if (side === 'placement') return PLACEMENT_NAMES[id as Placement] ?? id;
  return name ?? id;
}

/** Conversions, whole or in parts: `12`, `12.5`, `0.33`. */
export function partsOf(conversions: number): string {
  if (Number.isInteger(conversions)) return countOf(conversions);
  return conversions < 1 ? conversions.toFixed(2) : conversions.toFixed(1);
}

const FEN_PER_WAN = 1_000_000;

/** Money of any size: `320.50 元`, `18.6 万`. */
export function moneyOf(fen: number): string {
  if (Math.abs(fen) >= FEN_PER_WAN) return wanOf(fen);
  return `${fen % 100 === 0 ? countOf(fen / 100) : formatYuan(fen)} 元`;
}

/** What came back for each yuan; null where nothing was spent. */
export function returnOf(ratio: number | null): string | null {
  if (ratio === null) return null;
  return `每元带来 ${ratio >= 100 ? countOf(Math.round(ratio)) : ratio.toFixed(1)} 元`;
}

/** What was brought, what it cost and what came back, in a line; what is nothing is left out. */
export function moneyLine(sums: { amountFen: number; costFen: number; returnRatio: number | null }): string {
  const parts = [
    sums.amountFen > 0 ? `带来 ${moneyOf(sums.amountFen)}` : null,
    sums.costFen > 0 ? `花费 ${moneyOf(sums.costFen)}` : null,
    sums.amountFen > 0 ? returnOf(sums.returnRatio) : null,
  ];
  return parts.filter(Boolean).join(' · ') || '还没有带来资产，也没有花费';
}

/** `12 %`, `0.5 %`. */
export function shareWords(share: number): string {
  const tenths = Math.round(share * 1_000);
  return `${tenths % 10 === 0 ? tenths / 10 : (tenths / 10).toFixed(1)} %`;
}

/** What a conversion was, with product: `新开产品 · 基金`. */
export function conversionName({ kind, product }: Pick<ReportConversion, 'kind' | 'product'>): string {
  const name = product === null ? null : (PRODUCTS[product as Product] ?? product);
  return [CONVERSION_NAMES[kind], name].filter(Boolean).join(' · ');
}

/** How a touch came: `圈 · 活动讲座 · 菜市场门口`. */
export function wayOf(touch: {
  source: ChannelSource;
  placement: Placement | null;
  channel: { name: string } | null;
}): string {
  const where = touch.channel?.name ?? (touch.placement ? PLACEMENT_NAMES[touch.placement] : null);
  return [MARKED_SOURCE_NAMES[touch.source], where].filter(Boolean).join(' · ');
}
