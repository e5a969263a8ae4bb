import { createHash } from 'node:crypto';
import { AppError } from '@linzhang/shared/kernel/errors';
import { DAY_MS } from '@linzhang/shared/kernel/time';
import {
  MAX_PROSPECT_ROWS,
  MAX_PROSPECT_UNPACKED_BYTES,
  NEEDED_PROSPECT_COLUMNS,
  PROSPECT_COLUMN_NAMES,
  PROSPECT_COLUMNS,
  PROSPECT_FAULTS_DAYS,
  type ProspectCellFault,
  type ProspectColumn,
  type ProspectRow,
} from '@linzhang/shared/prospects/prospectRow.rules';
import { Types } from 'mongoose';
import type { Logger } from '../platform/logger';
import { type FileQueue, workFiles } from '../sheets/fileQueue';
import { FileRefusal } from '../sheets/fileRefusal';
import { type SheetLine, type SheetShape, sheetLines } from '../sheets/sheetLines';
import { removeUpload } from '../sheets/uploads';
import { linesToTake, type ReadLine } from './importLines';
import type { PhoneSecrets } from './phoneSecrets';
import { ProspectFault } from './prospectFault.model';
import { ProspectImport, type ProspectImportRecord } from './prospectImport.model';
import { enterListed } from './prospects.service';

export interface ProspectImportWork {
  secrets: PhoneSecrets;
  now: () => Date;
  logger: Logger;
  /** True once the process stops: the rows in hand are finished, the rest is another process's. */
  stopping: () => boolean;
  /** How long a branch stays with a process that died, in milliseconds. */
  leaseMs?: number;
}

const LIST: SheetShape<ProspectColumn> = {
  columns: PROSPECT_COLUMNS,
  needed: NEEDED_PROSPECT_COLUMNS,
  mostRows: MAX_PROSPECT_ROWS,
  limits: { bytes: MAX_PROSPECT_UNPACKED_BYTES, strings: 100_000, text: 8 * 1024 * 1024 },
};

/** Rows between two notes of how far a file has come. */
const BATCH = 20;

/** Takes the rows of the files that wait; gives the number of steps. */
export function workProspectImports(work: ProspectImportWork): Promise<number> {
  return workFiles(queueOf(work), work);
}

function queueOf(work: ProspectImportWork): FileQueue<ProspectImportRecord> {
  const inHand = { $in: ['waiting' as const, 'taking' as const] };
  return {
    name: 'prospect-import',
    open: () => ProspectImport.find({ status: inHand }, { branchId: 1 }).sort({ branchId: 1, _id: 1 }).lean(),
    begin: (_id) =>
      ProspectImport.findOneAndUpdate(
        { _id, status: inHand },
        { $inc: { tries: 1 } },
        { returnDocument: 'after' },
      ).lean(),
    work: (file, path) => takeFile(file, path, work),
    refuse: (file, refusal) => refuse(file, refusal, work),
  };
}

/**
 * Takes a file row by row. The id of a prospect follows from the file and the row, so a row may be taken twice and is
 * then as once; how far the file came is stored after each batch, and whoever comes after a killed process goes on there.
 */
async function takeFile(file: ProspectImportRecord, path: string, work: ProspectImportWork): Promise<void> {
  const read: SheetLine<ProspectColumn>[] = [];
  for await (const line of sheetLines(path, file.format, LIST)) read.push(line);
  if (read.length === 0) throw new FileRefusal('empty');
  const lines = linesToTake(read);
  const { done, added, known, rejected } = file;
  const counts = { done, added, known, rejected };
  const taking = { _id: file._id, status: { $in: ['waiting' as const, 'taking' as const] } };
  await ProspectImport.updateOne(taking, { $set: { status: 'taking', rows: lines.length } });
  while (counts.done < lines.length) {
    if (work.stopping()) return;
    const batch = lines.slice(counts.done, counts.done + BATCH);
    for (const line of batch) counts[await takeLine(file, line, work)] += 1;
    counts.done += batch.length;
    await ProspectImport.updateOne(taking, { $set: counts });
  }
  await ProspectImport.updateOne(taking, { $set: { status: 'done', endedAt: work.now() } });
  await removeUpload(file.uploadId);
}

async function takeLine(
  file: ProspectImportRecord,
  line: ReadLine,
  work: ProspectImportWork,
): Promise<'added' | 'known' | 'rejected'> {
  if (!line.row) {
    await keepFaults(file, line, line.faults, work.now());
    return 'rejected';
  }
  if (await enterRow(file, line.number, line.row, work)) return 'added';
  await keepFaults(file, line, [{ fault: 'known', column: null }], work.now());
  return 'known';
}

/** False for somebody who was entered before, or is a member. */
async function enterRow(
  file: ProspectImportRecord,
  number: number,
  row: ProspectRow,
  { secrets, now }: ProspectImportWork,
): Promise<boolean> {
  const { address, ...fields } = row;
  const place = address === null ? null : { address, point: null };
  const by = { employeeId: file.uploadedBy.toHexString(), branchId: file.branchId.toHexString() };
  try {
    await enterListed(prospectIdOf(file._id, number), by, { ...fields, place }, secrets, now());
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'prospect_known') return false;
    throw error;
  }
}

function prospectIdOf(importId: Types.ObjectId, number: number): Types.ObjectId {
  const digest = createHash('sha256').update(`${importId.toHexString()}:${number}`).digest('hex');
  return new Types.ObjectId(digest.slice(0, 24));
}

async function keepFaults(
  file: ProspectImportRecord,
  { number, cells }: ReadLine,
  faults: readonly ProspectCellFault[],
  now: Date,
): Promise<void> {
  const kept = {
    faults: [...faults],
    cells: PROSPECT_COLUMN_NAMES.map((column) => cells[column] ?? ''),
    expiresAt: new Date(now.getTime() + PROSPECT_FAULTS_DAYS * DAY_MS),
  };
  await ProspectFault.updateOne({ importId: file._id, row: number }, { $set: kept }, { upsert: true });
}

async function refuse(
  file: ProspectImportRecord,
  { fault, missing }: FileRefusal,
  { now, logger }: ProspectImportWork,
): Promise<void> {
  const named = PROSPECT_COLUMN_NAMES.filter((column) => missing.includes(column));
  const set = { status: 'failed' as const, fault, endedAt: now(), ...(named.length ? { missing: named } : {}) };
  await ProspectImport.updateOne({ _id: file._id, status: { $in: ['waiting', 'taking'] } }, { $set: set });
  await removeUpload(file.uploadId);
  logger.warn({ importId: file._id.toHexString(), fault }, 'prospects not imported');
}
