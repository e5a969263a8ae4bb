import type { OfflineReason } from '@linzhang/shared/stamps/offline.rules';
import type { BoothMember, HandOut, OfflineScan, RecentScan, ScanAnswer } from '@linzhang/shared/stamps/scans.contract';
import type { ResultTone } from '../../components/display/Result';
import type { Tone } from '../../components/display/Tag';
import type { IconName } from '../../components/icon/drawings';
import { clockOf, dayOf, momentOf } from '../../lib/dates';
import type { SignalKind } from '../../lib/signal';
import type { LocalResult } from './offlineScan';

/** An outcome as it is shown at arm's length, and how it sounds. */
export interface Shown {
  tone: ResultTone;
  icon: IconName;
  title: string;
  text: string;
  signal: SignalKind;
}

type Refusal = Exclude<ScanAnswer['result'], 'stamped' | 'already_stamped'>;

const NOT_A_CODE = {
  tone: 'seal',
  icon: 'close',
  title: '无效的码',
  text: '这不是邻章的集章码，请客户在小程序的集章卡里出示',
  signal: 'bad',
} as const;
const EXPIRED = {
  tone: 'gold',
  icon: 'clock',
  title: '码已过期',
  text: '可能是截图，请客户打开集章卡，出示会变化的码',
  signal: 'bad',
} as const;
const FUTURE = {
  tone: 'gold',
  icon: 'clock',
  title: '时间不准',
  text: '客户手机的时间快了，请客户改为自动时间后再出示',
  signal: 'bad',
} as const;

const REFUSALS: Readonly<Record<Refusal, Shown>> = {
  code_invalid: { ...NOT_A_CODE, text: '这个码是伪造的，或者不是集章码，不要发放礼品' },
  code_other_event: {
    tone: 'seal',
    icon: 'alert',
    title: '别的活动',
    text: '请客户打开本场活动的集章卡再出示',
    signal: 'bad',
  },
  not_assigned: {
    tone: 'ink',
    icon: 'person',
    title: '不在班次',
    text: '您此刻没有排在这个摊位，请找活动负责人安排',
    signal: 'bad',
  },
  code_replayed: {
    tone: 'amber',
    icon: 'copy',
    title: '重复使用',
    text: '这个码刚在别的摊位用过，请等客户的码变化后再扫',
    signal: 'bad',
  },
  code_expired: EXPIRED,
  code_future: FUTURE,
  event_closed: { tone: 'ink', icon: 'exit', title: '活动未开放', text: '现在不在活动时间内，不能盖章', signal: 'bad' },
  works_here: {
    tone: 'ink',
    icon: 'work',
    title: '本场员工',
    text: '在这场活动里工作的员工不能集章',
    signal: 'bad',
  },
};

const LOCAL: Readonly<Record<LocalResult, Shown>> = {
  kept: { tone: 'pale', icon: 'offline', title: '已记下', text: '联网后生效，请先不发礼品', signal: 'kept' },
  kept_before: {
    tone: 'sky',
    icon: 'stamp',
    title: '已经记过',
    text: '这位客户在这个摊位已记下，不用再扫',
    signal: 'bad',
  },
  code_invalid: NOT_A_CODE,
  redeem_code: {
    tone: 'sky',
    icon: 'ticket',
    title: '这是核销码',
    text: '请客户打开集章卡，出示集章码',
    signal: 'bad',
  },
  code_expired: EXPIRED,
  code_future: FUTURE,
  no_shift: {
    tone: 'ink',
    icon: 'offline',
    title: '没有网络',
    text: '这台手机没有做离线准备，这一次没有记下。请联网后再扫',
    signal: 'bad',
  },
  shift_over: {
    tone: 'ink',
    icon: 'clock',
    title: '不在班次',
    text: '离线准备的时间不包括现在，这一次没有记下。请联网后再扫',
    signal: 'bad',
  },
  clock_changed: {
    tone: 'ink',
    icon: 'clock',
    title: '时间被改',
    text: '这台手机的时间往回拨过，这一次没有记下。请改回自动时间',
    signal: 'bad',
  },
  no_room: { tone: 'seal', icon: 'alert', title: '没有记下', text: '这台手机存满了，请先联网上传', signal: 'bad' },
};

/** What the phone calls a customer: the masked name, or the number where there is no name. */
export function memberWords({ name, number }: BoothMember): string {
  return name || `会员 ${number}`;
}

/** The clock of a scan to the second, by which a person finds it again: 10:42:08. */
export function clockWithSeconds(instant: string): string {
  return `${clockOf(instant)}:${String(new Date(instant).getUTCSeconds()).padStart(2, '0')}`;
}

/** A booth as its page is called: 银行摊位 · 8 号. */
export function boothWords({ name, number }: { name: string; number: number }): string {
  return `${name} · ${number} 号`;
}

