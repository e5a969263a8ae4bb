import type { Claim } from '@linzhang/shared/claims/claims.contract';
import { formatYuan } from '@linzhang/shared/kernel/money';
import { businessDay, DAY_MS, MINUTE_MS } from '@linzhang/shared/kernel/time';
import { clockOf, dayOf, momentOf } from '../../lib/dates';
import { countOf, wanOf } from '../../lib/numbers';

/** What the tabs of the wallet hold. */
const CLAIM_TABS = [
  { value: 'usable', text: '可用' },
  { value: 'used', text: '已用' },
  { value: 'ended', text: '已过期' },
] as const;
export type ClaimTab = (typeof CLAIM_TABS)[number]['value'];

/** The tabs with how many each holds, once that is known: `可用 3`. */
export function countedTabs(counts: Readonly<Record<ClaimTab, number>> | undefined) {
  return CLAIM_TABS.map(({ value, text }) => ({
    value,
    text: counts?.[value] ? `${text} ${countOf(counts[value])}` : text,
  }));
}

/** What an empty tab says. */
export const NO_CLAIMS: Readonly<Record<ClaimTab, { title: string; text: string }>> = {
  usable: { title: '还没有可用的券', text: '领到的满减券、折扣和礼品会放在这里，到店出示就能用。' },
  used: { title: '还没有用过券', text: '用过的券会留在这里，随时可以查看省了多少。' },
  ended: { title: '没有过期的券', text: '过期或取消的券会放在这里。' },
};

/** A claim that ends within so long is marked. */
const SOON_MS = 2 * DAY_MS;

/** The end of a claim as people say it: `今天 18:00 到期`; where it ends with the day, without the clock. */
export function endOf(validUntil: string, now: Date): string {
  const last = new Date(Date.parse(validUntil) - 1);
  const withTheDay = businessDay(last) !== businessDay(new Date(validUntil));
  const day = dayOf(last.toISOString(), now);
  return withTheDay ? day : `${day} ${clockOf(validUntil)}`;
}

/** Lines below a claim's name, and what must not be missed. */
export interface ClaimLines {
  notes: string[];
  urgent: string | null;
}

/** What a claim says about its time and its use. */
export function claimLines(claim: Claim, now: Date): ClaimLines {
  const where = claim.merchant?.name ?? '银行摊位或网点';
  if (claim.state !== 'claimed') return { notes: [where, endedLine(claim)], urgent: null };
  const notes = [where];
  if (claim.aumNeededFen !== null) notes.push(aumLine(claim.aumNeededFen));
  if (Date.parse(claim.validFrom) > now.getTime()) {
    return { notes: [...notes, `${momentOf(claim.validFrom, now)} 起可用`], urgent: null };
  }
  const left = Date.parse(claim.validUntil) - now.getTime();
  if (left <= 0) return { notes: [...notes, '已过期'], urgent: null };
  const end = endOf(claim.validUntil, now);
  return left <= SOON_MS ? { notes, urgent: `${end} 到期` } : { notes: [...notes, `${end} 前有效`], urgent: null };
}

function aumLine(aumNeededFen: number): string {
  return `资产达到 ${wanOf(aumNeededFen)}并保持 30 天可用`;
}

/** How a claim ended. */
export function endedLine(claim: Claim): string {
  if (claim.state === 'redeemed') {
    const saved = claim.billFen !== null && claim.offFen !== null ? `，省 ${formatYuan(claim.offFen)} 元` : '';
    return `${claim.redeemedAt ? momentOf(claim.redeemedAt) : ''} 已使用${saved}`.trim();
  }
  if (claim.state === 'reversed') return '使用已撤销，需要时请联系网点';
  if (claim.state === 'cancelled') return '已由银行取消，可以重新领取';
  return '已过期';
}

/** Whether a claim can be shown at a counter now. */
export function isUsable(claim: Claim, now: Date): boolean {
  const at = now.getTime();
  return claim.state === 'claimed' && at >= Date.parse(claim.validFrom) && at < Date.parse(claim.validUntil);
}

/** For so long after its use a claim says so at large, for both sides of the counter. */
const JUST_USED_MS = 10 * MINUTE_MS;

/** Whether a claim was used a moment ago. */
export function wasJustUsed(claim: Claim, now: Date): boolean {
  return (
    claim.state === 'redeemed' &&
    claim.redeemedAt !== null &&
    now.getTime() - Date.parse(claim.redeemedAt) < JUST_USED_MS
  );
}

/** Around showing and confirming. */
export const COUNTER_WORDS = {
  codeTitle: '也可以报券码',
  codeHint: '店员输入券码后，这里会请您确认。',
  copied: '券码已复制',
  waiting: (name: string) => `${name} 等您确认`,
  left: (seconds: number) => `${seconds} 秒内有效`,
  withoutNetwork: '没有网络，券的内容暂时看不到，码可以照常出示',
  lapsed: '已超过 60 秒，请店员重新输入券码',
} as const;
