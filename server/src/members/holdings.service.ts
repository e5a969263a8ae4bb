import type { ClientSession } from 'mongoose';

/** What one domain keeps for a member, and what becomes of it when the account moves, is exported or deleted. */
export interface Holding {
  /** Name of the domain: the section's name in an export. */
  name: string;
  /** Gives everything that belongs to `from` to `to`, within the transaction. */
  move?: (session: ClientSession, from: string, to: string, now: Date) => Promise<void>;
  /** The member's own data of this domain as plain JSON. */
  exportOwn?: (memberId: string) => Promise<unknown>;
  /** Removes what identifies the person; ledgers stay. */
  erase?: (session: ClientSession, memberId: string, now: Date) => Promise<void>;
}

const holdings = new Map<string, Holding>();

/** Domains register at start what they keep for members, so that members need to know none of them. */
export function registerHolding(holding: Holding): void {
  holdings.set(holding.name, holding);
}

/** Moves all holdings, one domain after another (a transaction runs one call at a time). */
export async function moveHoldings(session: ClientSession, from: string, to: string, now: Date): Promise<void> {
  for (const holding of holdings.values()) await holding.move?.(session, from, to, now);
}

/** Everything the domains hold of a member, by domain. */
export async function exportHoldings(memberId: string): Promise<Record<string, unknown>> {
  const sections: Record<string, unknown> = {};
  for (const holding of holdings.values())
    if (holding.exportOwn) sections[holding.name] = await holding.exportOwn(memberId);
  return sections;
}

/** Removes the person from every domain. */
export async function eraseHoldings(session: ClientSession, memberId: string, now: Date): Promise<void> {
  for (const holding of holdings.values()) await holding.erase?.(session, memberId, now);
}
