import * as events from '@linzhang/shared/events/events.endpoints';
import type { OfflineScan, ScanAnswer, Shift } from '@linzhang/shared/stamps/scans.contract';
import * as stamps from '@linzhang/shared/stamps/stamps.endpoints';
import { type Reply, requestId } from '../support/api';
import type { Worker } from '../support/people';
import { type Held, heldCode, pause, type Work } from './work';

/** What a scan of a code may be answered: a booth has stamped it, another one has, or it is good. */
const RESULTS: Readonly<Record<Held['state'], readonly string[]>> = {
  good: ['stamped', 'already_stamped', 'code_replayed'],
  bent: ['code_invalid'],
  early: ['code_future', 'already_stamped'],
};
const UNDONE = 0.05;

/** A scan at the own booth; now and then sent twice, now and then undone. */
export async function scan(work: Work, who: Worker, booth: number): Promise<void> {
  const { client, chance, town, journal, receipts } = work;
  const held = heldCode(town.shown.stamp, chance);
  if (!held) return;
  const body = { code: held.code, boothId: boothOf(work, booth), requestId: requestId() };
  const reply = await client.often<ScanAnswer>(stamps.scanCode, { token: who.token, body });
  if (reply.status >= 300) return;
  const { result } = reply.body;
  journal.count(`scan ${result}`);
  if (!RESULTS[held.state].includes(result)) journal.surprise(`scan of a ${held.state} code`, 200, reply.body);
  if (reply.body.result !== 'stamped') return;
  receipts.keep('stamp', reply.body.stampId);
  if (chance.is(UNDONE)) await undo(work, who, reply.body.stampId);
}

async function undo({ client, receipts }: Work, { token }: Worker, stampId: string): Promise<void> {
  const body = { reason: '扫错了人', requestId: requestId() };
  const reply = await client.twice(stamps.undoStamp, { token, params: { stampId }, body });
  if (reply.status < 300) receipts.keep('stamp voided', stampId);
}

const boothOf = ({ town }: Work, booth: number): string => town.event.booths[booth]?.id ?? '';

/** At the bank's booth: a customer is let in, and adds the employee as a contact. */
export async function welcome({ client, chance, town, journal, receipts }: Work, { token }: Worker): Promise<void> {
  const held = heldCode(town.shown.stamp, chance);
  if (!held) return;
  const { code } = held;
  const entry = { eventId: town.event.id, code, requestId: requestId() };
  const checkedIn = await client.often<{ result: string }>(events.checkIn, { token, body: entry });
  if (checkedIn.status < 300) {
    journal.count(checkedIn.body.result);
    receipts.keep('checked in', held.memberId);
  }
  const contact = { code, boothId: town.event.booths[0]?.id ?? '', requestId: requestId() };
  await client.often(stamps.addContact, { token, body: contact });
}

/** The phone in the basement is wrong by so much. */
const SKEW_MS = 7 * 60_000;
/** In the middle of some shifts somebody sets its clock back. */
const SET_BACK = 0.2;
const SET_BACK_MS = 20 * 60_000;
const KEPT = 6;
/** Longer than a request takes to open a shift, by which the clock's offset may be wrong. */
const UPSTAIRS_MS = 1_500;

/**
 * Scans without network by a phone whose clock is wrong; they come late, the later half first, each half in the wrong
 * order, and twice. Those made after the clock was set back must not count.
 */
export async function scanOffline(work: Work, who: Worker, booth: number): Promise<void> {
  const opened = performance.now();
  const shift = await openShift(work, who, booth);
  // A phone that waits for its shift asks anew; its offset is wrong by the time that the request took.
  if (!shift || performance.now() - opened > UPSTAIRS_MS / 2) return;
  const setBack = work.chance.is(SET_BACK);
  const kept = await keepScans(work, boothOf(work, booth), setBack);
  await pause(UPSTAIRS_MS);
  const half = Math.ceil(kept.length / 2);
  for (const part of [kept.slice(half), kept.slice(0, half)]) {
    if (part.length === 0) continue;
    const body = { shiftToken: shift.token, scans: part.map(({ sent }) => sent).reverse() };
    const options = { token: who.token, body };
    const first = await work.client.call<{ items: OfflineScan[] }>(stamps.sendScanBatch, options);
    const second = await work.client.call<{ items: OfflineScan[] }>(stamps.sendScanBatch, options);
    if (first.status < 300) judge(work, part, first, second);
  }
}

async function openShift(work: Work, who: Worker, booth: number): Promise<Shift | null> {
  const deviceTime = new Date(Date.now() + SKEW_MS).toISOString();
  const body = { boothId: boothOf(work, booth), deviceId: `basement-${booth}`, deviceTime, requestId: requestId() };
  const reply = await work.client.once<Shift>(stamps.openShift, { token: who.token, body });
  return reply && reply.status < 300 ? reply.body : null;
}

interface Kept {
  held: Held;
  /** Made after the clock was set back. */
  late: boolean;
  sent: { code: string; boothId: string; scannedAt: string; sequence: number; requestId: string };
}

async function keepScans({ chance, town }: Work, boothId: string, setBack: boolean): Promise<Kept[]> {
  const kept: Kept[] = [];
  for (let sequence = 1; sequence <= KEPT; sequence += 1) {
    await pause(20);
    const held = heldCode(town.shown.stamp, chance);
    if (!held) continue;
    const late = setBack && sequence > KEPT / 2;
    const scannedAt = new Date(Date.now() + SKEW_MS - (late ? SET_BACK_MS : 0)).toISOString();
    kept.push({ held, late, sent: { code: held.code, boothId, scannedAt, sequence, requestId: requestId() } });
  }
  return kept;
}

function judge(
  { journal, receipts }: Work,
  part: readonly Kept[],
  first: Reply<{ items: OfflineScan[] }>,
  second: Reply<{ items: OfflineScan[] }>,
): void {
  const again = new Map((second.body.items ?? []).map((item) => [item.requestId, item]));
  for (const item of first.body.items) {
    const { held, late } = part.find(({ sent }) => sent.requestId === item.requestId) as Kept;
    const verdict = item.because ?? item.state;
    journal.count(`offline ${verdict}`);
    if (!mayBe(held, late, verdict)) journal.surprise(`offline scan of a ${held.state} code`, 200, { late, item });
    const repeat = again.get(item.requestId);
    // A conflict may be decided between the two.
    if (repeat?.state !== item.state && item.state !== 'conflict')
      journal.surprise('offline scan again', 200, { item, repeat });
    if (item.state === 'counted') receipts.keep('scan counted', item.requestId);
  }
}

/** What may become of a scan: after the clock was set back nothing, before it the same as with network. */
function mayBe({ state }: Held, late: boolean, verdict: string): boolean {
  if (late) return verdict === 'outside_shift' || verdict === 'clock_backwards';
  if (state === 'bent') return verdict === 'code_invalid';
  if (verdict === 'already_stamped') return true;
  if (state === 'early') return verdict === 'code_future';
  return verdict === 'counted' || verdict === 'code_two_booths';
}
