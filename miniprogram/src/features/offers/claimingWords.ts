import type { Offer, UnmetCondition } from '@linzhang/shared/offers/offers.contract';
import { dayOf, momentOf } from '../../lib/dates';
import { wanOf } from '../../lib/numbers';

/** Assets by tier, as a customer knows them. */
const TIER_RANGES: Readonly<Record<NonNullable<UnmetCondition['tiers']>[number], string>> = {
  base: '5 万以下',
  basic: '5–10 万',
  rising: '10–20 万',
  wealth: '20–200 万',
  private: '200 万以上',
};

/** Why nobody, or not this member, can claim now. */
export function obstacleWords(offer: Offer): string | null {
  const { obstacle } = offer;
  if (obstacle === null) return null;
  const words: Readonly<Record<NonNullable<Offer['obstacle']>, string>> = {
    offer_not_open: `${momentOf(offer.opensAt)} 开始领取，到时再来`,
    offer_ended: '领取时间已过，看看别的优惠吧',
    offer_paused: '暂停领取，请稍后再来看看',
    offer_not_claimable: '这是集章礼品，集满章会自动放进券包',
    offer_limit_reached: `每人最多 ${offer.perMember} 张，您已经领过了`,
    offer_day_limit_reached: '今天已经领过，明天再来',
    offer_sold_out: '已经领完，看看别的优惠吧',
    offer_budget_spent: '已经领完，看看别的优惠吧',
  };
  return words[obstacle];
}

function progressOf({ have }: UnmetCondition, said: (have: number) => string): string {
  return have === undefined ? '' : `（${said(have)}）`;
}

/** A condition that is not met, in words. */
export function conditionWords(unmet: UnmetCondition): string {
  switch (unmet.condition) {
    case 'group':
      return `加入${(unmet.groups ?? []).map((group) => `“${group.name}”`).join('或')}`;
    case 'phone':
      return '绑定手机号';
    case 'new_member':
      return '只给加入不满 30 天的新朋友';
    case 'stamps':
      return `在活动里集满 ${unmet.needed ?? 1} 章${progressOf(unmet, (have) => `已有 ${have} 章`)}`;
    case 'tier':
      return `在本行的资产为 ${(unmet.tiers ?? []).map((tier) => TIER_RANGES[tier]).join('、')}`;
    case 'segment':
      return '由客户经理邀请的客户';
    case 'aum_rise':
      return `资产比上月增加 ${wanOf(unmet.needed ?? 0)}${progressOf(unmet, (have) => `已增加 ${wanOf(have)}`)}`;
  }
}

/** The step that meets a condition: a verb where a page helps, else what to do. */
export interface StepWords {
  verb: string | null;
  hint: string | null;
}

/** How each step is taken. */
export const STEP_WORDS: Readonly<Record<UnmetCondition['step'], StepWords>> = {
  join_group: { verb: '去加入', hint: null },
  bind_phone: { verb: '去绑定', hint: '绑定手机号后就能核对' },
  agree_matching: { verb: '去同意', hint: '同意与银行资料核对后就能知道' },
  collect_stamps: { verb: '去集章', hint: null },
  raise_aum: { verb: null, hint: '可以到网点办理，银行更新资料后就能领' },
  ask_manager: { verb: null, hint: '可以问问您的客户经理' },
  wait: { verb: null, hint: null },
};

/** Until when a claim may be used, said before claiming. */
export function validityWords(validity: Offer['validity']): string {
  if (validity.kind === 'days') return validity.days === 1 ? '领取当天有效' : `领取后 ${validity.days} 天内有效`;
  const last = new Date(Date.parse(validity.until) - 1).toISOString();
  return `${dayOf(validity.from)} 至 ${dayOf(last)}`;
}

/** The shortest reason why an offer of a list cannot be taken yet. */
export function listReason(offer: Offer): string | null {
  const obstacle = obstacleWords(offer);
  if (obstacle) return obstacle;
  const unmet = offer.unmet.map(conditionWords);
  return unmet.length === 0 ? null : `还需：${unmet.join('；')}`;
}
