import type { ConversionKind } from '@linzhang/shared/attribution/attribution.rules';
import type { ChannelFunnel } from '@linzhang/shared/channels/funnels.contract';
import { FUNNEL_STEPS, type FunnelStep, funnelPercent } from '@linzhang/shared/channels/funnels.rules';
import { addBusinessDays, businessDay } from '@linzhang/shared/kernel/time';
import { countOf, wanOf } from '../../lib/numbers';

const STEP_WORDS: Readonly<Record<FunnelStep, string>> = {
  came: '扫码进来',
  joined: '加入福利圈',
  bound: '留下手机号',
  converted: '带来成果',
};

const KIND_WORDS: Readonly<Partial<Record<ConversionKind, string>>> = {
  stamp_card_completed: '集满章',
  claim_redeemed: '核销优惠',
  product_opened: '新开产品',
  aum_uplift: '资产提升',
  bank_card_activated: '激活银行卡',
};

/** Periods that a page offers, in days. */
export const PERIODS = [
  { value: '7', text: '近 7 天' },
  { value: '30', text: '近 30 天' },
  { value: '90', text: '近 90 天' },
] as const;
export type Period = (typeof PERIODS)[number]['value'];

/** The business days of a period that ends today. */
export function daysOf(period: Period, now = new Date()): { from: string; to: string } {
  const to = businessDay(now);
  return { from: addBusinessDays(to, 1 - Number(period)), to };
}

export interface FunnelLine {
  step: FunnelStep;
  label: string;
  value: number;
  /** `80 位 · 66.6 %`, the share of those who came. */
  text: string;
}

/** The steps with their people, in order. */
export function funnelLines(funnel: ChannelFunnel): FunnelLine[] {
  return FUNNEL_STEPS.map((step) => {
    const percent = step === 'came' ? null : funnelPercent(funnel, step);
    const people = `${countOf(funnel[step])} 位`;
    const text = percent === null ? people : `${people} · ${percent} %`;
    return { step, label: STEP_WORDS[step], value: funnel[step], text };
  });
}

/** What the results are, kind by kind: `['新开产品', '3 位 · 12.0 万']`. */
export function resultFacts({ kinds }: ChannelFunnel): [string, string][] {
  return kinds.map(({ kind, people, amountFen }) => [
    KIND_WORDS[kind] ?? kind,
    amountFen > 0 ? `${countOf(people)} 位 · ${wanOf(amountFen)}` : `${countOf(people)} 位`,
  ]);
}

/** A funnel in a line for lists: `来 120 · 入圈 80 · 手机 40 · 成果 12`. */
export function funnelLine({ came, joined, bound, converted }: ChannelFunnel): string {
  return `来 ${countOf(came)} · 入圈 ${countOf(joined)} · 手机 ${countOf(bound)} · 成果 ${countOf(converted)}`;
}
