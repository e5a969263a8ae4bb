import { type AttributedTouch, type Attribution, type AttributionBecause, attribute } from './attribution.rules';

/** A conversion at the time when it was credited, as it was recorded. */
export interface ConversionStep<T extends AttributedTouch = AttributedTouch> {
  step: 'conversion';
  id: string;
  at: Date;
  because: string;
  /** Touches in the window, oldest first. */
  touches: readonly T[];
}

/** Somebody became origin manager without a touch: as the first owner, or decided by two people. */
export interface OriginStep {
  step: 'origin';
  originId: string;
}

export type AttributionStep = ConversionStep | OriginStep;

/** What a conversion is credited with when everything is computed once more. */
export interface ReplayedCredit {
  because: AttributionBecause;
  credits: { employeeId: string; ppm: number }[];
}

export interface Replay {
  credits: Map<string, ReplayedCredit>;
  /** The origin manager in the end; null where there never was one. */
  originId: string | null;
}

/**
 * Credits everything that happened to a member once more, in the order in which it became known. `formerId` is the origin
 * manager of an account that the person had before: it counts from the first conversion that was credited to it.
 */
export function replayCredits(steps: readonly AttributionStep[], formerId: string | null): Replay {
  const credits: Replay['credits'] = new Map();
  let originId: string | null = null;
  for (const step of steps) {
    if (step.step === 'origin') {
      originId = step.originId;
      continue;
    }
    if (originId === null && step.because === 'origin') originId = formerId;
    const insider = step.because === 'insider';
    const result: Attribution = attribute({ originId, insider }, step.touches, step.at, Number.POSITIVE_INFINITY);
    originId = result.originTouch?.employeeId ?? originId;
    credits.set(step.id, { because: result.because, credits: result.credits });
  }
  return { credits, originId };
}
