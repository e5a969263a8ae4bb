import { takeLease } from '../db/lease';
import type { Logger } from '../platform/logger';
import { type ApplyDeps, applyImport } from './applying';
import { AumImport, type AumImportRecord } from './aumImport.model';
import { checkImport } from './checking';
import { FileRefusal } from './fileRefusal';
import { removeUpload, withUploadedFile } from './uploads';

export interface ImportWork extends ApplyDeps {
  logger: Logger;
  /** How long a branch stays with a process that died, in milliseconds. */
  leaseMs?: number;
}

const LEASE_MS = 30_000;
/** A file that ended so many processes, or failed so often, is given up. */
const MAX_TRIES = 10;

/**
 * Checks and applies the files that wait, one after another and one at a time per branch. A lease keeps other
 * processes off a branch; what a process that died had in hand, the next one goes on with.
 */
export async function workImports(work: ImportWork): Promise<number> {
  const open = await AumImport.find({ status: { $in: ['uploaded', 'applying'] } }, { branchId: 1 })
    .sort({ branchId: 1, number: 1 })
    .lean();
  let worked = 0;
  for (const branchId of new Set(open.map((row) => row.branchId.toHexString()))) {
    if (work.stopping()) break;
    const giveBack = await takeLease(`aum-import:${branchId}`, work.leaseMs ?? LEASE_MS);
    if (!giveBack) continue;
    try {
      const files = open.filter((row) => row.branchId.toHexString() === branchId);
      for (const { _id } of files) if (!work.stopping()) worked += await workOne(_id, work);
    } finally {
      await giveBack();
    }
  }
  return worked;
}

async function workOne(_id: AumImportRecord['_id'], work: ImportWork): Promise<number> {
  let worked = 0;
  for (;;) {
    const file = await AumImport.findOneAndUpdate(
      { _id, status: { $in: ['uploaded', 'applying'] } },
      { $inc: { tries: 1 } },
      { returnDocument: 'after' },
    ).lean();
    if (!file || work.stopping()) return worked;
    worked += 1;
    try {
      if (file.tries > MAX_TRIES) throw new FileRefusal('gave_up');
      await withUploadedFile(file.uploadId, (path) =>
        file.status === 'uploaded' ? checkImport(file, path, work.now()) : applyImport(file, path, work),
      );
    } catch (error) {
      if (!(error instanceof FileRefusal)) throw error;
      await refuse(file, error, work);
      return worked;
    }
  }
}

async function refuse(
  file: AumImportRecord,
  { fault, missing }: FileRefusal,
  { now, logger }: ImportWork,
): Promise<void> {
  const set = {
    status: 'failed' as const,
    fault,
    endedAt: now(),
    ...(missing.length ? { missing: [...missing] } : {}),
  };
  await AumImport.updateOne({ _id: file._id, status: file.status }, { $set: set });
  await removeUpload(file.uploadId);
  logger.warn({ importId: file._id.toHexString(), fault }, 'list not imported');
}
