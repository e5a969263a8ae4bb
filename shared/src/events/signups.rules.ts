/** What a sign-up became: a place, or a place on the waiting list. */
export const SIGNUP_STATES = ['confirmed', 'waiting', 'cancelled'] as const;
export type SignupState = (typeof SIGNUP_STATES)[number];

export interface SignupTerms {
  /** Null for no limit. */
  capacity: number | null;
  opensAt: Date;
  closesAt: Date;
}

export type SignupPhase = 'not_yet' | 'open' | 'waiting_list' | 'closed';

/** What signing up would bring at `now`: a place, a place on the waiting list, or nothing. */
export function signupPhase(terms: SignupTerms, confirmed: number, now: Date): SignupPhase {
  if (now < terms.opensAt) return 'not_yet';
  if (now >= terms.closesAt) return 'closed';
  return hasPlace(terms.capacity, confirmed) ? 'open' : 'waiting_list';
}

/** True while one more can be confirmed. */
export function hasPlace(capacity: number | null, confirmed: number): boolean {
  return capacity === null || confirmed < capacity;
}

/** How many of the waiting get a place when the capacity becomes `capacity`. */
export function movingUp(capacity: number | null, confirmed: number, waiting: number): number {
  return capacity === null ? waiting : Math.max(0, Math.min(waiting, capacity - confirmed));
}
