import { cardKey } from './scanBatch';

/** How often the cards that somebody waits for are looked at: what another process stamped shows within this time. */
const LOOK_MS = 700;

interface Waiter {
  /** Wakes when the card may have changed. */
  wake: () => void;
}

const waiters = new Map<string, Set<Waiter>>();

/** Tells whoever waits for a card in this process that it changed. */
export function announceCard(memberId: string, eventId: string): void {
  for (const waiter of waiters.get(cardKey(memberId, eventId)) ?? []) waiter.wake();
}

/** Waits until a card may have changed, `ms` at most, or `LOOK_MS` where nobody announced it. */
export function waitForCard(memberId: string, eventId: string, ms: number): Promise<void> {
  const key = cardKey(memberId, eventId);
  return new Promise((resolve) => {
    const waiter: Waiter = { wake: () => done() };
    const timer = setTimeout(() => done(), Math.min(ms, LOOK_MS));
    const done = () => {
      clearTimeout(timer);
      const together = waiters.get(key);
      together?.delete(waiter);
      if (together?.size === 0) waiters.delete(key);
      resolve();
    };
    waiters.set(key, (waiters.get(key) ?? new Set()).add(waiter));
  });
}
