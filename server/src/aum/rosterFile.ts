import type { RosterFile } from '@linzhang/shared/aum/owners.contract';
import {
  MAX_ROSTER_BYTES,
  MAX_ROSTER_ROWS,
  ROSTER_COLUMN_NAMES,
  ROSTER_COLUMNS,
  type RosterColumn,
  type RosterRead,
  readRosterLines,
} from '@linzhang/shared/aum/roster.rules';
import { Types } from 'mongoose';
import { FileRefusal } from '../sheets/fileRefusal';
import { type SheetFormat, type SheetLine, type SheetShape, sheetLines } from '../sheets/sheetLines';
import { removeUpload, storeUpload, withUploadedFile } from '../sheets/uploads';
import { accountIdOf } from './accountWriting';
import { AumAccount } from './aumAccount.model';
import { findManager } from './settling.service';

/** A sheet of so few bytes unpacks to little; what does not is no roster. */
const LIMITS = { bytes: 64 * 1024 * 1024, strings: 200_000, text: 8 * 1024 * 1024 };

const ROSTER: SheetShape<RosterColumn> = {
  columns: ROSTER_COLUMNS,
  needed: ROSTER_COLUMN_NAMES,
  mostRows: MAX_ROSTER_ROWS,
  limits: LIMITS,
};

/** Reads a roster of a branch; what is in the file is not kept. */
export async function readRosterFile(branchId: string, source: AsyncIterable<Buffer>, now: Date): Promise<RosterFile> {
  const { uploadId, format } = await storeUpload(source, MAX_ROSTER_BYTES, now);
  try {
    const lines = await withUploadedFile(uploadId, (path) => linesOf(path, format));
    return await checked(new Types.ObjectId(branchId), readRosterLines(lines));
  } catch (error) {
    if (!(error instanceof FileRefusal)) throw error;
    const missing = ROSTER_COLUMN_NAMES.filter((column) => error.missing.includes(column));
    return { fault: error.fault, missing, rows: [], managers: [], rejected: [] };
  } finally {
    await removeUpload(uploadId);
  }
}

async function linesOf(path: string, format: SheetFormat): Promise<SheetLine<RosterColumn>[]> {
  const lines: SheetLine<RosterColumn>[] = [];
  for await (const line of sheetLines(path, format, ROSTER)) lines.push(line);
  return lines;
}

/** Leaves out customers and managers whom the branch does not know. */
async function checked(branchId: Types.ObjectId, read: RosterRead): Promise<RosterFile> {
  const known = await knownCustomers(branchId, read);
  const managers = new Map<string, { number: string; name: string; customers: number } | null>();
  for (const number of new Set(read.rows.map((row) => row.managerNo))) {
    const manager = await findManager(number, branchId);
    managers.set(number, manager ? { number, name: manager.name, customers: 0 } : null);
  }
  const file: RosterFile = { fault: null, missing: [], rows: [], managers: [], rejected: [...read.rejected] };
  for (const { row, customerNo, managerNo } of read.rows) {
    const manager = managers.get(managerNo);
    if (!known.has(customerNo)) file.rejected.push({ row, customerNo, because: 'customer_unknown' });
    else if (!manager) file.rejected.push({ row, customerNo, because: 'manager_unknown' });
    else {
      manager.customers += 1;
      file.rows.push({ customerNo, managerNo });
    }
  }
  file.rejected.sort((a, b) => a.row - b.row);
  file.managers = [...managers.values()]
    .flatMap((manager) => (manager && manager.customers > 0 ? [manager] : []))
    .sort((a, b) => b.customers - a.customers);
  return file;
}

async function knownCustomers(branchId: Types.ObjectId, { rows }: RosterRead): Promise<Set<string>> {
  const ids = rows.map((row) => accountIdOf(branchId, row.customerNo));
  const found = await AumAccount.find({ _id: { $in: ids } }, { customerNo: 1 }).lean();
  return new Set(found.map((row) => row.customerNo));
}
