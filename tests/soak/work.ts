import { type CodeRun, codeToShow, slotOf } from '@linzhang/shared/stamps/codes.rules';
import type { Chance } from './chance';
import type { Client } from './client';
import type { Journal } from './journal';
import type { Receipts } from './receipts';
import type { Town } from './town';

/** What whoever takes part in the traffic works with. */
export interface Work {
  client: Client;
  chance: Chance;
  town: Town;
  journal: Journal;
  receipts: Receipts;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A code that somebody holds out: the right one now, one that was bent on the way, or one of minutes ahead. */
export interface Held {
  memberId: string;
  code: string;
  state: 'good' | 'bent' | 'early';
}

const BENT = 0.02;
const EARLY = 0.04;
const AHEAD_SLOTS = 10;

/** Somebody's code that is held out now; null where nobody does. */
export function heldCode(runs: ReadonlyMap<string, CodeRun>, chance: Chance): Held | null {
  if (runs.size === 0) return null;
  const [memberId, run] = chance.of([...runs]);
  const now = new Date();
  const code = codeToShow(run, now)?.code;
  if (!code) return null;
  const dice = chance.next();
  if (dice < BENT) return { memberId, code: bent(code), state: 'bent' };
  const early = run.codes[slotOf(now) - run.firstSlot + AHEAD_SLOTS];
  return dice < EARLY && early ? { memberId, code: early, state: 'early' } : { memberId, code, state: 'good' };
}

/** Another first character of the signature. */
function bent(code: string): string {
  return code.replace(/~(.)/, (_whole, first: string) => `~${first === 'A' ? 'B' : 'A'}`);
}
