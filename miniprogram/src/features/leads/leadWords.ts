import { businessDay, businessDaysBetween } from '@linzhang/shared/kernel/time';
import type { Lead } from '@linzhang/shared/leads/leads.contract';
import type { EndedReason, LeadReason, LeadState, LostReason, PoolPrinciple } from '@linzhang/shared/leads/leads.rules';
import { SEGMENT_NAMES, TIER_NAMES } from '@linzhang/shared/tiering/tierNames.rules';
import { isNearLine, TIER_LINES, type Tier } from '@linzhang/shared/tiering/tiers.rules';
import type { Tone } from '../../components/display/Tag';
import { dayOf, momentOf } from '../../lib/dates';
import { distanceOf, roundWan, upWan, wanOf } from '../../lib/numbers';

/** What the tiers are called beside a name: the span of the assets, as managers speak of them. */
const TIER_TAGS: Readonly<Record<Tier, { text: string; tone: Tone }>> = {
  base: { text: '5 万以下', tone: 'plain' },
  basic: { text: '5–10 万', tone: 'sky' },
  rising: { text: '10–20 万', tone: 'sky' },
  wealth: { text: '20–200 万', tone: 'gold' },
  private: { text: '200 万以上', tone: 'gold' },
};

/** Why a lead is there, in a few words. */
export const REASON_WORDS: Readonly<Record<LeadReason, string>> = {
  phone_bound: '扫码来的，刚绑定手机号',
  engaged: '最近互动很多',
  card_completed: '集满了章',
  aum_offer_claimed: '领了资产达标券',
  near_tier: '快到上一层级',
  churn_warning: '可能流失',
  contact_added: '在摊位加了联系',
  prospect: '新登记的潜在客户',
};

const PERCENT = 100;
/** Assets that fell by less are not what the warning is about. */
const FALLEN_PERCENT = 5;

/** Whoever is further below a line has passed the one that the reason was about. */
const NEAR_PERCENT = 40;

/** The same with the numbers of today: `离 20 万差 1.4 万`, `30 天资产下降 24%`. What has ended is not about them. */
export function reasonOf(reason: LeadReason, { standing, closedAt }: Pick<Lead, 'standing' | 'closedAt'>): string {
  if (!standing || closedAt) return REASON_WORDS[reason];
  const { next, aumFen, riseFen } = standing;
  if (reason === 'near_tier' && next && isNearLine(aumFen, TIER_LINES[next.tier], NEAR_PERCENT))
    return `离 ${roundWan(TIER_LINES[next.tier])}差 ${upWan(next.missingFen)}`;
  const before = aumFen - riseFen;
  const fallen = before > 0 ? Math.floor((-riseFen * PERCENT) / before) : 0;
  if (reason === 'churn_warning') return fallen >= FALLEN_PERCENT ? `30 天资产下降 ${fallen}%` : '很久没有互动';
  return REASON_WORDS[reason];
}

/** Why this one, in a line: the weightiest reason first, then how long nobody called. */
export function whyOf(lead: Lead, now = new Date()): string {
  const reasons = [...lead.reasons].sort((one, other) => other.points - one.points);
  const words = [...new Set(reasons.map(({ reason }) => reasonOf(reason, lead)))];
  const silence = silenceOf(lead, now);
  return [...words, ...(silence ? [silence] : [])].join(' · ');
}

/** `12 天未联系` since it was got, or when it was last followed up; null within a day, and of what has ended. */
function silenceOf({ lastWorkedAt, closedAt, state }: Lead, now: Date): string | null {
  if (!lastWorkedAt || closedAt) return null;
  const days = businessDaysBetween(businessDay(new Date(lastWorkedAt)), businessDay(now));
  if (days <= 0) return null;
  return state === 'held' ? `${days} 天未联系` : `${dayOf(lastWorkedAt, now)}联系过`;
}

/** The tier beside a name; null where no list names the customer. */
export function tierTag({ standing }: Lead): { text: string; tone: Tone } | null {
  return standing ? TIER_TAGS[standing.tier] : null;
}

/** A tier and a segment in words: `优质 · 象限 B 培育`. */
export function standingLine({ tier, segment }: NonNullable<Lead['standing']>): string {
  return `${TIER_NAMES[tier]}客户 · 象限 ${segment} ${SEGMENT_NAMES[segment]}`;
}

