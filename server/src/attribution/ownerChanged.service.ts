import type { ClientSession } from 'mongoose';

/** A member got an owner, or another one. */
export interface NewOwner {
  memberId: string;
  ownerId: string;
  /** Null for the first one. */
  formerId: string | null;
}

type Listener = (session: ClientSession, change: NewOwner, now: Date) => Promise<void>;

const listeners = new Set<Listener>();

/** The domains where something goes with the owner (an open lead) register here at start. */
export function registerOwnerChanged(listener: Listener): void {
  listeners.add(listener);
}

/** Tells every domain of a new owner, within the transaction that makes it, one after another. */
export async function tellOwnerChanged(session: ClientSession, change: NewOwner, now: Date): Promise<void> {
  for (const listener of listeners) await listener(session, change, now);
}
