import { MARKED_SOURCE_NAMES, PLACEMENT_NAMES } from '@linzhang/shared/channels/channelNames.rules';
import type { Channel, TouchRow } from '@linzhang/shared/channels/channels.contract';
import type { ClosedBecause, TargetKind } from '@linzhang/shared/channels/channels.rules';
import type { Tone } from '../../components/display/Tag';

export const TARGET_WORDS: Readonly<Record<TargetKind, string>> = { group: '福利圈', event: '活动', offer: '优惠' };

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
export const SOURCE_OPTIONS = optionsOf(MARKED_SOURCE_NAMES);
export const PLACEMENT_OPTIONS = optionsOf(PLACEMENT_NAMES);

/** What a channel is, in one line: where it leads, where it hangs. */
export function channelLine({ target, placement }: Channel): string {
  return `${TARGET_WORDS[target.kind]} · ${target.name} · ${PLACEMENT_NAMES[placement]}`;
}

/** Whether a channel takes visitors now. */
export function channelState({ closedBecause, target }: Channel): { text: string; tone: Tone } {
  if (closedBecause) return { text: CLOSED_WORDS[closedBecause], tone: 'amber' };
  return target.open ? { text: '使用中', tone: 'jade' } : { text: '内容未开放', tone: 'amber' };
}

/** Facts of a channel below its figures. */
export function channelFacts(channel: Channel): [string, string | null][] {
  const source = MARKED_SOURCE_NAMES[channel.source];
  return [
    ['引向', `${TARGET_WORDS[channel.target.kind]} · ${channel.target.name}`],
    ['来源', source],
    ['位置', PLACEMENT_NAMES[channel.placement]],
    ['每日上限', channel.dailyCap === null ? null : `${channel.dailyCap} 人`],
    ['满额后归', channel.backup?.name ?? null],
    ['短码', channel.code],
  ];
}

/** How somebody came, and through whom. */
export function cameBy({ because, inviter }: TouchRow): string {
  return inviter ? `${CAME_WORDS[because]} · ${inviter}` : CAME_WORDS[because];
}
