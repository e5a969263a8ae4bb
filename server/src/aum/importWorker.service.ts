import type { Logger } from '../platform/logger';
import { type FileQueue, workFiles } from '../sheets/fileQueue';
import type { FileRefusal } from '../sheets/fileRefusal';
import { removeUpload } from '../sheets/uploads';
import { type ApplyDeps, applyImport } from './applying';
import { AumImport, type AumImportRecord } from './aumImport.model';
import { checkImport } from './checking';
import { workRecounts } from './recounting';

export interface ImportWork extends ApplyDeps {
  logger: Logger;
  /** How long a branch stays with a process that died, in milliseconds. */
  leaseMs?: number;
}

/**
 * Checks and applies the lists that wait, after the accounts of branches that count other parts have followed; gives
 * the number of steps.
 */
export async function workImports(work: ImportWork): Promise<number> {
  await workRecounts(work);
  return workFiles(queueOf(work), work);
}

function queueOf(work: ImportWork): FileQueue<AumImportRecord> {
  const inHand = { $in: ['uploaded' as const, 'applying' as const] };
  return {
    name: 'aum-import',
    open: () => AumImport.find({ status: inHand }, { branchId: 1 }).sort({ branchId: 1, number: 1 }).lean(),
    begin: (_id) =>
      AumImport.findOneAndUpdate({ _id, status: inHand }, { $inc: { tries: 1 } }, { returnDocument: 'after' }).lean(),
    work: (file, path) =>
      file.status === 'uploaded' ? checkImport(file, path, work.now()) : applyImport(file, path, work),
    refuse: (file, refusal) => refuse(file, refusal, work),
  };
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
