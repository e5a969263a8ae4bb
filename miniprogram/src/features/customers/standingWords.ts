import { PRODUCTS, type Product } from '@linzhang/shared/aum/aumRow.rules';
import type { Customer } from '@linzhang/shared/customers/customers.contract';
import type { UnlistedReason } from '@linzhang/shared/customers/customers.rules';
import type { ScopeReason } from '@linzhang/shared/tiering/scope.rules';
import {
  HIGH_POTENTIAL,
  HIGH_VALUE_FEN,
  POTENTIAL_PARTS,
  type PotentialPart,
  WANTED_PRODUCTS,
} from '@linzhang/shared/tiering/segment.rules';
import { SEGMENT_NAMES, TIER_NAMES } from '@linzhang/shared/tiering/tierNames.rules';
import { TIER_LINES, type Tier } from '@linzhang/shared/tiering/tiers.rules';
import type { Tone } from '../../components/display/Tag';
import { roundWan, upWan, wanOf } from '../../lib/numbers';

export type Standing = NonNullable<Customer['standing']>;

/** What a tier is called, and how it is coloured. */
export const TIER_WORDS: Readonly<Record<Tier, { name: string; tone: Tone }>> = {
  base: { name: TIER_NAMES.base, tone: 'plain' },
  basic: { name: TIER_NAMES.basic, tone: 'plain' },
  rising: { name: TIER_NAMES.rising, tone: 'sky' },
  wealth: { name: TIER_NAMES.wealth, tone: 'gold' },
  private: { name: TIER_NAMES.private, tone: 'gold' },
};

const PART_WORDS: Readonly<Record<PotentialPart, string>> = {
  engagement: '互动',
  mobile: '手机银行',
  channels: '线上办理',
  age: '年龄',
  trend: '资产走势',
  products: '还没有的产品',
};

/** How points of a part that are still open are earned. */
const PART_STEPS: Readonly<Partial<Record<PotentialPart, string>>> = {
  engagement: '邀请来活动、领券',
  mobile: '开通并常用手机银行',
  channels: '一半以上交易改到线上',
  trend: '三个月资产增长一成',
};

const SCOPE_WORDS: Readonly<Record<ScopeReason, string>> = {
  aum: '资产满 5 万',
  card_spending: '信用卡一年消费满 5 万',
  loans: '贷款满 30 万',
  custody: '保证金满 1 万',
  card: '持有金卡及以上',
};

const ACTION_WORDS: Readonly<Record<string, string>> = {
  online_products: '推荐线上产品',
  bill_payment: '办生活缴费',
  card: '办信用卡',
  loan: '推荐贷款',
  instalments: '推荐分期',
  push: '发活动推送',
  message: '发消息问候',
  in_person: '优先当面拜访',
  keep: '挽留，防流失',
  funds: '配置基金',
  metals: '配置贵金属',
  high_value_products: '推荐高价值产品',
  own_service: '专人专属服务',
  aum_offers: '用资产达标券促提升',
  telephone: '打电话回访',
  visit: '网点人员上门',
  move_to_mobile: '教用手机银行',
  move_online: '引导到线上办理',
  personal_loan: '推荐个人贷款',
};

/** Why nothing of the bank's list stands here, and what would change it. */
export const UNLISTED_WORDS: Readonly<Record<UnlistedReason, { title: string; text: string }>> = {
  no_phone: { title: '客户还没绑定手机号', text: '请客户在“我的”绑定手机号，对上名单后这里会显示资产和层级。' },
  no_consent: { title: '客户还没同意资料匹配', text: '客户在“隐私与我的数据”同意后，才能对上名单、显示资产和层级。' },
  not_listed: { title: '名单里还没有这位客户', text: '主任导入含这位客户手机号的名单后，这里会显示资产和层级。' },
};

/** One line of why: what is so, and what follows. */
export interface Why {
  fact: string;
  verdict: string;
  good: boolean;
}

