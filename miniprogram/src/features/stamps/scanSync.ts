import { BATCH_SIZE } from '@linzhang/shared/stamps/offline.rules';
import { type ApiError, type FailureCode, toApiError } from '../../lib/apiError';
import { watchNetwork, whenBackOnline } from '../../lib/network';
import { createStore, useStore } from '../../lib/store';
import { type KeptScan, keptScans, markRefused, removeScans, whenKept } from './keptScans';
import { tokenOf } from './preparedShifts';
import { sendScanBatch } from './stamps.api';

interface Sync {
  busy: boolean;
  /** Why the last try ended early. */
  error: ApiError | null;
  /** Rises when the server answered for something: lists of what became of them read again. */
  answered: number;
}

/** Refusals that belong to a scan or its shift, and will be the same next time. Others are tried again later. */
const FOR_GOOD: readonly FailureCode[] = ['shift_invalid', 'request_reused', 'invalid_request', 'not_found'];
/** How often what waits is tried again while the app is open: a network that comes back is not always noticed. */
const RETRY_MS = 10_000;

/** Who is signed in, once `startScanSync` was told. */
let signedIn: string | null | undefined;

const sync = createStore<Sync>({ busy: false, error: null, answered: 0 });

/** Scans belong to the employee who made them: under another's session they would be refused for good. */
const isOthers = (employeeId: string) => signedIn !== undefined && signedIn !== employeeId;

/** The scans to hand in next: the oldest that was not refused, and those of its shift, in the order they were made. */
export function nextBatch(waiting: readonly KeptScan[], size = BATCH_SIZE): KeptScan[] {
  const open = waiting.filter(({ refused }) => refused === undefined);
  const shiftId = open[0]?.shiftId;
  return open.filter((scan) => scan.shiftId === shiftId).slice(0, size);
}

async function handIn(employeeId: string, scans: readonly KeptScan[]): Promise<void> {
  const shiftToken = tokenOf(employeeId, scans[0]?.shiftId ?? '');
  if (shiftToken === null) return markRefused(employeeId, idsOf(scans), 'shift_invalid');
  const body = {
    shiftToken,
    scans: scans.map(({ code, boothId, scannedAt, sequence, requestId }) => ({
      code,
      boothId,
      scannedAt,
      sequence,
      requestId,
    })),
  };
  const { items } = await sendScanBatch({ body });
  // A scan that the server says nothing about stays; an answer about none of them would be asked for without end.
  const answered = idsOf(items);
  removeScans(employeeId, answered);
  if (!scans.some(({ requestId }) => answered.has(requestId))) throw new Error('none of the scans was answered');
}

const idsOf = (scans: readonly { requestId: string }[]) => new Set(scans.map(({ requestId }) => requestId));

/** Hands in one batch. One bad scan never holds up the others: a batch that is refused goes again one by one. */
async function handInBatch(employeeId: string, batch: readonly KeptScan[]): Promise<void> {
  try {
    await handIn(employeeId, batch);
  } catch (error) {
    const { code } = toApiError(error);
    const [only] = batch;
    if (!FOR_GOOD.includes(code) || !only || isOthers(employeeId)) throw error;
    if (batch.length === 1) return markRefused(employeeId, idsOf(batch), code);
    for (const scan of batch) await handInBatch(employeeId, [scan]);
  }
}

/** Hands in what waits on this phone until nothing is left or the server cannot be reached. Never rejects. */
export async function syncScans(employeeId: string): Promise<void> {
  if (sync.get().busy || isOthers(employeeId) || nextBatch(keptScans(employeeId)).length === 0) return;
  sync.set({ ...sync.get(), busy: true, error: null });
  let failure: ApiError | null = null;
  try {
    let batch = nextBatch(keptScans(employeeId));
    while (batch.length > 0 && !isOthers(employeeId)) {
      await handInBatch(employeeId, batch);
      batch = nextBatch(keptScans(employeeId));
    }
  } catch (error) {
    failure = toApiError(error);
  }
  sync.set({ busy: false, error: failure, answered: sync.get().answered + 1 });
}

/**
 * Hands in what waits by itself: when the employee is known, when the network comes back, and again
 * and again while something waits. Called once at launch; `watchEmployee` tells who is signed in.
 */
export function startScanSync(watchEmployee: (tell: (employeeId: string | null) => void) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = async () => {
    clearTimeout(timer);
    if (!signedIn) return;
    await syncScans(signedIn);
    schedule();
  };
  const schedule = () => {
    clearTimeout(timer);
    if (signedIn && nextBatch(keptScans(signedIn)).length > 0) timer = setTimeout(() => void run(), RETRY_MS);
  };
  watchEmployee((known) => {
    signedIn = known;
    if (known !== null) watchNetwork();
    void run();
  });
  whenBackOnline(() => void run());
  whenKept(schedule);
}

/** How the handing in stands. */
export function useScanSync(): Sync {
  return useStore(sync);
}
