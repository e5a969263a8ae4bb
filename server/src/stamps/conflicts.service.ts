import { AppError } from '@linzhang/shared/kernel/errors';
import { type ClientSession, Types } from 'mongoose';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import { once } from '../db/requests';
import { type EventRecord, getEvent } from '../events/events.service';
import { findDutyPlace } from '../events/places.service';
import { announceCard } from './cardNews';
import { CodeAlias } from './codeAlias.model';
import { findCodeHolder } from './codeHolders';
import { Conflict, type ConflictRecord } from './conflict.model';
import { settleGrant } from './prizes.service';
import { Scan, type ScanRecord } from './scan.model';
import { acceptScan } from './scanAnswer';
import { loadBatch } from './scanBatch';
import { write } from './scanDesk';
import { commonOf, type ScanIntent } from './scanIntent';
import { Stamp } from './stamp.model';
import { voidInTransaction } from './voiding.service';

/** A doubtful scan with its event; throws `not_found`. */
export async function getConflict(conflictId: string): Promise<{ conflict: ConflictRecord; event: EventRecord }> {
  const conflict = await Conflict.findById(conflictId).lean();
  if (!conflict) throw new AppError('not_found');
  return { conflict, event: await getEvent(conflict.eventId.toHexString()) };
}

export interface Decision {
  accept: boolean;
  note: string;
  requestId: string;
  employeeId: string;
  actor: AuditActor;
}

/** Accepts or rejects a doubtful scan: once, and with what follows from it. */
export async function decideConflict(conflict: ConflictRecord, decision: Decision, now: Date): Promise<ConflictRecord> {
  const { accept, note, requestId, employeeId, actor } = decision;
  const conflictId = conflict._id.toHexString();
  const intent = accept && conflict.kind !== 'friends' ? await intentOf(conflict, now) : null;
  const key = { actorId: employeeId, operation: 'decideConflict', requestId, params: { conflictId, accept, note } };
  const grantIds = await once(key, now, async (session) => {
    await closeConflict(session, conflict, decision, now);
    const given = intent
      ? await accepted(session, conflict, intent, now)
      : await rejected(session, conflict, decision, now);
    await recordAuditBy(session, actor, {
      action: 'conflict_decided',
      subject: { kind: 'conflict', id: conflictId },
      branchId: conflict.branchId.toHexString(),
      at: now,
      ...(note === '' ? {} : { reason: note }),
      changes: { accept, kind: conflict.kind },
    });
    return given;
  });
  for (const grantId of grantIds) await settleGrant(grantId, now);
  announceCard(conflict.memberId.toHexString(), conflict.eventId.toHexString());
  return (await getConflict(conflictId)).conflict;
}

async function closeConflict(
  session: ClientSession,
  conflict: ConflictRecord,
  { accept, note, employeeId }: Decision,
  now: Date,
): Promise<void> {
  const status = accept ? 'accepted' : 'rejected';
  const closed = await Conflict.updateOne(
    { _id: conflict._id, status: 'open' },
    { $set: { status, decidedBy: new Types.ObjectId(employeeId), decidedAt: now, ...(note === '' ? {} : { note }) } },
    { session },
  );
  if (closed.modifiedCount === 0) throw new AppError('conflict_decided');
}

/** The kept scan as it is to be answered now that somebody has looked. */
async function intentOf(conflict: ConflictRecord, now: Date): Promise<ScanIntent> {
  const { memberId, eventId } = conflict;
  const [place, alias] = await Promise.all([
    findDutyPlace(conflict.boothId.toHexString(), conflict.employeeId.toHexString()),
    CodeAlias.findOne({ memberId, eventId, current: true }).lean(),
  ]);
  const holder = alias ? await findCodeHolder(alias._id) : null;
  // The booth was removed, or the account deleted, since.
  if (!place || !holder) throw new AppError('not_found');
  return {
    employeeId: conflict.employeeId.toHexString(),
    requestId: '',
    paramsHash: '',
    place,
    code: { slot: 0, codeKey: '', holder },
    assigned: true,
    memberWorksHere: false,
    ...(await commonOf(place)),
    at: conflict.at,
    now,
    kept: null,
    accepted: true,
  };
}

async function accepted(
  session: ClientSession,
  conflict: ConflictRecord,
  intent: ScanIntent,
  now: Date,
): Promise<string[]> {
  const batch = await loadBatch(session, [intent]);
  const scan = await scanOf(session, conflict);
  const outcome = await acceptScan(batch, { ...intent, now }, scan);
  await write(batch);
  const { result, stampId } = outcome.scan;
  const state = result === 'stamped' ? 'counted' : 'already_stamped';
  await Scan.updateOne(
    { _id: scan._id },
    { $set: { result, stampId, 'kept.state': state }, $unset: { 'kept.because': '' } },
    { session },
  );
  if (outcome.stamp) await Conflict.updateOne({ _id: conflict._id }, { $set: { stampId } }, { session });
  return outcome.grants.filter((grant) => grant.state === 'pending').map((grant) => grant._id.toHexString());
}

async function scanOf(session: ClientSession, conflict: ConflictRecord): Promise<ScanRecord> {
  const scan = await Scan.findById(conflict.scanId).session(session).lean();
  if (!scan) throw new Error(`scan ${conflict.scanId.toHexString()} of a conflict is not there`);
  return scan;
}

/** Also what keeps a flagged stamp: accepting it changes nothing more. */
async function rejected(
  session: ClientSession,
  conflict: ConflictRecord,
  { accept, note, employeeId }: Decision,
  now: Date,
): Promise<string[]> {
  if (accept) return [];
  if (conflict.kind !== 'friends') {
    const state = { 'kept.state': 'rejected', 'kept.because': 'rejected_by_organizer' };
    await Scan.updateOne({ _id: conflict.scanId }, { $set: state }, { session });
    return [];
  }
  const stamp = await Stamp.findOne({ _id: conflict.stampId, active: true }).session(session).lean();
  if (stamp) await voidInTransaction(session, stamp, { cause: 'conflict', reason: note, by: employeeId, now });
  return [];
}
