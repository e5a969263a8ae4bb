import { DAY_MS, MINUTE_MS, shanghaiClock } from '../kernel/time';

/** Where a customer comes from: 点 referral, 线 supply chain, 圈 event or lecture, 面 partner alliance, 柜面 counter. */
export const CHANNEL_SOURCES = ['referral', 'supply_chain', 'circle', 'alliance', 'counter'] as const;
export type ChannelSource = (typeof CHANNEL_SOURCES)[number];

/** Where the code hangs: 合作商户, 物业, 银行群, 宣传单页, 网点. */
export const PLACEMENTS = ['merchant', 'property', 'bank_group', 'leaflet', 'branch'] as const;
export type Placement = (typeof PLACEMENTS)[number];

/** What a channel may lead to. */
export const TARGET_KINDS = ['group', 'event', 'offer'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

/** Length of a short code; 50 random bits cannot be guessed within a campaign. */
export const CODE_LENGTH = 10;
export const CHANNEL_CODE = /^[0-9A-HJKMNP-TV-Z]{10}$/;
/** Same member and channel within 30 minutes is one touch. */
export const TOUCH_WINDOW_MS = 30 * MINUTE_MS;
/** More first bindings a day on one channel count only after a head has looked. */
export const BINDINGS_A_DAY = 20;
/** A share card leads to its sharer for as long as a touch counts. */
export const SHARE_DAYS = 30;
/** Width of the code image: 60 mm in print at 300 dpi. */
export const CODE_IMAGE_WIDTH = 720;
/** Page that a code and a share card open; it sends the member on to what the channel leads to. */
export const ARRIVAL_PAGE = 'pages/channels/arrival/index';
/** Minutes of a day, the end of the last opening. */
export const DAY_MINUTES = 1_440;
export const MOST_OPENINGS = 21;
export const MOST_DAILY_CAP = 10_000;

/** One weekly opening: 0 is Sunday; minutes of the day in Shanghai, `to` not included. */
export interface Opening {
  weekday: number;
  from: number;
  to: number;
}

export interface ChannelState {
  status: 'active' | 'paused';
  /** Empty means always. */
  schedule: readonly Opening[];
  window: { startsAt: Date; endsAt: Date } | null;
}

export type ClosedBecause = 'paused' | 'not_yet' | 'over' | 'outside_hours';

/** Why a channel takes no touches at `now`, or null where it does. The end of a window and of an opening are outside. */
export function closedBecause(channel: ChannelState, now: Date): ClosedBecause | null {
  if (channel.status === 'paused') return 'paused';
  if (channel.window && now < channel.window.startsAt) return 'not_yet';
  if (channel.window && now >= channel.window.endsAt) return 'over';
  return channel.schedule.length === 0 || isOpenAt(channel.schedule, now) ? null : 'outside_hours';
}

function isOpenAt(schedule: readonly Opening[], now: Date): boolean {
  const { weekday, hour, minute } = shanghaiClock(now);
  const at = hour * 60 + minute;
  return schedule.some((opening) => opening.weekday === weekday && at >= opening.from && at < opening.to);
}

/** True where a second visit is the same touch as the one at `last`. */
export function isSameTouch(last: Date, at: Date, windowMs = TOUCH_WINDOW_MS): boolean {
  return at.getTime() - last.getTime() < windowMs;
}

export interface TouchFacts {
  /** The visitor works here, or has an employee's phone. */
  insider: boolean;
  closed: boolean;
  sameTouch: boolean;
}

export type NoTouch = 'insider' | 'closed' | 'same_touch';

/** Why a visit leaves no touch; the visitor reaches the target in every case. */
export function noTouchBecause(facts: TouchFacts): NoTouch | null {
  if (facts.insider) return 'insider';
  if (facts.closed) return 'closed';
  return facts.sameTouch ? 'same_touch' : null;
}

/** Who gets a touch: the channel's employee, once the day's cap is reached the backup, without one nobody. */
export function touchReceiver(
  channel: { employeeId: string; backupEmployeeId: string | null },
  underCap: boolean,
): { employeeId: string; because: 'channel' | 'backup' } | null {
  if (underCap) return { employeeId: channel.employeeId, because: 'channel' };
  return channel.backupEmployeeId === null ? null : { employeeId: channel.backupEmployeeId, because: 'backup' };
}

/** True where the day's n-th first binding on a channel waits for a head: the 20th counts, the 21st waits. */
export function needsReview(bindingsToday: number, limit = BINDINGS_A_DAY): boolean {
  return bindingsToday > limit;
}

/** True for a share card made at `issuedAt` that still leads to its sharer. */
export function isShareValid(issuedAt: Date, now: Date, days = SHARE_DAYS): boolean {
  return now.getTime() - issuedAt.getTime() < days * DAY_MS;
}

/** What is wrong with a weekly schedule, by opening; openings of one day must not overlap. */
export function scheduleFaults(schedule: readonly Opening[]): number[] {
  return schedule.flatMap((opening, index) => {
    const clash = schedule
      .slice(0, index)
      .some((other) => other.weekday === opening.weekday && opening.from < other.to && other.from < opening.to);
    return opening.from >= opening.to || clash ? [index] : [];
  });
}
