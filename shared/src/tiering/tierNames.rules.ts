import type { ScopeReason } from './scope.rules';
import type { Segment } from './segment.rules';
import type { Tier } from './tiers.rules';

/** What the tiers are called, on pages, in messages and in files. */
export const TIER_NAMES: Readonly<Record<Tier, string>> = {
  base: '大众',
  basic: '有效',
  rising: '优质',
  wealth: '理财',
  private: '私行',
};

/** What the segments are called beside their letters. */
export const SEGMENT_NAMES: Readonly<Record<Segment, string>> = { A: '成长', B: '培育', C: '潜力', D: '一般' };

/** Why a customer is one to be maintained, in a word. */
export const SCOPE_NAMES: Readonly<Record<ScopeReason, string>> = {
  aum: '资产',
  card_spending: '卡消费',
  loans: '贷款',
  custody: '存管保证金',
  card: '金卡及以上',
};