/** How far the assets have come towards the next line. */
export function towardsNext({ aumFen, next }: NonNullable<Lead['standing']>): { share: number; text: string } | null {
  if (!next) return null;
  const line = TIER_LINES[next.tier];
  return { share: aumFen / line, text: `资产 ${wanOf(aumFen)}，到 ${roundWan(line)}升${TIER_NAMES[next.tier]}层` };
}

/** By when something should be done: `今天 18:00 前`, `约在 11 月 25 日`, `已超时`; null for what has ended. */
export function dueOf({ dueAt, nextOn }: Lead, now = new Date()): { text: string; late: boolean } | null {
  if (!dueAt) return null;
  const today = businessDay(now);
  if (nextOn) {
    const day = dayOf(dueAt, now);
    const agreed = `约在${/^\d/.test(day) ? ' ' : ''}${day}`;
    return { text: nextOn < today ? `${agreed}，已过` : agreed, late: nextOn < today };
  }
  if (new Date(dueAt) < now) return { text: '已超时，请先联系', late: true };
  return { text: `${momentOf(dueAt, now)} 前`, late: false };
}

/** How it ended and when: `昨天成交`, `11 月 8 日结束 · 没有需要`; null of an open one. */
export function endOf({ state, closedAt, lostReason }: Lead, now = new Date()): string | null {
  if (!closedAt) return null;
  const day = dayOf(closedAt, now);
  if (state === 'won') return `${day}成交`;
  return `${day}结束${lostReason ? ` · ${LOST_WORDS[lostReason]}` : ''}`;
}

/** Who a lead is about; a name that is gone is said so. */
export function nameOf({ subject }: Pick<Lead, 'subject'>): string {
  return subject.name ?? '已注销';
}

/** Where somebody is, by the principles of the pool: `距网点 300 米 · 行业对口`. */
export function placeLine({ distance, industryMatches }: Lead): string {
  const place = distance === null ? '距离未知' : `距网点 ${distanceOf(distance)}`;
  return industryMatches ? `${place} · 行业对口` : place;
}

/** The same with the score: `距网点 300 米 · 行业对口 · 48 分`. */
export function poolLine(lead: Lead): string {
  return `${placeLine(lead)} · ${lead.score} 分`;
}

/** What the principles of the pool are called, and what each says. */
export const PRINCIPLE_WORDS: Readonly<Record<PoolPrinciple, { name: string; text: string }>> = {
  nearest: { name: '就近', text: '离网点近的排前面' },
  industry: { name: '行业对口', text: '网点服务的行业排前面' },
  first: { name: '先到先得', text: '先进公海的排前面' },
};

/** An order of the principles in a line. */
export function orderLine(order: readonly PoolPrinciple[]): string {
  return order.map((name) => PRINCIPLE_WORDS[name].name).join('，再看');
}

/** Where a lead stands. */
export const STATE_TAGS: Readonly<Record<LeadState, { text: string; tone: Tone }>> = {
  open: { text: '待领取', tone: 'plain' },
  held: { text: '未联系', tone: 'amber' },
  contacted: { text: '已联系', tone: 'sky' },
  qualified: { text: '有意向', tone: 'gold' },
  won: { text: '成交', tone: 'jade' },
  lost: { text: '已结束', tone: 'plain' },
};

/** Why a lead was given up or ended by itself. */
export const LOST_WORDS: Readonly<Record<LostReason | EndedReason, string>> = {
  no_answer: '一直联系不上',
  not_interested: '没有需要',
  other_bank: '选了别的银行',
  wrong_contact: '号码不对',
  no_funds: '暂时没有资金',
  other: '其他原因',
  account_ended: '客户注销了账号',
  account_merged: '并入了客户的另一个账号',
  no_consent: '客户不同意联系',
};

const HELD_BECAUSE = { owner: '由维护人跟进', taken: '从公海领取', assigned: '主任分配' } as const;

/** How the lead came to its holder. */
export function heldLine({ heldBecause, heldSince }: Lead, now = new Date()): string | null {
  if (!heldBecause || !heldSince) return null;
  return `${HELD_BECAUSE[heldBecause]} · ${dayOf(heldSince, now)}起`;
}
