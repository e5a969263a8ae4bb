import { recall, remember } from './storage';

const KEY = 'clock.offset';
/** A slower answer says too little about the time, unless there is nothing better. */
const SLOW_MS = 3000;

let offsetMs: number | undefined;

function knownOffset(): number | null {
  return offsetMs ?? recall<number>(KEY);
}

/** Learns from an answer how far this phone's clock is off; `sentAt` and `receivedAt` are the phone's own, in ms. */
export function learnServerTime(serverTime: string, sentAt: number, receivedAt: number): void {
  if (receivedAt - sentAt > SLOW_MS && knownOffset() !== null) return;
  offsetMs = Date.parse(serverTime) - Math.round((sentAt + receivedAt) / 2);
  remember(KEY, offsetMs);
}

/** Now by the server's clock, as far as it is known; without network too. */
export function serverNow(): Date {
  return new Date(Date.now() + (knownOffset() ?? 0));
}

/** Forgets the offset: the next answer teaches it anew. */
export function forgetServerTime(): void {
  offsetMs = undefined;
  remember(KEY, null);
}
