import type { ConversionKind } from '../attribution/attribution.rules';

/** The way of somebody who came by a channel: scanned, joined, left the phone, and did what counts. */
export const FUNNEL_STEPS = ['came', 'joined', 'bound', 'converted'] as const;
export type FunnelStep = (typeof FUNNEL_STEPS)[number];

/** What takes somebody who came to a step; all that is neither joining nor binding is a result. */
export function funnelStepOf(kind: ConversionKind): Exclude<FunnelStep, 'came'> {
  if (kind === 'group_joined') return 'joined';
  return kind === 'phone_bound' ? 'bound' : 'converted';
}

/** People at each step, each once. Not everybody goes by all of them: a claim may be redeemed without a phone. */
export type FunnelCounts = Readonly<Record<FunnelStep, number>>;

/** A step as part of those who came, in percent cut to one decimal; null where nobody came. */
export function funnelPercent(counts: FunnelCounts, step: FunnelStep): number | null {
  return counts.came === 0 ? null : Math.trunc((counts[step] / counts.came) * 1_000) / 10;
}

/** Days of a funnel at most: a year of comings. */
export const MOST_FUNNEL_DAYS = 366;
