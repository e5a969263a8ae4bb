import { DAY_MS } from '../kernel/time';

/** Conversions that come from the bank's import only: no doing of the member stands beside them. */
export const IMPORTED_KINDS = ['product_opened', 'aum_uplift', 'bank_card_activated'] as const;
export type ImportedKind = (typeof IMPORTED_KINDS)[number];

/** What counts as a conversion. */
export const CONVERSION_KINDS = [
  'group_joined',
  'phone_bound',
  'stamp_card_completed',
  'claim_redeemed',
  ...IMPORTED_KINDS,
] as const;
export type ConversionKind = (typeof CONVERSION_KINDS)[number];

/** The performance model: all credit to the origin manager. */
export const PERFORMANCE_MODEL = 'origin';
export const ATTRIBUTION_RULES = 1;
/** A credit is counted in parts per million; those of one conversion sum to this. */
export const WHOLE_PPM = 1_000_000;
/** A touch is forgotten after 30 days: whoever comes back later came for another reason. */
export const ATTRIBUTION_DAYS = 30;

export interface AttributedTouch {
  touchId: string;
  employeeId: string;
  channelId: string | null;
  at: Date;
}

export interface OriginState {
  /** The origin manager the member has already, on this account or an earlier one. */
  originId: string | null;
  /** True for an account of somebody who works here. */
  insider: boolean;
}

/** Why somebody is the origin manager: by a touch, as the first owner, decided by two people, or brought back by a former account. */
export const ORIGIN_REASONS = ['touch', 'assigned', 'decided', 'returned'] as const;
export type OriginReason = (typeof ORIGIN_REASONS)[number];

export type AttributionBecause = 'origin' | 'new_origin' | 'insider' | 'no_touch';

export interface Attribution<T extends AttributedTouch = AttributedTouch> {
  because: AttributionBecause;
  /** The touch that makes the origin manager; null where one is there already or none can be. */
  originTouch: T | null;
  credits: { employeeId: string; ppm: number }[];
}

/** True for a touch that may be credited with what happened at `at`: not later, and at most `days` days before. */
export function isInWindow(touchAt: Date, at: Date, days = ATTRIBUTION_DAYS): boolean {
  const age = at.getTime() - touchAt.getTime();
  return age >= 0 && age <= days * DAY_MS;
}

/** The latest touch that may be credited; of two at one instant the one stored last. */
export function latestTouch<T extends AttributedTouch>(
  touches: readonly T[],
  at: Date,
  days = ATTRIBUTION_DAYS,
): T | null {
  return touches
    .filter((touch) => isInWindow(touch.at, at, days))
    .reduce<T | null>((latest, touch) => (latest === null || touch.at >= latest.at ? touch : latest), null);
}

/**
 * Credits one conversion by the `origin` model. Example: touches of A on day 1 and of B on day 20, a group joined on
 * day 25 -> B becomes origin and gets all of it; a redemption on day 90 -> B again, whoever touched since.
 */
export function attribute<T extends AttributedTouch>(
  state: OriginState,
  touches: readonly T[],
  at: Date,
  days = ATTRIBUTION_DAYS,
): Attribution<T> {
  if (state.insider) return { because: 'insider', originTouch: null, credits: [] };
  if (state.originId !== null)
    return { because: 'origin', originTouch: null, credits: [{ employeeId: state.originId, ppm: WHOLE_PPM }] };
  const touch = latestTouch(touches, at, days);
  if (!touch) return { because: 'no_touch', originTouch: null, credits: [] };
  return { because: 'new_origin', originTouch: touch, credits: [{ employeeId: touch.employeeId, ppm: WHOLE_PPM }] };
}

/** What of a conversion tells whether it happened once: ids as they are stored or as text. */
export interface ConversionFacts {
  kind: string;
  groupId?: { toString: () => string };
  eventId?: { toString: () => string };
}

/** The same for two conversions of one person who had two accounts: a phone, a group, a card; null where both may stand. */
export function conversionTwinKey(row: ConversionFacts): string | null {
  if (row.kind === 'phone_bound') return row.kind;
  if (row.kind === 'group_joined' && row.groupId) return `${row.kind} ${String(row.groupId)}`;
  if (row.kind === 'stamp_card_completed' && row.eventId) return `${row.kind} ${String(row.eventId)}`;
  return null;
}
