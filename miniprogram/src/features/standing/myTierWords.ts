import type { UnlistedReason } from '@linzhang/shared/customers/customers.rules';
import type { Position } from '@linzhang/shared/employees/employees.rules';
import { SHORT_POSITION_NAMES } from '@linzhang/shared/employees/positionNames.rules';
import type { TierChoice } from '@linzhang/shared/tiering/service.rules';
import type { MyStanding } from '@linzhang/shared/tiering/tiering.contract';
import { TIER_NAMES } from '@linzhang/shared/tiering/tierNames.rules';
import { TIER_LINES, TIERS, type Tier } from '@linzhang/shared/tiering/tiers.rules';
import { roundWan, upWan, wanOf } from '../../lib/numbers';

export type OwnStanding = NonNullable<MyStanding['standing']>;
export type Rise = NonNullable<MyStanding['rise']>;

/** What a tier is called, and who takes care of such a customer. */
export const TIER_WORDS: Readonly<Record<Tier, { name: string; care: string }>> = {
  base: { name: `${TIER_NAMES.base}客户`, care: '手机银行和小程序随时可办，到网点有人指引' },
  basic: { name: `${TIER_NAMES.basic}客户`, care: '网点有固定的同事照看您，有事找得到人' },
  rising: { name: `${TIER_NAMES.rising}客户`, care: '网点主任和大堂经理一起为您服务' },
  wealth: { name: `${TIER_NAMES.wealth}客户`, care: '专属财富经理一对一服务，资产怎么放一起商量' },
  private: { name: `${TIER_NAMES.private}客户`, care: '专属理财经理为您打理，网点主任也一起照看' },
};

/** Who serves, as a customer is told. */
const POSITION_WORDS: Readonly<Record<Position, string>> = { ...SHORT_POSITION_NAMES, teller: '网点同事' };

/** From which amount a tier begins, and where it ends: `10–20 万`. */
export function spanOf(tier: Tier): string {
  const above = TIERS[TIERS.indexOf(tier) + 1];
  if (!above) return `${roundWan(TIER_LINES[tier])}起`;
  const upper = roundWan(TIER_LINES[above]);
  return tier === 'base' ? `${upper}以下` : `${TIER_LINES[tier] / 1_000_000}–${upper}`;
}

/** What is missing to the next tier, or that there is none above. */
export function nextLine({ next, watch }: OwnStanding): string {
  if (!next) return '您已经在最高一档，谢谢您一直信任我们。';
  const { name } = TIER_WORDS[next.tier];
  if (watch) return `补回来之后，再往上就是${name}。`;
  return next.missingFen > 0
    ? `月均资产再多 ${upWan(next.missingFen)}，就是${name}。`
    : `月均资产已经够到${name}，下次更新就升。`;
}

/** What keeps the tier, where it is in doubt. */
export function keepLine({ watch, keepsFen, monthsLeft, tier }: OwnStanding): string | null {
  if (!watch || keepsFen === null) return null;
  const { name } = TIER_WORDS[tier];
  const time = monthsLeft === null || monthsLeft <= 1 ? '这个月底前' : `${monthsLeft} 个月内`;
  return `最近月均资产比${name}少 ${upWan(keepsFen)}。${time}补回来，${name}的服务就一直在。`;
}

/** How far the monthly average has come towards the next tier, 0 to 1. */
export function shareOfNext({ averageFen, next }: OwnStanding): number {
  return next ? Math.min(1, averageFen / TIER_LINES[next.tier]) : 1;
}

/** The two ends of the bar: what the monthly average is, and where the next tier begins. */
export function barWords({ averageFen, next }: OwnStanding): { amount: string; goal: string } {
  return { amount: wanOf(averageFen), goal: next ? roundWan(TIER_LINES[next.tier]) : '已到最高' };
}

/** Since when, and on which day's figures it rests: `2026 年 8 月起 · 资产按 11 月 1 日的数据`. */
export function restsOn({ since, asOf }: OwnStanding): string {
  const day = `${Number(asOf.slice(5, 7))} 月 ${Number(asOf.slice(8, 10))} 日`;
  return `${since.slice(0, 4)} 年 ${Number(since.slice(5, 7))} 月起 · 资产按 ${day}的数据`;
}

/** What can be chosen after a rise, in the order offered, with what it means. */
export function choicesOf({ choices, specialist }: Rise, managerName: string | null) {
  const who = specialist ? `${POSITION_WORDS[specialist.position]}${specialist.name}` : '专业的经理';
  const now = managerName ?? '现在的客户经理';
  const words: Readonly<Record<TierChoice, { title: string; note: string }>> = {
    stay: { title: `继续由${now}服务`, note: '一切照旧，熟悉的人接着服务您' },
    specialist: { title: `${now}不变，再请${who}一起`, note: '熟悉的人还在，专业的事有人帮' },
    move: { title: `换由${who}服务`, note: '以后有事直接找新的客户经理' },
  };
  return choices.map((choice) => ({ choice, ...words[choice] }));
}

/** Why nothing stands here yet, and the step that changes it. */
export const UNLISTED_WORDS: Readonly<Record<UnlistedReason, { title: string; text: string; step: string | null }>> = {
  no_phone: {
    title: '绑定手机号，看看您的服务',
    text: '绑定后，我们才能认出您是哪位客户，把对应的服务和客户经理告诉您。',
    step: '去绑定手机号',
  },
  no_consent: {
    title: '还差您的一个同意',
    text: '同意“与本行客户资料匹配”后，这里会显示您的服务等级。不同意也不影响集章和领券，随时可以撤回。',
    step: '去看看并同意',
  },
  not_listed: {
    title: '正在等银行的资料',
    text: '网点按月更新资料，更新后这里会显示您的服务等级。着急的话，可以问问网点的工作人员。',
    step: null,
  },
};
