import type { ClientSession } from 'mongoose';

type Listener = (session: ClientSession, employeeId: string, now: Date) => Promise<void>;

const listeners = new Set<Listener>();

/** The domains where an employee holds work that somebody else must get (leads) register here at start. */
export function registerLeaving(listener: Listener): void {
  listeners.add(listener);
}

/** Tells every domain that an employee's access ends, within the transaction that ends it, one after another. */
export async function tellLeaving(session: ClientSession, employeeId: string, now: Date): Promise<void> {
  for (const listener of listeners) await listener(session, employeeId, now);
}
