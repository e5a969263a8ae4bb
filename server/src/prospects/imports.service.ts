import { AppError } from '@linzhang/shared/kernel/errors';
import type { Page } from '@linzhang/shared/kernel/pages';
import { MAX_PROSPECT_FILE_BYTES } from '@linzhang/shared/prospects/prospectRow.rules';
import { Types } from 'mongoose';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import { isDuplicateKey } from '../db/duplicateKey';
import { pageAfter } from '../db/pages';
import { inTransaction } from '../db/transaction';
import { removeUpload, type StoredUpload, storeUpload } from '../sheets/uploads';
import { ProspectFault, type ProspectFaultRecord } from './prospectFault.model';
import { ProspectImport, type ProspectImportRecord } from './prospectImport.model';

interface UploadRequest {
  employee: { employeeId: string; branchId: string };
  fileName: string;
  source: AsyncIterable<Buffer>;
}

/**
 * Takes a file in. What is in it names it: the same file of the same person again answers the first one and changes
 * nothing, unless that one came to nothing, in which case it is read again.
 */
export async function uploadProspects(
  request: UploadRequest,
  actor: AuditActor,
  now: Date,
): Promise<ProspectImportRecord> {
  const upload = await storeUpload(request.source, MAX_PROSPECT_FILE_BYTES, now);
  const before = await sameFile(request, upload);
  if (before) return again(before, upload);
  const row = rowOf(request, upload, now);
  try {
    await inTransaction(async (session) => {
      await ProspectImport.create([row], { session });
      await recordAuditBy(session, actor, {
        action: 'prospects_uploaded',
        subject: { kind: 'prospect_import', id: row._id.toHexString(), name: row.fileName },
        branchId: request.employee.branchId,
        at: now,
        changes: { bytes: row.bytes },
      });
    });
    return row;
  } catch (error) {
    // The same file came in at the same time.
    const winner = isDuplicateKey(error, 'hash') ? await sameFile(request, upload) : null;
    if (winner) return again(winner, upload);
    await removeUpload(upload.uploadId);
    throw error;
  }
}

function sameFile({ employee }: UploadRequest, { hash }: StoredUpload): Promise<ProspectImportRecord | null> {
  const uploadedBy = new Types.ObjectId(employee.employeeId);
  return ProspectImport.findOne({ uploadedBy, branchId: new Types.ObjectId(employee.branchId), hash }).lean();
}

const FRESH = { status: 'waiting' as const, done: 0, added: 0, known: 0, rejected: 0, tries: 0 };

function rowOf({ employee, fileName }: UploadRequest, upload: StoredUpload, now: Date): ProspectImportRecord {
  return {
    _id: new Types.ObjectId(),
    branchId: new Types.ObjectId(employee.branchId),
    uploadedBy: new Types.ObjectId(employee.employeeId),
    fileName,
    ...upload,
    ...FRESH,
    uploadedAt: now,
  };
}

async function again(before: ProspectImportRecord, { uploadId }: StoredUpload): Promise<ProspectImportRecord> {
  const row = await ProspectImport.findOneAndUpdate(
    { _id: before._id, status: 'failed' },
    { $set: { ...FRESH, uploadId }, $unset: { fault: '', missing: '', endedAt: '', rows: '' } },
    { returnDocument: 'after' },
  ).lean();
  if (row) {
    await ProspectFault.deleteMany({ importId: row._id });
    return row;
  }
  await removeUpload(uploadId);
  return before;
}

/** One file; `not_found`. */
export async function getProspectImport(importId: string): Promise<ProspectImportRecord> {
  const row = await ProspectImport.findById(importId).lean();
  if (!row) throw new AppError('not_found');
  return row;
}

export interface ProspectImportQuery {
  scope: { kind: 'mine'; employeeId: string } | { kind: 'branch'; branchId: string };
  cursor?: string;
  limit: number;
}

/** Files, newest first: the own ones, or all of a branch. */
export async function listProspectImports(query: ProspectImportQuery): Promise<Page<ProspectImportRecord>> {
  const { scope } = query;
  const filter =
    scope.kind === 'branch'
      ? { branchId: new Types.ObjectId(scope.branchId) }
      : { uploadedBy: new Types.ObjectId(scope.employeeId) };
  return pageAfter(ProspectImport, filter, { field: '_id', direction: -1 }, query, (row) => row);
}

/** Rows of a file that were not taken, in the order of the file. */
export async function listProspectFaults(
  importId: string,
  query: { cursor?: string; limit: number },
): Promise<Page<ProspectFaultRecord>> {
  const filter = { importId: new Types.ObjectId(importId) };
  return pageAfter(ProspectFault, filter, { field: 'row', direction: 1 }, query, (row) => row);
}
