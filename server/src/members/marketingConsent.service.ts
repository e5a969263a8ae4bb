import type { ClientSession } from 'mongoose';

type Listener = (session: ClientSession, memberId: string, agreed: boolean, now: Date) => Promise<void>;

const listeners = new Set<Listener>();

/** The domain that has members called (leads) registers here at start: it acts when the agreement comes or goes. */
export function registerMarketingConsent(listener: Listener): void {
  listeners.add(listener);
}

/** Tells that a member agreed to be contacted, or took that back, within the transaction that records it. */
export async function tellMarketingConsent(
  session: ClientSession,
  memberId: string,
  agreed: boolean,
  now: Date,
): Promise<void> {
  for (const listener of listeners) await listener(session, memberId, agreed, now);
}