/** The server's answer to a scan as it is shown. */
export function shownAnswer(answer: ScanAnswer): Shown {
  if (answer.result === 'stamped') {
    const done = answer.completed ? '，集齐了' : '';
    const text = `${memberWords(answer.member)} · 第 ${answer.ordinal} 章${done}`;
    return { tone: 'jade', icon: 'check', title: '盖章成功', text, signal: 'good' };
  }
  if (answer.result === 'already_stamped') {
    const text = `${memberWords(answer.member)} · ${momentOf(answer.stampedAt)} 盖过，不再发放`;
    return { tone: 'sky', icon: 'stamp', title: '已经盖过', text, signal: 'bad' };
  }
  const shown = REFUSALS[answer.result];
  if (answer.result === 'event_closed' && answer.at) return { ...shown, text: closedWords(answer.at) };
  return shown;
}

function closedWords(at: string): string {
  return Date.parse(at) > Date.now() ? `活动 ${momentOf(at)} 开始，到时再来盖章` : `活动已于 ${momentOf(at)} 结束`;
}

/** What the phone itself said of a scan as it is shown. */
export function shownLocal(result: LocalResult): Shown {
  return LOCAL[result];
}

/** What to do about something that a stamp earned. */
export function handOutWords({ name, kind, state, here }: HandOut): { text: string; now: boolean } {
  if (kind === 'badge') return { text: `获得勋章：${name}`, now: false };
  if (state === 'none') return { text: `${name}：已发完，或不再发给这位客户`, now: false };
  if (state === 'pending') return { text: `${name}：正在发到券包，请客户稍后查看`, now: false };
  if (kind === 'booth_offer') return { text: `已放入券包：${name}`, now: false };
  return here
    ? { text: `请发放：${name} 1 份`, now: true }
    : { text: `已放入券包：${name}，请客户到银行摊位领取`, now: false };
}

const RECENT: Readonly<Record<RecentScan['result'], { text: string; tone: Tone }>> = {
  stamped: { text: '盖章', tone: 'jade' },
  already_stamped: { text: '重复', tone: 'sky' },
  code_invalid: { text: '无效的码', tone: 'seal' },
  code_other_event: { text: '别的活动', tone: 'seal' },
  not_assigned: { text: '不在班次', tone: 'plain' },
  code_replayed: { text: '码用过了', tone: 'amber' },
  code_expired: { text: '码已过期', tone: 'gold' },
  code_future: { text: '时间不准', tone: 'gold' },
  event_closed: { text: '活动未开放', tone: 'plain' },
  works_here: { text: '本场员工', tone: 'plain' },
  conflict: { text: '待核实', tone: 'amber' },
  rejected: { text: '没有算', tone: 'seal' },
};

/** One line of the recent scans: who, what, when; the day only where it is not today. */
export function recentWords(
  scan: RecentScan,
  now = new Date(),
): { title: string; note: string; tag: string; tone: Tone } {
  const { text, tone } = RECENT[scan.result];
  const title = scan.member ? memberWords(scan.member) : text;
  const ordinal = scan.result === 'stamped' && scan.ordinal !== null ? `第 ${scan.ordinal} 章` : null;
  const at = dayOf(scan.at, now) === '今天' ? clockOf(scan.at) : momentOf(scan.at, now);
  const note = [at, ordinal, scan.offline ? '离线记下' : null].filter(Boolean).join(' · ');
  return scan.voided ? { title, note, tag: '已撤销', tone: 'plain' } : { title, note, tag: text, tone };
}

const REASONS: Readonly<Record<OfflineReason, string>> = {
  code_invalid: '码是伪造的或读错了',
  code_other_event: '是别的活动的码',
  not_assigned: '当时您不在这个摊位的班次里',
  foreign_booth: '不是离线准备时的摊位',
  outside_shift: '不在离线准备的时间内',
  clock_ahead: '手机时间比实际快，请改为自动时间',
  clock_backwards: '手机时间往回拨过',
  too_late: '超过 24 小时才上传',
  code_expired: '扫的时候码已过期',
  code_future: '扫的时候码还没生效，客户手机时间快了',
  event_closed: '当时活动没有开放',
  works_here: '是在这场活动里工作的员工',
  code_two_booths: '同一个码在两个摊位出现',
  many_scans: '一小时内离线记下的太多',
  rejected_by_organizer: '活动负责人没有认可',
};

const STATES: Readonly<Record<OfflineScan['state'], { text: string; tone: Tone }>> = {
  counted: { text: '已生效', tone: 'jade' },
  already_stamped: { text: '之前盖过', tone: 'sky' },
  conflict: { text: '等负责人核实', tone: 'amber' },
  rejected: { text: '没有算', tone: 'seal' },
};

/** What became of a scan made without network. */
export function fateWords({ state, because }: OfflineScan): { text: string; tone: Tone; why: string | null } {
  return { ...STATES[state], why: because === null ? null : REASONS[because] };
}

/** Reasons that fit most undos; anything else is typed. */
export const UNDO_REASONS = ['扫错了客户', '任务没有完成', '客户要求撤销'] as const;