/** What counted for the segment, as the page shows it line by line. */
export function whyLines({ averageFen, potential, products }: Standing): Why[] {
  const total = potential['total'] ?? 0;
  const rich = averageFen >= HIGH_VALUE_FEN;
  const promising = total >= HIGH_POTENTIAL;
  const counted = POTENTIAL_PARTS.filter((part) => part !== 'products' && (potential[part] ?? 0) > 0);
  const parts = counted.map((part) => `${PART_WORDS[part]} ${potential[part] ?? 0}`).join('、');
  const missing = WANTED_PRODUCTS.filter((product) => !products.includes(product)).map(productName);
  return [
    {
      fact: `月均资产 ${wanOf(averageFen)}，线 ${roundWan(HIGH_VALUE_FEN)}`,
      verdict: rich ? '当前 高' : '当前 低',
      good: rich,
    },
    {
      fact: `潜力 ${total}，线 ${HIGH_POTENTIAL}${parts ? `（${parts}）` : ''}`,
      verdict: promising ? '潜力 高' : '潜力 低',
      good: promising,
    },
    ...(missing.length > 0
      ? [{ fact: `还没有：${missing.join('、')}`, verdict: `+${potential['products'] ?? 0}`, good: true }]
      : []),
  ];
}

/** What would move the segment or the tier, the nearest first; empty where nothing is open. */
export function moveLines({ next, moves }: Standing): string[] {
  const tier = next
    ? `月均资产到 ${roundWan(TIER_LINES[next.tier])}（还差 ${upWan(next.missingFen)}），将升为${TIER_WORDS[next.tier].name}层`
    : null;
  const value = moves.missingFen > 0 ? `月均资产再多 ${upWan(moves.missingFen)}，当前价值转高` : null;
  const steps = moves.open.flatMap(({ part, points }) =>
    PART_STEPS[part] ? [`${PART_STEPS[part]}（最多 +${points}）`] : [],
  );
  const potential =
    moves.missingPoints > 0 && steps.length > 0 ? `潜力再加 ${moves.missingPoints} 分转高：${steps.join('；')}` : null;
  return [tier, value, potential].filter((line) => line !== null);
}

/** What to do with the customer. */
export function actionLines({ actions }: Standing): string[] {
  return actions.flatMap((action) => ACTION_WORDS[action] ?? []);
}

/** What keeps the tier, where it is watched; null where it is safe. */
export function watchLine({ watch, keepsFen, monthsLeft, tier }: Standing): string | null {
  if (!watch || keepsFen === null) return null;
  return `月均资产低于${TIER_WORDS[tier].name}线：再有 ${monthsLeft ?? 0} 个月低于线就会下调，补上 ${upWan(keepsFen)} 可以保住。`;
}

/** Everything else that the list says, name by name. */
export function standingFacts(standing: Standing): [string, string | null][] {
  const { tier, since, aumFen, asOf, trendPercent, scope, products, score } = standing;
  return [
    ['层级', `${TIER_WORDS[tier].name} · ${monthOf(since)}起`],
    ['最新资产', `${wanOf(aumFen)} · 截至 ${monthDay(asOf)}`],
    ['近三个月', trendPercent === null ? null : `${trendPercent > 0 ? '+' : ''}${trendPercent} %`.replace('-', '−')],
    ['维护范围', scope.length > 0 ? scope.map((reason) => SCOPE_WORDS[reason]).join('、') : '不在维护范围'],
    ['持有产品', products.length > 0 ? products.map(productName).join('、') : '没有'],
    ['互动分', String(Math.round(score))],
  ];
}

/** A step of the way so far: `8 月 3 日  优质 · B 培育`. */
export function stepLine({ on, tier, segment }: Standing['history'][number]): [string, string] {
  return [dayWords(on), `${TIER_WORDS[tier].name} · ${segment} ${SEGMENT_NAMES[segment]}`];
}

function productName(product: string): string {
  return PRODUCTS[product as Product] ?? product;
}

/** `2026-08` -> `2026 年 8 月`. */
function monthOf(month: string): string {
  return `${month.slice(0, 4)} 年 ${Number(month.slice(5, 7))} 月`;
}

/** `2026-08-03` -> `8 月 3 日`. */
function monthDay(day: string): string {
  return `${Number(day.slice(5, 7))} 月 ${Number(day.slice(8, 10))} 日`;
}

/** The same with its year. */
function dayWords(day: string): string {
  return `${day.slice(0, 4)} 年 ${monthDay(day)}`;
}
