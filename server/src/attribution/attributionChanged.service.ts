import type { ClientSession } from 'mongoose';

/** What changed of a member: who brought, serves and has the member, or whether a bound phone is credited. */
export type AttributionChange = 'relation' | 'binding';

type Listener = (session: ClientSession, memberId: string, change: AttributionChange, now: Date) => Promise<void>;

const listeners = new Set<Listener>();

/** The domains that keep something by owner or origin manager (portfolio) register here at start. */
export function registerAttributionChanged(listener: Listener): void {
  listeners.add(listener);
}

/** Tells of a change within the transaction that makes it, one domain after another. */
export async function tellAttributionChanged(
  session: ClientSession,
  memberId: string,
  change: AttributionChange,
  now: Date,
): Promise<void> {
  for (const listener of listeners) await listener(session, memberId, change, now);
}
