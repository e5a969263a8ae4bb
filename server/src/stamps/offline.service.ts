import { AppError } from '@linzhang/shared/kernel/errors';
import type { Page } from '@linzhang/shared/kernel/pages';
import { DAY_MS } from '@linzhang/shared/kernel/time';
import { correctedInstant, type OfflineState, SHIFT_MS } from '@linzhang/shared/stamps/offline.rules';
import type { OfflineScan, Shift as ShiftAnswer } from '@linzhang/shared/stamps/scans.contract';
import { Types } from 'mongoose';
import { pageAfter } from '../db/pages';
import { once } from '../db/requests';
import { type DutyPlace, findDutyPlace } from '../events/places.service';
import { announceCard } from './cardNews';
import { openPayload, signPayload } from './codes.service';
import { settleGrant } from './prizes.service';
import { Scan, type ScanRecord } from './scan.model';
import type { ScanOutcome } from './scanBatch';
import { answerScans } from './scanDesk';
import { type ScanIntent, scanIntent } from './scanIntent';
import { Shift } from './shift.model';

const SHIFT_PURPOSE = 'shift';

/** What a device is given to keep, signed. */
interface ShiftPayload {
  id: string;
  employeeId: string;
  deviceId: string;
  boothId: string;
  eventId: string;
  /** Instants in milliseconds. */
  from: number;
  until: number;
  clockOffsetMs: number;
}

export interface ShiftRequest {
  employeeId: string;
  place: DutyPlace;
  deviceId: string;
  deviceTime: string;
  requestId: string;
}

/** Prepares a device for a duty that runs or begins within a day: from its beginning, 8 hours at most. */
export async function openShift(request: ShiftRequest, now: Date): Promise<ShiftAnswer> {
  const { employeeId, place, deviceId, deviceTime, requestId } = request;
  const { booth, event } = place;
  const boothId = booth._id.toHexString();
  if (event.status !== 'published' || now >= event.endsAt) throw new AppError('event_closed');
  const duty = [...place.duties]
    .sort((a, b) => a.from.getTime() - b.from.getTime())
    .find(({ from, to }) => to > now && from.getTime() < now.getTime() + DAY_MS);
  if (!duty) throw new AppError('not_assigned');
  const from = duty.from > now ? duty.from : now;
  const until = new Date(Math.min(from.getTime() + SHIFT_MS, duty.to.getTime()));
  const clockOffsetMs = now.getTime() - new Date(deviceTime).getTime();
  const key = { actorId: employeeId, operation: 'openShift', requestId, params: { boothId, deviceId, deviceTime } };
  return once(key, now, async (session): Promise<ShiftAnswer> => {
    const _id = new Types.ObjectId();
    const fields = { employeeId: new Types.ObjectId(employeeId), deviceId, boothId: booth._id, eventId: event._id };
    await Shift.create([{ _id, ...fields, from, until, clockOffsetMs, createdAt: now }], { session });
    const [id, eventId] = [_id.toHexString(), event._id.toHexString()];
    const payload: ShiftPayload = {
      id,
      employeeId,
      deviceId,
      boothId,
      eventId,
      from: from.getTime(),
      until: until.getTime(),
      clockOffsetMs,
    };
    return {
      id,
      token: signPayload(SHIFT_PURPOSE, payload),
      boothId,
      eventId,
      from: from.toISOString(),
      until: until.toISOString(),
      clockOffsetMs,
      serverTime: now.toISOString(),
    };
  });
}

/** A scan as the device kept it. */
export interface KeptScan {
  code: string;
  boothId: string;
  scannedAt: string;
  sequence: number;
  requestId: string;
}

/** Takes in scans that were made without network, in the order of their sequence; each is told what became of it. */
export async function takeScanBatch(
  employeeId: string,
  shiftToken: string,
  scans: readonly KeptScan[],
  now: Date,
): Promise<OfflineScan[]> {
  const shift = openPayload(SHIFT_PURPOSE, shiftToken) as ShiftPayload | null;
  if (!shift) throw new AppError('shift_invalid');
  if (shift.employeeId !== employeeId) throw new AppError('forbidden');
  const inOrder = [...scans].sort((a, b) => a.sequence - b.sequence);
  const intents = await Promise.all(inOrder.map((scan) => keptIntent(shift, scan, now)));
  const outcomes = await answerScans(intents);
  for (const [index, outcome] of outcomes.entries())
    if (outcome.scan.paramsHash !== intents[index]?.paramsHash) throw new AppError('request_reused');
  await settle(outcomes, now);
  const byRequest = new Map(outcomes.map(({ scan }) => [scan.requestId, scan]));
  return scans.map((scan) => presentKept(byRequest.get(scan.requestId) as ScanRecord, scan.sequence));
}

async function keptIntent(shift: ShiftPayload, scan: KeptScan, now: Date): Promise<ScanIntent> {
  // A scan says where it was made; a booth that is not the shift's is refused by the rules, on the shift's event.
  const place = await findDutyPlace(shift.boothId, shift.employeeId);
  if (!place) throw new AppError('shift_invalid');
  const at = correctedInstant(new Date(scan.scannedAt), shift.clockOffsetMs);
  return scanIntent({
    employeeId: shift.employeeId,
    place,
    code: scan.code,
    requestId: scan.requestId,
    at,
    now,
    kept: {
      shiftId: shift.id,
      deviceId: shift.deviceId,
      sequence: scan.sequence,
      saidBoothId: scan.boothId,
      shift: { from: new Date(shift.from), until: new Date(shift.until) },
    },
  });
}

async function settle(outcomes: readonly ScanOutcome[], now: Date): Promise<void> {
  for (const { stamp, grants, repeated } of outcomes) {
    for (const grant of grants) if (grant.state === 'pending') await settleGrant(grant._id.toHexString(), now);
    if (stamp && !repeated) announceCard(stamp.memberId.toHexString(), stamp.eventId.toHexString());
  }
}

const STATE_OF_RESULT: Partial<Record<NonNullable<ScanRecord['result']>, OfflineState>> = {
  stamped: 'counted',
  already_stamped: 'already_stamped',
};

/** What became of a kept scan; one that had reached the server before the network went has its answer from then. */
function presentKept(scan: ScanRecord, sequence: number): OfflineScan {
  const online = scan.result ? (STATE_OF_RESULT[scan.result] ?? 'rejected') : 'rejected';
  const reason = scan.result === 'code_replayed' ? 'code_two_booths' : scan.result;
  const because = online === 'rejected' && reason !== 'stamped' && reason !== 'already_stamped' ? reason : null;
  return {
    requestId: scan.requestId,
    boothId: scan.boothId.toHexString(),
    sequence: scan.kept?.sequence ?? sequence,
    scannedAt: scan.at.toISOString(),
    receivedAt: scan.recordedAt.toISOString(),
    state: scan.kept?.state ?? online,
    because: scan.kept ? (scan.kept.because ?? null) : (because ?? null),
  };
}

/** What became of the own kept scans, the newest first. */
export async function listOwnOfflineScans(
  employeeId: string,
  request: { cursor?: string; limit: number },
): Promise<Page<OfflineScan>> {
  const where = { employeeId: new Types.ObjectId(employeeId), 'kept.shiftId': { $type: 'objectId' } };
  return pageAfter(Scan, where, { field: '_id', direction: -1 }, request, (scan) =>
    presentKept(scan, scan.kept?.sequence ?? 0),
  );
}
