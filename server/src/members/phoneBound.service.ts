import type { ClientSession } from 'mongoose';

type Listener = (session: ClientSession, memberId: string, now: Date) => Promise<void>;

const listeners = new Set<Listener>();

/** The domains for which a bound phone is an event (attribution, leads) register here at start. */
export function registerPhoneBound(listener: Listener): void {
  listeners.add(listener);
}

/** Tells every domain that a member has bound a phone, within the transaction that binds it, one after another. */
export async function tellPhoneBound(session: ClientSession, memberId: string, now: Date): Promise<void> {
  for (const listener of listeners) await listener(session, memberId, now);
}
