import type { AssignmentFault } from '@linzhang/shared/events/events.rules';
import type { EventFault, EventFaultCode } from '@linzhang/shared/events/publishing.rules';
import type { WorkEvent } from '@linzhang/shared/events/workEvents.contract';
import type { Tone } from '../../components/display/Tag';
import { clockOf, momentOf } from '../../lib/dates';

/** What an event is to those who prepare it. */
export const STATUS_TAGS: Readonly<Record<WorkEvent['status'], { text: string; tone: Tone }>> = {
  draft: { text: '草稿', tone: 'amber' },
  published: { text: '已发布', tone: 'jade' },
  ended: { text: '已结束', tone: 'plain' },
  cancelled: { text: '已取消', tone: 'plain' },
};

/** Where an event stands for who works on it: one whose time ran out has ended. */
export function shownStatus({ status, endsAt }: Pick<WorkEvent, 'status' | 'endsAt'>): WorkEvent['status'] {
  return status === 'published' && new Date(endsAt) <= new Date() ? 'ended' : status;
}

const FAULT_WORDS: Readonly<Record<EventFaultCode, string>> = {
  name_too_long: '活动名称最多 20 个字，消息里放不下更长的',
  window_reversed: '结束时间要晚于开始时间',
  window_past: '结束时间已经过了',
  window_too_long: '活动最长 31 天，更长的请分成几场',
  organizer_elsewhere: '负责人不在本网点，请换一位',
  group_elsewhere: '有福利圈不属于本网点，请重新选择',
  no_booths: '还没有摊位，至少添加一个',
  too_many_booths: '摊位最多 50 个',
  booth_number_twice: '摊位号重复了，请换一个',
  seal_text_length: '印章要正好两个字',
  merchant_unavailable: '商户已结束合作，请换一家',
  needed_over_booths: '集满需要的章比摊位还多',
  reward_not_ascending: '奖励要按章数从少到多，不能相同',
  reward_over_booths: '奖励需要的章比摊位还多',
  offer_unavailable: '选的优惠没有发布或不属于本网点',
  no_bank_booth: '礼品只在银行摊位发放，请添加一个银行自己的摊位',
  signup_reversed: '报名结束要晚于报名开始',
  signup_after_end: '报名结束不能晚于活动结束',
  assignment_outside: '有人的排班不在活动时间内（前后各宽 2 小时）',
  sharing_rewarded: '不能因为分享、转发、集赞给好处，微信不允许',
  text_rejected: '文字没有通过微信的内容检查，请换个说法',
};

const FIELD_WORDS: Readonly<Record<string, string>> = {
  name: '名称',
  intro: '介绍',
  endsAt: '时间',
  organizerId: '负责人',
  groupIds: '福利圈',
  booths: '摊位',
  needed: '集满章数',
  signup: '报名',
};

/** One fault with where it is: `3 号 茶叶摊：印章要正好两个字`. */
export function faultLine(fault: EventFault, event: Pick<WorkEvent, 'booths' | 'rewards'>): string {
  return `${whereOf(fault, event)}：${FAULT_WORDS[fault.code]}`;
}

function whereOf(fault: EventFault, { booths, rewards }: Pick<WorkEvent, 'booths' | 'rewards'>): string {
  const booth = booths.find(({ id }) => id === fault.boothId);
  if (booth) return `${booth.number} 号 ${booth.name}`;
  const reward = rewards.find(({ id }) => id === fault.rewardId);
  if (reward) return `${reward.at} 章的奖励`;
  if (fault.boothId) return '这个摊位';
  return FIELD_WORDS[fault.field ?? ''] ?? '活动';
}

/** The faults that a refusal carries; none for any other failure. */
export function faultsIn(details: Readonly<Record<string, unknown>> | undefined): EventFault[] {
  const faults = details?.['faults'];
  return Array.isArray(faults) ? faults.filter((one): one is EventFault => one?.code in FAULT_WORDS) : [];
}

const DUTY_WORDS: Readonly<Record<AssignmentFault, string>> = {
  reversed: '结束要晚于开始',
  outside_event: '不在活动时间内（前后各宽 2 小时）',
  other_booth: '摊位已经删除，请重新选择',
  other_branch: '这位员工已停用或不在本网点',
  other_merchant: '收银只能在自己商户的摊位',
  twice: '同一人同一摊位的时间重叠了',
};

/** Why each line of the plan cannot be, by its place in the plan. */
export function dutyFaults(details: Readonly<Record<string, unknown>> | undefined): ReadonlyMap<number, string> {
  const faults = details?.['faults'];
  if (!Array.isArray(faults)) return new Map();
  return new Map(
    faults.flatMap((fault: { index: number; code: AssignmentFault }) =>
      fault.code in DUTY_WORDS ? [[fault.index, DUTY_WORDS[fault.code]] as const] : [],
    ),
  );
}

/** From when until when somebody works: `今天 8:00–17:00`. */
export function dutyTimes(from: string, to: string): string {
  return `${momentOf(from)}–${clockOf(to)}`;
}

/** What is asked before an event is shown, ended or cancelled. */
export const STATUS_QUESTIONS = {
  published: {
    title: '发布这场活动？',
    text: '发布后客户就能看到。摊位的商户、盖章规则和奖励不能再改。',
    yes: '发布',
    no: '再看看',
  },
  ended: {
    title: '结束这场活动？',
    text: '结束后不能再盖章和报名，已经得到的奖励还在。',
    yes: '结束',
    no: '先不',
    danger: true,
  },
  cancelled: {
    title: '取消这场活动？',
    text: '已经报名的客户会收到通知，取消后不能恢复。',
    yes: '取消活动',
    no: '先不',
    danger: true,
  },
} as const;
