import type { ClientSession } from 'mongoose';
import type { AuditActor } from '../audit/audit.service';

type Listener = (session: ClientSession, employeeId: string, now: Date, actor: AuditActor) => Promise<void>;

const listeners = new Set<Listener>();

/** The domains where an employee holds what somebody else must get (leads, channels) register here at start. */
export function registerLeaving(listener: Listener): void {
  listeners.add(listener);
}

/** Tells every domain that an employee's access ends, within the transaction that ends it, one after another. */
export async function tellLeaving(
  session: ClientSession,
  employeeId: string,
  now: Date,
  actor: AuditActor,
): Promise<void> {
  for (const listener of listeners) await listener(session, employeeId, now, actor);
}
