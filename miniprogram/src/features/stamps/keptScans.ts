import type { FailureCode } from '../../lib/apiError';
import { forget, recall, remember } from '../../lib/storage';
import { createStore, useStore } from '../../lib/store';

/** A scan that waits on this phone for the network. */
export interface KeptScan {
  /** Rises with every scan of the employee on this phone, for ever. */
  sequence: number;
  requestId: string;
  code: string;
  boothId: string;
  /** The prepared shift it was taken in. */
  shiftId: string;
  /** By the phone's own clock, as an ISO instant; the server knows how far that clock is off. */
  scannedAt: string;
  /** Why the server would not take it at all; it stays until somebody has looked. */
  refused?: FailureCode;
}

interface Index {
  next: number;
  chunks: number[];
}

/** Scans in one key of the storage: some 25 KB, of which each scan is written anew. A key may hold 1 MB. */
const CHUNK_SIZE = 100;
/** Some 1.2 MB of the 10 MB of the storage; an employee never comes near it in the 24 hours that a scan may wait. */
export const MOST_KEPT_SCANS = 5000;

/** Counts the changes of any queue, so that pages that show one are drawn again. */
const changes = createStore(0);

const indexKey = (employeeId: string) => `scans.${employeeId}`;
const chunkKey = (employeeId: string, chunk: number) => `scans.${employeeId}.${chunk}`;

function indexOf(employeeId: string): Index {
  return recall<Index>(indexKey(employeeId)) ?? { next: 1, chunks: [] };
}

function chunkOf(employeeId: string, chunk: number): KeptScan[] {
  return recall<KeptScan[]>(chunkKey(employeeId, chunk)) ?? [];
}

/** The scans of an employee that wait on this phone, oldest first. */
export function keptScans(employeeId: string): KeptScan[] {
  return indexOf(employeeId).chunks.flatMap((chunk) => chunkOf(employeeId, chunk));
}

/**
 * Keeps a scan; null where the phone has no room for it, and then nothing was kept. The index is written first: a crash
 * between the two writes leaves a number unused, never a scan unseen.
 */
export function keepScan(employeeId: string, scan: Omit<KeptScan, 'sequence'>): KeptScan | null {
  const { next, chunks } = indexOf(employeeId);
  if (keptScans(employeeId).length >= MOST_KEPT_SCANS) return null;
  const last = chunks[chunks.length - 1] ?? 0;
  const begun = chunks.length > 0 ? chunkOf(employeeId, last) : [];
  const fits = chunks.length > 0 && begun.length < CHUNK_SIZE;
  const chunk = fits ? last : last + 1;
  const kept = { ...scan, sequence: next };
  try {
    remember(indexKey(employeeId), { next: next + 1, chunks: fits ? chunks : [...chunks, chunk] });
    remember(chunkKey(employeeId, chunk), [...(fits ? begun : []), kept]);
  } catch {
    return null;
  }
  changes.set(changes.get() + 1);
  return kept;
}

/** Takes away the scans that the server has answered. */
export function removeScans(employeeId: string, requestIds: ReadonlySet<string>): void {
  rewrite(employeeId, (scans) => scans.filter(({ requestId }) => !requestIds.has(requestId)));
}

/** Notes why the server would not take some scans, so that they hold up no others. */
export function markRefused(employeeId: string, requestIds: ReadonlySet<string>, refused: FailureCode): void {
  rewrite(employeeId, (scans) => scans.map((scan) => (requestIds.has(scan.requestId) ? { ...scan, refused } : scan)));
}

/** Lets refused scans be handed in once more. */
export function releaseRefused(employeeId: string): void {
  rewrite(employeeId, (scans) => scans.map(({ refused: _why, ...scan }) => scan));
}

/** Calls back whenever a queue changed; returns what ends that. */
export const whenKept = changes.subscribe;

function rewrite(employeeId: string, change: (scans: KeptScan[]) => KeptScan[]): void {
  const { next, chunks } = indexOf(employeeId);
  const left = chunks.filter((chunk) => {
    const rest = change(chunkOf(employeeId, chunk));
    if (rest.length === 0) forget(chunkKey(employeeId, chunk));
    else remember(chunkKey(employeeId, chunk), rest);
    return rest.length > 0;
  });
  remember(indexKey(employeeId), { next, chunks: left });
  changes.set(changes.get() + 1);
}

/** The waiting scans of an employee, drawn anew when one comes or goes. */
export function useKeptScans(employeeId: string): KeptScan[] {
  useStore(changes);
  return keptScans(employeeId);
}
