import type { ChannelSource, Placement } from '../channels/channels.rules';
import { DAY_MS } from '../kernel/time';
import { type AttributedTouch, WHOLE_PPM } from './attribution.rules';

/** Models beside `origin`, for comparison: all over the touches in the window. */
export const COMPARING_MODELS = ['first', 'last', 'linear', 'position', 'timeDecay'] as const;
export type ComparingModel = (typeof COMPARING_MODELS)[number];
/** Version of the weights below. */
export const COMPARING_RULES = 1;

/** By which way a touch came, as it was then: a channel may get another placement later. */
export interface Way {
  channelId: string | null;
  /** What the channel leads to, where that is a group, an event, or an offer. */
  groupId: string | null;
  eventId: string | null;
  offerId: string | null;
  source: ChannelSource;
  /** Null for a touch without a code. */
  placement: Placement | null;
}

/** A touch as a conversion keeps it, so that what is computed from it stays the same for ever. */
export type KeptTouch = AttributedTouch & Way;

/** A touch counts half for every 7 days that it lies before the conversion. */
export const HALF_LIFE_DAYS = 7;
/** Weights of the touches, oldest first, by their ages in days; they need not sum to 1. */
export function weightsOf(model: ComparingModel, ages: readonly number[]): number[] {
  const last = ages.length - 1;
  if (model === 'first') return ages.map((_age, index) => (index === 0 ? 1 : 0));
  if (model === 'last') return ages.map((_age, index) => (index === last ? 1 : 0));
  if (model === 'linear') return ages.map(() => 1);
  if (model === 'timeDecay') return ages.map((age) => 2 ** (-age / HALF_LIFE_DAYS));
  if (ages.length <= 2) return ages.map(() => 1);
  // 40/20/40 in whole numbers: each end weighs twice what all between weigh together.
  const end = 2 * (ages.length - 2);
  return ages.map((_age, index) => (index === 0 || index === last ? end : 1));
}

/** Parts per million by weight, cut; the remainder goes to the last one, so that they sum to exactly 1,000,000. */
export function shareOut(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (weights.length === 0 || !(sum > 0)) return [];
  const parts = weights.map((weight) => Math.floor((weight / sum) * WHOLE_PPM));
  const given = parts.reduce((total, part) => total + part, 0);
  return parts.map((part, index) => (index === parts.length - 1 ? part + WHOLE_PPM - given : part));
}

/** Credits of one conversion by a model, a part for each touch (oldest first), in parts per million. */
export function creditTouches(model: ComparingModel, touchedAt: readonly Date[], at: Date): number[] {
  return shareOut(
    weightsOf(
      model,
      touchedAt.map((touch) => (at.getTime() - touch.getTime()) / DAY_MS),
    ),
  );
}

/** What of a conversion its comparing credits are computed from. */
export interface CreditedConversion<T extends AttributedTouch> {
  at: Date;
  /** Why it was credited or not by the origin model. */
  because: string;
  /** True where a head has not accepted it. */
  held: boolean;
  /** Oldest first. */
  touches: readonly T[];
}

export type ComparingBecause = 'touches' | 'no_touch' | 'insider' | 'held';

/** Why a conversion is credited by the comparing models, or why it is not: all of them share it. */
export function comparingBecause({ because, held, touches }: CreditedConversion<AttributedTouch>): ComparingBecause {
  if (because === 'insider') return 'insider';
  if (held) return 'held';
  return touches.length === 0 ? 'no_touch' : 'touches';
}

/** Credits of one conversion by a comparing model: its touches, oldest first, each with its part in parts per million. */
export function comparingCredits<T extends AttributedTouch>(
  model: ComparingModel,
  conversion: CreditedConversion<T>,
): { touch: T; ppm: number }[] {
  if (comparingBecause(conversion) !== 'touches') return [];
  const { touches, at } = conversion;
  const parts = creditTouches(
    model,
    touches.map((touch) => touch.at),
    at,
  );
  return touches.map((touch, index) => ({ touch, ppm: parts[index] ?? 0 }));
}
