import { MAX_FILE_BYTES } from '@linzhang/shared/aum/aum.rules';
import { AppError } from '@linzhang/shared/kernel/errors';
import type { Page } from '@linzhang/shared/kernel/pages';
import { type ClientSession, Types } from 'mongoose';
import type { ApprovalHandler } from '../approvals/approvals.service';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import { isDuplicateKey } from '../db/duplicateKey';
import { pageAfter } from '../db/pages';
import { inTransaction } from '../db/transaction';
import { removeUpload, type StoredUpload, storeUpload } from '../sheets/uploads';
import { AumFault, type AumFaultRecord } from './aumFault.model';
import { AumImport, type AumImportRecord } from './aumImport.model';

type Approval = Parameters<ApprovalHandler['apply']>[1];

interface UploadRequest {
  branchId: string;
  fileName: string;
  source: AsyncIterable<Buffer>;
}

/**
 * Takes a file in. What is in it names it: the same file again answers the first one and changes nothing, unless that
 * one came to nothing, in which case it is read again.
 */
export async function uploadImport(request: UploadRequest, actor: AuditActor, now: Date): Promise<AumImportRecord> {
  const { branchId, fileName, source } = request;
  const upload = await storeUpload(source, MAX_FILE_BYTES, now);
  const before = await AumImport.findOne({ branchId: new Types.ObjectId(branchId), hash: upload.hash }).lean();
  if (before) return again(before, upload);
  try {
    return await inTransaction((session) => createImport(session, branchId, fileName, upload, actor, now));
  } catch (error) {
    // The same file, or another one of the branch, came in at the same time.
    if (!isDuplicateKey(error)) throw error;
    const winner = await AumImport.findOne({ branchId: new Types.ObjectId(branchId), hash: upload.hash }).lean();
    if (winner) return again(winner, upload);
    return inTransaction((session) => createImport(session, branchId, fileName, upload, actor, now));
  }
}

async function createImport(
  session: ClientSession,
  branchId: string,
  fileName: string,
  upload: StoredUpload,
  actor: AuditActor,
  now: Date,
): Promise<AumImportRecord> {
  const branch = new Types.ObjectId(branchId);
  const last = await AumImport.findOne({ branchId: branch }, { number: 1 })
    .sort({ number: -1 })
    .session(session)
    .lean();
  const row: AumImportRecord = {
    _id: new Types.ObjectId(),
    branchId: branch,
    number: (last?.number ?? 0) + 1,
    fileName,
    ...upload,
    ...FRESH,
    uploadedBy: { id: actor.actorId ?? 'cli', name: actor.actorName, ip: actor.ip },
    uploadedAt: now,
  };
  await AumImport.create([row], { session });
  await recordAuditBy(session, actor, {
    action: 'aum_uploaded',
    subject: { kind: 'aum_import', id: row._id.toHexString(), name: fileName },
    branchId,
    at: now,
    changes: { bytes: upload.bytes, number: row.number },
  });
  return row;
}

const FRESH = { status: 'uploaded' as const, done: 0, applied: 0, rejected: 0, noted: 0, matched: 0, tries: 0 };

async function again(before: AumImportRecord, { uploadId }: StoredUpload): Promise<AumImportRecord> {
  const row = await AumImport.findOneAndUpdate(
    { _id: before._id, status: { $in: ['failed', 'dropped'] } },
    { $set: { ...FRESH, uploadId }, $unset: { fault: '', missing: '', endedAt: '', rows: '' } },
    { returnDocument: 'after' },
  ).lean();
  if (row) {
    await AumFault.deleteMany({ importId: row._id });
    return row;
  }
  await removeUpload(uploadId);
  return before;
}

/** One file; `not_found`. */
export async function getImport(importId: string): Promise<AumImportRecord> {
  const row = await AumImport.findById(importId).lean();
  if (!row) throw new AppError('not_found');
  return row;
}

/** Files of a branch, newest first. */
export async function listImports(query: {
  branchId: string;
  cursor?: string;
  limit: number;
}): Promise<Page<AumImportRecord>> {
  const filter = { branchId: new Types.ObjectId(query.branchId) };
  return pageAfter(AumImport, filter, { field: '_id', direction: -1 }, query, (row) => row);
}

/** Rows of a file that were not taken, or not wholly, in the order of the file. */
export async function listFaults(
  importId: string,
  query: { cursor?: string; limit: number },
): Promise<Page<AumFaultRecord>> {
  const filter = { importId: new Types.ObjectId(importId) };
  return pageAfter(AumFault, filter, { field: 'row', direction: 1 }, query, (row) => row);
}

/** The second person agrees: the rows are taken from here on. */
export async function applyApproved(session: ClientSession, approval: Approval): Promise<void> {
  const applied = await AumImport.updateOne(
    { _id: approval.subject.id, status: 'waiting' },
    { $set: { status: 'applying', done: 0, tries: 0 } },
    { session },
  );
  if (applied.modifiedCount !== 1) throw new AppError('approval_outdated');
}

/** The second person refuses, or who asked takes it back: the file is forgotten, what was wrong in it stays readable. */
export async function dropImport(session: ClientSession, approval: Approval, now: Date): Promise<void> {
  const row = await AumImport.findOneAndUpdate(
    { _id: approval.subject.id, status: 'waiting' },
    { $set: { status: 'dropped', endedAt: now } },
    { session },
  ).lean();
  if (row) await removeUpload(row.uploadId, session);
}
