import { HOUR_MS, MINUTE_MS } from '../kernel/time';

export const ROLES = ['cashier', 'staff', 'manager', 'head', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Positions of a branch, in the words of the bank; the value is what is stored. */
export const POSITIONS = [
  'teller',
  'lobby_manager',
  'branch_head',
  'wealth_planner',
  'wealth_manager',
  'president',
  'product_manager',
] as const;
export type Position = (typeof POSITIONS)[number];

/** A one-time activation code lives 24 hours. */
export const ACTIVATION_MS = 24 * HOUR_MS;
/** Five wrong tries lock a code; a new one must be issued. */
export const ACTIVATION_TRIES = 5;
/** Digits of an activation code: 10^8 codes against 5 tries. */
export const ACTIVATION_DIGITS = 8;
/** An h5 login code shown on a screen lives 2 minutes. */
export const H5_LOGIN_MS = 2 * MINUTE_MS;
/** How many members a manager serves, unless the head says otherwise. */
export const DEFAULT_CAPACITY = 200;

export interface ActivationState {
  expiresAt: Date;
  wrongTries: number;
}

/** Says why a code cannot be used at `now`, or null. A locked code stays locked even when the right one is typed. */
export function activationRefusal(
  activation: ActivationState,
  now: Date,
): 'activation_locked' | 'activation_expired' | null {
  if (activation.wrongTries >= ACTIVATION_TRIES) return 'activation_locked';
  if (now >= activation.expiresAt) return 'activation_expired';
  return null;
}

/** A cashier works for one merchant; nobody else has one. Returns the refusal, or null. */
export function roleRefusal(roles: readonly Role[], merchantId: string | null): 'merchant_required' | null {
  return roles.includes('cashier') && merchantId === null ? 'merchant_required' : null;
}
