import type { Channel, TouchRow } from '@linzhang/shared/channels/channels.contract';
import type { ChannelSource, ClosedBecause, Placement, TargetKind } from '@linzhang/shared/channels/channels.rules';
import type { Tone } from '../../components/display/Tag';

export const TARGET_WORDS: Readonly<Record<TargetKind, string>> = { group: '福利圈', event: '活动', offer: '优惠' };

const SOURCE_WORDS: Readonly<Record<ChannelSource, string>> = {
  referral: '点 · 客户推荐',
  supply_chain: '线 · 上下游',
  circle: '圈 · 活动讲座',
  alliance: '面 · 合作联盟',
  counter: '柜面',
};

const PLACEMENT_WORDS: Readonly<Record<Placement, string>> = {
  merchant: '合作商户',
  property: '物业',
  bank_group: '银行群',
  leaflet: '宣传单页',
  branch: '网点',
};

const CLOSED_WORDS: Readonly<Record<ClosedBecause, string>> = {
  paused: '已暂停',
  not_yet: '未到开始时间',
  over: '已过期',
  outside_hours: '不在开放时段',
};

const CAME_WORDS: Readonly<Record<TouchRow['because'], string>> = {
  channel: '扫码',
  backup: '扫码，已满额转备份经理',
  share: '好友分享',
  contact: '摊位添加联系',
};

const optionsOf = <T extends string>(words: Readonly<Record<T, string>>) =>
  (Object.entries(words) as [T, string][]).map(([value, text]) => ({ value, text }));

export const TARGET_OPTIONS = optionsOf(TARGET_WORDS);
export const SOURCE_OPTIONS = optionsOf(SOURCE_WORDS);
export const PLACEMENT_OPTIONS = optionsOf(PLACEMENT_WORDS);

/** What a channel is, in one line: where it leads, where it hangs. */
export function channelLine({ target, placement }: Channel): string {
  return `${TARGET_WORDS[target.kind]} · ${target.name} · ${PLACEMENT_WORDS[placement]}`;
}

/** Whether a channel takes visitors now. */
export function channelState({ closedBecause, target }: Channel): { text: string; tone: Tone } {
  if (closedBecause) return { text: CLOSED_WORDS[closedBecause], tone: 'amber' };
  return target.open ? { text: '使用中', tone: 'jade' } : { text: '内容未开放', tone: 'amber' };
}

/** Facts of a channel below its figures. */
export function channelFacts(channel: Channel): [string, string | null][] {
  const source = SOURCE_WORDS[channel.source];
  return [
    ['引向', `${TARGET_WORDS[channel.target.kind]} · ${channel.target.name}`],
    ['来源', source],
    ['位置', PLACEMENT_WORDS[channel.placement]],
    ['每日上限', channel.dailyCap === null ? null : `${channel.dailyCap} 人`],
    ['满额后归', channel.backup?.name ?? null],
    ['短码', channel.code],
  ];
}

/** How somebody came, and through whom. */
export function cameBy({ because, inviter }: TouchRow): string {
  return inviter ? `${CAME_WORDS[because]} · ${inviter}` : CAME_WORDS[because];
}
