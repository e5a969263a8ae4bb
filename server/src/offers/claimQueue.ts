import type { BatchRequest } from '@linzhang/shared/claims/batch.rules';
import { AppError } from '@linzhang/shared/kernel/errors';
import { isDatabaseAway } from '../db/databaseAway';
import { isDuplicateKey } from '../db/duplicateKey';
import type { ClaimRecord } from './claim.model';
import { type Batch, type ClaimOutcome, storedAnswers, writeByFresh, writeTogether } from './claimBatch';
import { awaitTurn, Overtaken, usualBatchMs } from './claimWriting';

/** A wish for one of an offer, with what was found out about the member before it queued. */
export interface ClaimRequest extends BatchRequest {
  /** `causeId` is the grant of a reward, not a request of the member. */
  isGrant: boolean;
  /** Works here: the ledger says so. */
  insider: boolean;
  /** AUM offers: from where the rise is counted. */
  baselineFen: number | null;
  /** What the words of `refusal` need. */
  details?: Record<string, unknown>;
}

interface Waiting {
  request: ClaimRequest;
  resolve: (claim: ClaimRecord) => void;
  reject: (error: unknown) => void;
  /** How often another process was first. */
  overtaken: number;
}

interface Callers {
  offerId: string;
  waiting: readonly Waiting[];
}

/** Requests of one offer that one transaction takes at most. */
const MOST_IN_BATCH = 100;
/** Offers that share a transaction: its cost is spread, and two processes still seldom meet in one. */
const MOST_OFFERS = 8;
/** Transactions of a process under way at a time. */
const MOST_UNDER_WAY = 3;
/** Times that a wish goes back into the queue because another process was first; then its batch insists. */
const MOST_OVERTAKEN = 10;
/** Time for another process to begin its batch, as a share of what a batch takes. */
const BATCHES_OF_REST = 0.5;
/** So long after another process was met at an offer it is taken to be there still. */
const MET_MS = 500;
/** A batch that finds itself overtaken is decided again this often; each time at least one other was answered. */
const MOST_TRIES = 20;

/** What waits, by offer; an offer whose batch is under way is not taken again before that is answered. */
const queues = new Map<string, Waiting[]>();
const busy = new Set<string>();
/** When another process was last met at an offer; by its id. */
const met = new Map<string, number>();
let underWay = 0;
let called = false;

/**
 * Queues a wish for one of an offer and answers it once the database has confirmed. All wishes of a process for one
 * offer that wait at the same moment are written in one transaction, so the offer's one hot row is changed once for
 * many; batches of a few offers share it. Nothing is answered from memory.
 */
export function queueClaim(offerId: string, request: ClaimRequest): Promise<ClaimRecord> {
  return new Promise((resolve, reject) => {
    const queue = queues.get(offerId) ?? [];
    queue.push({ request, resolve, reject, overtaken: 0 });
    queues.set(offerId, queue);
    if (called || underWay >= MOST_UNDER_WAY) return;
    called = true;
    // After the requests that came in with this one have got here too.
    setImmediate(start);
  });
}

function start(): void {
  called = false;
  while (underWay < MOST_UNDER_WAY) {
    const batches = takeBatches();
    if (batches.length === 0) return;
    underWay += 1;
    void answerTogether(batches).then((end) => {
      underWay -= 1;
      for (const { offerId } of batches) release(offerId, end);
      start();
    });
  }
}

/** How a transaction ended for its callers: answered, or back in the queue because another process was first. */
type End = 'answered' | 'overtaken';

/** Lets the next batch of an offer begin; where another process writes the same offer, after its turn. */
function release(offerId: string, end: End): void {
  if (end === 'answered' && isMet(offerId)) void letOtherGo(offerId);
  else busy.delete(offerId);
}

/** True while another process is taken to write the same offer. */
function isMet(offerId: string): boolean {
  const at = met.get(offerId);
  if (at !== undefined && performance.now() - at <= MET_MS) return true;
  met.delete(offerId);
  return false;
}

/**
 * The other process has the turn after ours: callers gather here meanwhile, and both write few large batches in turn in
 * the place of many small ones that meet.
 */
async function letOtherGo(offerId: string): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, BATCHES_OF_REST * usualBatchMs()));
  // Where this fails the database is away, and the next batch tells its callers so.
  await awaitTurn([offerId]).catch(() => undefined);
  busy.delete(offerId);
  start();
}

/** The offers that have waited longest, with what waits for each. */
function takeBatches(): Callers[] {
  const batches: Callers[] = [];
  for (const [offerId, queue] of queues) {
    if (batches.length >= MOST_OFFERS) break;
    if (busy.has(offerId)) continue;
    busy.add(offerId);
    batches.push({ offerId, waiting: queue.splice(0, MOST_IN_BATCH) });
    queues.delete(offerId);
    if (queue.length > 0) queues.set(offerId, queue);
  }
  return batches;
}

