import { FAULTS_DAYS, MAX_KEPT_FAULTS } from '@linzhang/shared/aum/aum.rules';
import { type CellFault, COLUMN_NAMES } from '@linzhang/shared/aum/aumRow.rules';
import { DAY_MS } from '@linzhang/shared/kernel/time';
import type { Types } from 'mongoose';
import { AumFault } from './aumFault.model';
import type { ListLine } from './listRows';

/** A line with what is wrong with it. */
export interface FaultyLine {
  line: ListLine;
  faults: CellFault[];
  /** False for a row that was taken all the same. */
  rejected: boolean;
}

/** Keeps faulty lines to be given back, up to a limit; `before` is how many the file has had. Again keeps nothing twice. */
export async function keepFaults(
  importId: Types.ObjectId,
  lines: readonly FaultyLine[],
  before: number,
  now: Date,
): Promise<void> {
  const kept = lines.slice(0, Math.max(0, MAX_KEPT_FAULTS - before));
  if (kept.length === 0) return;
  const expiresAt = new Date(now.getTime() + FAULTS_DAYS * DAY_MS);
  const writes = kept.map(({ line, faults, rejected }) => {
    const cells = COLUMN_NAMES.map((column) => line.cells[column] ?? '');
    const filter = { importId, row: line.number };
    return { updateOne: { filter, update: { $set: { rejected, faults, cells, expiresAt } }, upsert: true } };
  });
  await AumFault.bulkWrite(writes as never, { ordered: false });
}
