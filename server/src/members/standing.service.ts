import type { ClientSession } from 'mongoose';

/** What the bank's list says of a member; amounts in fen. */
export interface Standing {
  tier: 'base' | 'basic' | 'rising' | 'wealth' | 'private';
  segment: 'A' | 'B' | 'C' | 'D';
  aumFen: number;
  /** Average of the 90 days before. */
  average90Fen: number;
  /** AUM now less the month before. */
  aumRiseFen: number;
}

/** The domain that keeps the imports: it knows standings. */
export interface StandingSource {
  /** Null for a member whom no import names. */
  find: (memberId: string, now: Date) => Promise<Standing | null>;
  /** True where the AUM has stood at `levelFen` or above for `days` days by the imports. */
  hasHeld: (memberId: string, levelFen: number, days: number, now: Date) => Promise<boolean>;
}

let source: StandingSource | null = null;

/** The domain that keeps the imports registers here at start, so that those who ask need not know it. */
export function registerStanding(given: StandingSource): void {
  source = given;
}

/** A member's standing; null where none is known. */
export async function standingOf(memberId: string, now: Date): Promise<Standing | null> {
  return source ? source.find(memberId, now) : null;
}

/** True where the AUM has stood at `levelFen` or above for `days` days; false where nothing is known. */
export async function hasHeldAum(memberId: string, levelFen: number, days: number, now: Date): Promise<boolean> {
  return source ? source.hasHeld(memberId, levelFen, days, now) : false;
}

type StandingsListener = (memberIds: readonly string[], now: Date) => Promise<void>;

const listeners = new Set<StandingsListener>();

/** The domains for which a new list of the bank may be a reason to act (leads) register here at start. */
export function registerStandingsTaken(listener: StandingsListener): void {
  listeners.add(listener);
}

/** Tells that the bank's list said something new of members, after it was stored. */
export async function tellStandingsTaken(memberIds: readonly string[], now: Date): Promise<void> {
  for (const listener of listeners) await listener(memberIds, now);
}

const computedListeners = new Set<StandingsListener>();

/** The domains that keep something by where members stand (portfolio) register here at start. */
export function registerStandingsComputed(listener: StandingsListener): void {
  computedListeners.add(listener);
}

/** Tells that members stand elsewhere than before, after it was stored. */
export async function tellStandingsComputed(memberIds: readonly string[], now: Date): Promise<void> {
  for (const listener of computedListeners) await listener(memberIds, now);
}

type ForgottenListener = (session: ClientSession, memberId: string) => Promise<void>;

const forgottenListeners = new Set<ForgottenListener>();

/** The same domains register what they do once a member is matched with the bank's list no more. */
export function registerStandingForgotten(listener: ForgottenListener): void {
  forgottenListeners.add(listener);
}

/** Tells that a member stands nowhere any more, within the transaction that forgets it. */
export async function tellStandingForgotten(session: ClientSession, memberId: string): Promise<void> {
  for (const listener of forgottenListeners) await listener(session, memberId);
}
