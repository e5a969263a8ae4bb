import type { Channel, ChannelFields } from '@linzhang/shared/channels/channels.contract';
import type { ChannelSource, Placement, TargetKind } from '@linzhang/shared/channels/channels.rules';
import { instantOf, localOf } from '../../components/form/momentDraft';

/** What the form holds while it is filled in. */
export interface ChannelDraft {
  name: string;
  targetKind: TargetKind;
  targetId: string;
  source: ChannelSource;
  placement: Placement | null;
  /** Day and clock of Shanghai; both empty for always. */
  from: string;
  to: string;
  /** Weekdays (0 is Sunday), each with the same hours; empty for every day and hour. */
  days: string[];
  /** Minutes of the day. */
  opensAt: string;
  closesAt: string;
  cap: string;
  backupId: string;
}

/** Stands for none among the backups. */
export const NO_BACKUP = 'none';
const OPENS_AT = 540;
const CLOSES_AT = 1_080;

/** What a new channel leads to where its page was opened from there. */
export interface ChannelStart {
  kind: TargetKind;
  id: string;
}

/** The draft of a channel, or of a new one. */
export function draftOf(channel: Channel | null, start: ChannelStart | null = null): ChannelDraft {
  const [first] = channel?.schedule ?? [];
  return {
    name: channel?.name ?? '',
    targetKind: channel?.target.kind ?? start?.kind ?? 'group',
    targetId: channel?.target.id ?? start?.id ?? '',
    source: channel?.source ?? 'circle',
    placement: channel?.placement ?? null,
    from: channel?.window ? localOf(channel.window.startsAt) : '',
    to: channel?.window ? localOf(channel.window.endsAt) : '',
    days: [...new Set(channel?.schedule.map((opening) => String(opening.weekday)))],
    opensAt: String(first?.from ?? OPENS_AT),
    closesAt: String(first?.to ?? CLOSES_AT),
    cap: channel?.dailyCap ? String(channel.dailyCap) : '',
    backupId: channel?.backup?.id ?? NO_BACKUP,
  };
}

/** What is wrong with a draft, by field; empty where it may be sent. */
export function draftFaults(draft: ChannelDraft): Partial<Record<keyof ChannelDraft, string>> {
  const faults: Partial<Record<keyof ChannelDraft, string>> = {};
  const [from, to] = [instantOf(draft.from), instantOf(draft.to)];
  if ((draft.from !== '' || draft.to !== '') && (!from || !to)) faults.to = '开始和结束时间要一起填';
  else if (from && to && from >= to) faults.to = '结束时间要晚于开始时间';
  if (draft.days.length > 0 && Number(draft.opensAt) >= Number(draft.closesAt)) faults.closesAt = '要晚于开始的时刻';
  if (draft.cap !== '' && !/^[1-9]\d{0,3}$/.test(draft.cap)) faults.cap = '填 1 到 9999 的整数，不限就留空';
  return faults;
}

/** The fields of a draft; null while something is missing or wrong. */
export function fieldsOf(draft: ChannelDraft): ChannelFields | null {
  const { placement } = draft;
  const name = draft.name.trim();
  if (name.length < 2 || !placement || !draft.targetId || Object.keys(draftFaults(draft)).length > 0) return null;
  const [startsAt, endsAt] = [instantOf(draft.from), instantOf(draft.to)];
  const hours = { from: Number(draft.opensAt), to: Number(draft.closesAt) };
  return {
    name,
    source: draft.source,
    placement,
    window: startsAt && endsAt ? { startsAt, endsAt } : null,
    schedule: draft.days.map((day) => ({ weekday: Number(day), ...hours })),
    dailyCap: draft.cap === '' ? null : Number(draft.cap),
    backupEmployeeId: draft.backupId === NO_BACKUP ? null : draft.backupId,
  };
}