/** Answers several offers' callers by one transaction; what that does not answer, each offer's by its own. Never fails. */
async function answerTogether(batches: readonly Callers[]): Promise<End> {
  let together: readonly (readonly ClaimOutcome[] | null)[] = [];
  try {
    together = await writeTogether(batches.map(batchOf));
  } catch (error) {
    if (error instanceof Overtaken && mayWait(batches)) return waitAgain(batches);
    if (isDatabaseAway(error)) return refuseAll(batches, error);
  }
  for (const [index, callers] of batches.entries()) {
    const outcomes = together[index];
    if (outcomes) answerAll(callers, outcomes);
    else await answerAlone(callers);
  }
  return 'answered';
}

/** False where a caller has waited for other processes so often that its batch insists. */
function mayWait(batches: readonly Callers[]): boolean {
  return batches.every(({ waiting }) => waiting.every(({ overtaken }) => overtaken < MOST_OVERTAKEN));
}

/**
 * Puts overtaken callers back in front once the other process has finished; more callers join meanwhile: fewer and larger
 * batches meet less often.
 */
async function waitAgain(batches: readonly Callers[]): Promise<End> {
  for (const { offerId } of batches) met.set(offerId, performance.now());
  try {
    await awaitTurn(batches.map(({ offerId }) => offerId));
  } catch (error) {
    return refuseAll(batches, error);
  }
  for (const { offerId, waiting } of batches) {
    for (const caller of waiting) caller.overtaken += 1;
    queues.set(offerId, [...waiting, ...(queues.get(offerId) ?? [])]);
  }
  return 'overtaken';
}

/** Tells everybody what went wrong; their phones try again. */
function refuseAll(batches: readonly Callers[], error: unknown): End {
  for (const { waiting } of batches) for (const caller of waiting) caller.reject(error);
  return 'answered';
}

function batchOf({ offerId, waiting }: Callers): Batch {
  return { offerId, requests: waiting.map(({ request }) => request) };
}

/** Answers one offer's callers; a fault of one request must not be the others', so they are then tried one by one. */
async function answerAlone(callers: Callers): Promise<void> {
  const { offerId, waiting } = callers;
  try {
    answerAll(callers, await decided(batchOf(callers)));
  } catch (error) {
    if (waiting.length === 1 || isDatabaseAway(error)) for (const caller of waiting) caller.reject(error);
    else for (const caller of waiting) await answerAlone({ offerId, waiting: [caller] });
  }
}

/** Writes a batch, again while some request was answered, or some slot taken, between reading and writing. */
async function decided(batch: Batch): Promise<ClaimOutcome[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await writeByFresh(batch);
    } catch (error) {
      if (!isDuplicateKey(error) || tries >= MOST_TRIES) throw error;
      const reused = await answeredBefore(batch);
      if (reused.size > 0) return withoutThem(batch, reused);
    }
  }
}

/** Requests whose id has made a claim already: of this offer, or of another one. */
async function answeredBefore({ offerId, requests }: Batch): Promise<Map<number, ClaimOutcome>> {
  const stored = await storedAnswers(requests);
  const outcomes = requests.flatMap(({ memberId, causeId }, index): [number, ClaimOutcome][] => {
    const claim = stored.find((each) => each.causeId === causeId && each.memberId.toHexString() === memberId);
    if (!claim) return [];
    return [[index, claim.offerId.toHexString() === offerId ? { claim } : { refusal: 'request_reused' }]];
  });
  return new Map(outcomes);
}

/** Answers the offenders and runs the rest again. */
async function withoutThem(
  { offerId, requests }: Batch,
  known: ReadonlyMap<number, ClaimOutcome>,
): Promise<ClaimOutcome[]> {
  const rest = requests.filter((_request, index) => !known.has(index));
  const outcomes = rest.length === 0 ? [] : await decided({ offerId, requests: rest });
  let next = 0;
  return requests.map((_request, index) => known.get(index) ?? (outcomes[next++] as ClaimOutcome));
}

function answerAll({ waiting }: Callers, outcomes: readonly ClaimOutcome[]): void {
  for (const [index, { request, resolve, reject }] of waiting.entries()) {
    const outcome = outcomes[index];
    if (outcome && 'claim' in outcome) resolve(outcome.claim);
    else if (outcome && outcome.refusal !== 'internal')
      reject(new AppError(outcome.refusal, outcome.refusal === request.refusal ? request.details : undefined));
    else reject(new Error('a claim was left without an answer'));
  }
}
