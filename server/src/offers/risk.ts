import { riskRefusal } from '@linzhang/shared/claims/claims.rules';
import { AppError, type ErrorCode } from '@linzhang/shared/kernel/errors';
import { MINUTE_MS } from '@linzhang/shared/kernel/time';
import type { WechatClient } from '../platform/wechat/client';

/** What is needed to ask WeChat about a member. */
export interface RiskDeps {
  wechat: Pick<WechatClient, 'riskRank'>;
  openidOf: (memberId: string) => Promise<string | null>;
}

const KEEP_MS = 5 * MINUTE_MS;
const MOST = 20_000;

const ranks = new Map<string, { rank: number; until: number }>();

/**
 * Why WeChat's risk rank keeps a member from what costs money, or null. Asked at most every few minutes a member;
 * while WeChat does not answer nobody is let through, since the budget would be open to whoever keeps it busy.
 */
export async function findRiskRefusal(
  member: { memberId: string; phoneBound: boolean; ip: string },
  deps: RiskDeps,
): Promise<ErrorCode | null> {
  try {
    return riskRefusal(await rankOf(member.memberId, member.ip, deps), member.phoneBound);
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

async function rankOf(memberId: string, clientIp: string, { wechat, openidOf }: RiskDeps): Promise<number> {
  const known = ranks.get(memberId);
  if (known && known.until > performance.now()) return known.rank;
  const openid = await openidOf(memberId);
  if (!openid) throw new AppError('member_closed');
  const rank = await wechat.riskRank({ openid, scene: 1, clientIp });
  ranks.delete(memberId);
  ranks.set(memberId, { rank, until: performance.now() + KEEP_MS });
  for (const oldest of ranks.keys()) {
    if (ranks.size <= MOST) break;
    ranks.delete(oldest);
  }
  return rank;
}
