import { POSITIONS } from '@linzhang/shared/employees/employees.rules';
import type { MemberOrder } from '@linzhang/shared/portfolio/counts.rules';
import { SEGMENTS, type Segment } from '@linzhang/shared/tiering/segment.rules';
import { TIERS, type Tier } from '@linzhang/shared/tiering/tiers.rules';
import { decoded } from '../../lib/navigation';
import type { exportPortfolioMembers } from './portfolio.api';
import { quarterIn } from './quarters';
import { SEGMENT_WORDS, TIER_WORDS, TIERS_DOWN } from './standingWords';

/** What the server is asked for: whose members, which of them, in which order. */
export type MembersQuery = Parameters<typeof exportPortfolioMembers>[0]['query'];

type Any = 'any';

/** What a person chose to see of a list. */
export interface MemberChoice {
  tier: Tier | 'none' | Any;
  segment: Segment | 'none' | Any;
  /** Near the tier above, below the own tier's line, one to be maintained. */
  state: 'near' | 'watch' | 'inScope' | Any;
  order: MemberOrder;
}

export const EVERYBODY: MemberChoice = { tier: 'any', segment: 'any', state: 'any', order: 'aum' };

export const TIER_CHOICES: readonly { value: MemberChoice['tier']; text: string }[] = [
  { value: 'any', text: '全部' },
  ...TIERS_DOWN.map((tier) => ({ value: tier, text: TIER_WORDS[tier].name })),
  { value: 'none', text: '未在名单' },
];

export const SEGMENT_CHOICES: readonly { value: MemberChoice['segment']; text: string }[] = [
  { value: 'any', text: '全部' },
  ...(['A', 'B', 'C', 'D'] as const).map((segment) => ({ value: segment, text: SEGMENT_WORDS[segment].name })),
];

export const STATE_CHOICES: readonly { value: MemberChoice['state']; text: string }[] = [
  { value: 'any', text: '全部' },
  { value: 'near', text: '临界' },
  { value: 'watch', text: '关注' },
  { value: 'inScope', text: '维护范围内' },
];

export const ORDER_CHOICES: readonly { value: MemberOrder; text: string }[] = [
  { value: 'aum', text: '资产最多' },
  { value: 'risen', text: '涨得最多' },
  { value: 'fallen', text: '跌得最多' },
];

/** The question to the server: what the page is about, narrowed by what was chosen and typed. */
export function queryOf(about: Omit<MembersQuery, 'order'>, choice: MemberChoice, search: string): MembersQuery {
  const { tier, segment, state, order } = choice;
  const asked = (name: MemberChoice['state']) => (state === name ? 'true' : undefined);
  return {
    ...about,
    ...(tier === 'any' ? {} : { tier }),
    ...(segment === 'any' ? {} : { segment }),
    near: asked('near'),
    watch: asked('watch'),
    inScope: asked('inScope'),
    search: search || undefined,
    order,
  };
}

const textIn = <T extends string>(choices: readonly { value: T; text: string }[], value: T): string =>
  choices.find((choice) => choice.value === value)?.text ?? '';

/** What is chosen, in words; null where everybody is shown, the richest first. */
export function choiceWords({ tier, segment, state, order }: MemberChoice): string | null {
  const words = [
    tier === 'any' ? '' : textIn(TIER_CHOICES, tier),
    segment === 'any' ? '' : textIn(SEGMENT_CHOICES, segment),
    state === 'any' ? '' : textIn(STATE_CHOICES, state),
    order === 'aum' ? '' : textIn(ORDER_CHOICES, order),
  ].filter(Boolean);
  return words.length > 0 ? words.join(' · ') : null;
}

const NONE = 'none';

function oneIn<T extends string>(values: readonly T[], text: string | undefined): T | typeof NONE | undefined {
  return text === NONE ? NONE : values.find((value) => value === text);
}

/** What the address of a list says that it is about; what it does not know is left out. */
export function aboutIn(
  params: Readonly<Record<string, string | undefined>>,
  ownBranchId: string,
): Omit<MembersQuery, 'order'> {
  const given = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, decoded(value)]));
  const position = oneIn(POSITIONS, given['position']);
  const tier = oneIn(TIERS, given['tier']);
  const tierAtStart = oneIn(TIERS, given['tierAtStart']);
  const segment = oneIn(SEGMENTS, given['segment']);
  return {
    branchId: given['branchId'] || ownBranchId,
    quarter: quarterIn(given['quarter'] ?? ''),
    ...(given['ownerId'] ? { ownerId: given['ownerId'] } : {}),
    ...(position ? { position } : {}),
    ...(tier ? { tier } : {}),
    ...(tierAtStart ? { tierAtStart } : {}),
    ...(segment ? { segment } : {}),
  };
}
