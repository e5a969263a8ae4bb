import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';

/** Where the kernel has no boot id, two boot times closer than this are the same boot. */
const BOOT_TIME_TOLERANCE_S = 60;

let known: string | undefined;

/** Identifies the running of the machine since its last start: what the page cache holds survives within one. */
export function bootId(): string {
  known ??= readBootId();
  return known;
}

/** True when both were read during the same running of the machine. */
export function sameBoot(a: string, b: string): boolean {
  if (a === b) return true;
  if (!a.startsWith('time:') || !b.startsWith('time:')) return false;
  return Math.abs(Number(a.slice(5)) - Number(b.slice(5))) < BOOT_TIME_TOLERANCE_S;
}

function readBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return `time:${Math.round(Date.now() / 1000 - uptime())}`;
  }
}
