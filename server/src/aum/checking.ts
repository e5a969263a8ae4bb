import { needsSecondPerson } from '@linzhang/shared/aum/aum.rules';
import { type AumPart, aumOf } from '@linzhang/shared/aum/aumRow.rules';
import { businessDay } from '@linzhang/shared/kernel/time';
import type { Types } from 'mongoose';
import { requestApproval } from '../approvals/approvals.service';
import { inTransaction } from '../db/transaction';
import { FileRefusal } from '../sheets/fileRefusal';
import { accountIdOf, type GoodLine } from './accountWriting';
import { AumAccount } from './aumAccount.model';
import { AumImport, type AumImportRecord } from './aumImport.model';
import { type FaultyLine, keepFaults } from './faults';
import { listRows } from './listRows';
import { aumNumbersOf } from './numbers';

const BATCH = 1_000;

/** By how much a file moves the branch's total, day by day: a customer stands once on each. */
class Movement {
  private readonly byDay = new Map<string, number>();

  constructor(private readonly parts: readonly AumPart[]) {}

  async take(branchId: Types.ObjectId, lines: readonly GoodLine[]): Promise<void> {
    const ids = lines.map((line) => accountIdOf(branchId, line.row.customerNo));
    const known = await AumAccount.collection
      .find({ _id: { $in: ids } }, { projection: { 'facts.aumFen': 1, 'facts.asOf': 1 } })
      .toArray();
    const before = new Map(
      known.map((row) => [row._id.toHexString(), row['facts'] as { aumFen: number; asOf: string }]),
    );
    lines.forEach(({ row }, at) => {
      const facts = before.get(ids[at]?.toHexString() ?? '');
      // A day before the account's latest one moves nothing of today.
      if (facts && facts.asOf > row.asOf) return;
      this.byDay.set(row.asOf, (this.byDay.get(row.asOf) ?? 0) + aumOf(row, this.parts) - (facts?.aumFen ?? 0));
    });
  }

  /** The largest movement of a day, in fen. */
  get largest(): number {
    return [...this.byDay.values()].reduce((most, fen) => (Math.abs(fen) > Math.abs(most) ? fen : most), 0);
  }
}

/**
 * Reads a file to its end without taking anything: every bad row is written down, and what the file would move. It
 * then goes on, or waits for a second person. A process that is killed begins anew.
 */
export async function checkImport(file: AumImportRecord, path: string, now: Date): Promise<void> {
  const today = businessDay(file.uploadedAt);
  const { parts } = await aumNumbersOf(file.branchId.toHexString());
  const movement = new Movement(parts);
  let [good, bad]: [GoodLine[], FaultyLine[]] = [[], []];
  let [rows, rejected] = [0, 0];
  const flush = async () => {
    await movement.take(file.branchId, good);
    await keepFaults(file._id, bad, rejected, now);
    rejected += bad.length;
    [good, bad] = [[], []];
    await AumImport.updateOne({ _id: file._id, status: 'uploaded' }, { $set: { done: rows, rejected } });
  };
  for await (const line of listRows(path, file.format, today)) {
    rows += 1;
    if (line.row) good.push(line as GoodLine);
    else bad.push({ line, faults: line.faults, rejected: true });
    if (good.length + bad.length >= BATCH) await flush();
  }
  await flush();
  if (rows === 0) throw new FileRefusal('empty');
  await goOn(file, { rows, rejected, movedFen: movement.largest, beforeFen: await branchTotal(file.branchId) }, now);
}

/** What all customers of a branch have by their latest rows, in fen. */
export async function branchTotal(branchId: Types.ObjectId): Promise<number> {
  const [row] = await AumAccount.aggregate<{ total: number }>([
    { $match: { branchId } },
    { $group: { _id: null, total: { $sum: '$facts.aumFen' } } },
  ]);
  return row?.total ?? 0;
}

interface Checked {
  rows: number;
  rejected: number;
  movedFen: number;
  beforeFen: number;
}

async function goOn(file: AumImportRecord, checked: Checked, now: Date): Promise<void> {
  const { reviewPercent } = await aumNumbersOf(file.branchId.toHexString());
  const waits = needsSecondPerson(checked.beforeFen, checked.movedFen, reviewPercent);
  await inTransaction(async (session) => {
    const changed = await AumImport.updateOne(
      { _id: file._id, status: 'uploaded' },
      { $set: { ...checked, status: waits ? 'waiting' : 'applying', done: 0, tries: 0 } },
      { session },
    );
    if (!waits || changed.modifiedCount !== 1) return;
    const { id, name, ip } = file.uploadedBy;
    const request = {
      kind: 'aum_import' as const,
      branchId: file.branchId.toHexString(),
      subject: { kind: 'aum_import', id: file._id.toHexString(), name: file.fileName },
      payload: null,
      facts: { rows: checked.rows, beforeFen: checked.beforeFen, movedFen: checked.movedFen },
    };
    await requestApproval(session, request, { actorId: id, actorName: name, ip }, now);
  });
}
