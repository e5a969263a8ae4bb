import type { OfferClaim } from '@linzhang/shared/claims/redemptions.contract';
import type { OfferFault, OfferKind } from '@linzhang/shared/offers/offers.rules';
import type { WorkOffer } from '@linzhang/shared/offers/workOffers.contract';
import type { Segment } from '@linzhang/shared/tiering/segment.rules';
import type { Tier } from '@linzhang/shared/tiering/tiers.rules';
import type { Tone } from '../../components/display/Tag';
import type { Option } from '../../components/form/PickerField';
import type { Question } from '../../components/overlay/Dialog';

/** Kinds in the words of the branch. */
export const KIND_WORDS: Readonly<Record<OfferKind, string>> = {
  cash_off: '满减券',
  discount: '折扣券',
  gift: '礼品券',
  aum_threshold: '资产达标券',
  prize: '集章奖品',
};
export const KIND_OPTIONS: readonly Option<OfferKind>[] = [
  { value: 'cash_off', text: '满减券：满 50 元减 20 元' },
  { value: 'discount', text: '折扣券：打 8 折，最多减多少' },
  { value: 'gift', text: '礼品券：凭券领一份礼品' },
  { value: 'aum_threshold', text: '资产达标券：资产增加后抵用' },
  { value: 'prize', text: '集章奖品：集满章自动发放' },
];

export const STATUS_TAGS: Readonly<Record<WorkOffer['status'], { text: string; tone: Tone }>> = {
  draft: { text: '草稿', tone: 'plain' },
  waiting: { text: '等第二人确认', tone: 'amber' },
  published: { text: '已发布', tone: 'jade' },
  paused: { text: '暂停领取', tone: 'amber' },
  ended: { text: '已结束', tone: 'plain' },
};

/** What is to be put right before publishing. */
export const FAULT_WORDS: Readonly<Record<OfferFault, string>> = {
  closed_before_open: '领取结束时间要晚于开始时间',
  already_closed: '领取结束时间已经过了，请改晚一些',
  valid_before_open: '使用截止时间要晚于使用开始和领取开始时间',
  off_over_threshold: '减的金额不能超过使用门槛',
  day_over_member: '每人每天的张数不能超过每人总张数',
  budget_below_unit: '预算至少要够一张券',
  merchant_pays_without_merchant: '没有选商户时，费用由银行全部承担',
  prize_of_merchant: '集章奖品在银行摊位领取，不能选商户',
  rewards_sharing: '不能用优惠奖励分享、转发或邀请，请换一种写法',
};

/** What is asked before a change of status. */
export const STATUS_QUESTIONS: Readonly<Record<'published' | 'paused' | 'ended' | 'draft', Question>> = {
  published: {
    title: '发布这项优惠',
    text: '发布后客户就能看到和领取，券的内容、数量和条件不能再改。超过商户的月度费用上限时，要另一位主任或管理员确认。',
    yes: '发布',
  },
  paused: { title: '暂停领取', text: '客户暂时不能领取，已经领到的券照常使用。', yes: '暂停' },
  ended: {
    title: '结束这项优惠',
    text: '结束后不能恢复，客户不能再领取，已经领到的券照常使用。',
    yes: '结束',
    danger: true,
  },
  draft: { title: '撤回确认申请', text: '撤回后变回草稿，可以修改后再发布。', yes: '撤回' },
};

export const TIER_OPTIONS: readonly Option<Tier>[] = [
  { value: 'base', text: '大众（5 万以下）' },
  { value: 'basic', text: '有效（5–10 万）' },
  { value: 'rising', text: '优质（10–20 万）' },
  { value: 'wealth', text: '理财（20–200 万）' },
  { value: 'private', text: '私行（200 万以上）' },
];
export const SEGMENT_OPTIONS: readonly Option<Segment>[] = [
  { value: 'A', text: 'A 成长' },
  { value: 'B', text: 'B 培育' },
  { value: 'C', text: 'C 潜力' },
  { value: 'D', text: 'D 一般' },
];

type ClaimState = OfferClaim['state'];

export const CLAIM_TAGS: Readonly<Record<ClaimState, { text: string; tone: Tone }>> = {
  claimed: { text: '未使用', tone: 'sky' },
  redeemed: { text: '已核销', tone: 'jade' },
  reversed: { text: '已冲正', tone: 'amber' },
  expired: { text: '已过期', tone: 'plain' },
  cancelled: { text: '已取消', tone: 'plain' },
};

/** A booth of an event: `3 号 茶叶摊`. */
export function boothWords({ number, name }: { number: number; name: string }): string {
  return `${number} 号 ${name}`;
}

/** Conditions of an offer, one a line; empty where everybody may claim. */
export function conditionLines({ eligibility: asked, terms }: WorkOffer, wan: (fen: number) => string): string[] {
  const tiers = TIER_OPTIONS.filter(({ value }) => asked.tiers.includes(value)).map(({ text }) => text);
  const segments = SEGMENT_OPTIONS.filter(({ value }) => asked.segments.includes(value)).map(({ text }) => text);
  const byDefault = terms.kind === 'aum_threshold' && tiers.length === 0 && segments.length === 0;
  return [
    asked.groups.length > 0 ? `福利圈成员：${asked.groups.map(({ name }) => name).join('、')}` : '',
    asked.phoneBound ? '已绑定手机号' : '',
    asked.newMembersOnly ? '加入不满 30 天的新会员' : '',
    asked.stamps ? `活动集满 ${asked.stamps.count} 章` : '',
    tiers.length > 0 ? `层级：${tiers.join('、')}` : '',
    segments.length > 0 ? `象限：${segments.join('、')}` : '',
    byDefault ? '象限：B 培育（资产达标券的默认对象）' : '',
    asked.aumRiseFen === null ? '' : `资产比上月增加 ${wan(asked.aumRiseFen)}`,
  ].filter((line) => line !== '');
}
