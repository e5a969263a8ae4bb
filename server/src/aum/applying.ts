import { businessDay } from '@linzhang/shared/kernel/time';
import { removeUpload } from '../sheets/uploads';
import { type GoodLine, writeBatch } from './accountWriting';
import { AumImport, type AumImportRecord } from './aumImport.model';
import { type FaultyLine, keepFaults } from './faults';
import { listRows } from './listRows';
import { matchPhones } from './matching.service';
import { managerOf, settleAccounts } from './settling.service';

const BATCH = 1_000;

/** What applying needs besides the file. */
export interface ApplyDeps {
  hashPhone: (phone: string) => string;
  now: () => Date;
  /** True once the process stops: the batch in hand is finished, the rest is another process's. */
  stopping: () => boolean;
}

/** Counts that go on from where a killed process left them. */
type Counts = Pick<AumImportRecord, 'done' | 'applied' | 'rejected' | 'noted' | 'matched'>;

/**
 * Takes the good rows of a file batch by batch. Each batch may run twice and is then as once; how far it came is
 * stored with its counts after it, so a process that is killed is followed by one that goes on from there.
 */
export async function applyImport(file: AumImportRecord, path: string, deps: ApplyDeps): Promise<void> {
  const { done, applied, rejected, noted, matched } = file;
  const counts: Counts = { done, applied, rejected, noted, matched };
  const managers = new Map<string, boolean>();
  let lines: GoodLine[] = [];
  for await (const line of listRows(path, file.format, businessDay(file.uploadedAt))) {
    // A row that was good when the file was checked is so now; what was bad is written down already.
    if (line.number <= counts.done || !line.row) continue;
    lines.push(line as GoodLine);
    if (lines.length < BATCH) continue;
    await applyBatch(file, lines, counts, managers, deps);
    lines = [];
    if (deps.stopping()) return;
  }
  if (lines.length > 0) await applyBatch(file, lines, counts, managers, deps);
  await AumImport.updateOne({ _id: file._id, status: 'applying' }, { $set: { status: 'done', endedAt: deps.now() } });
  await removeUpload(file.uploadId);
}

async function applyBatch(
  file: AumImportRecord,
  lines: readonly GoodLine[],
  counts: Counts,
  managers: Map<string, boolean>,
  { hashPhone, now }: ApplyDeps,
): Promise<void> {
  const written = await writeBatch(file, lines, hashPhone);
  const repeated = written.repeated.map((each): FaultyLine => ({ ...each, rejected: true }));
  const unknown = await withoutManager(file, lines, repeated, managers);
  await keepFaults(file._id, [...repeated, ...unknown], counts.rejected + counts.noted, now());
  const matched = await matchPhones([...written.phones.keys()], now());
  await settleAccounts(written.stale, 'import', now());
  counts.done = lines.at(-1)?.number ?? counts.done;
  counts.applied += written.applied;
  counts.rejected += repeated.length;
  counts.noted += unknown.length;
  counts.matched += matched;
  await AumImport.updateOne({ _id: file._id, status: 'applying' }, { $set: { ...counts } });
}

/** Rows that are taken although nobody of the branch has the number of their manager. */
async function withoutManager(
  file: AumImportRecord,
  lines: readonly GoodLine[],
  repeated: readonly FaultyLine[],
  managers: Map<string, boolean>,
): Promise<FaultyLine[]> {
  const left = new Set(repeated.map(({ line }) => line.number));
  const unknown: FaultyLine[] = [];
  for (const line of lines) {
    const { managerNo } = line.row;
    if (managerNo === null || left.has(line.number)) continue;
    const known = managers.get(managerNo) ?? (await managerOf(managerNo, file.branchId)) !== null;
    if (managers.size < 5_000) managers.set(managerNo, known);
    if (!known) unknown.push({ line, faults: [{ fault: 'manager_unknown', column: 'managerNo' }], rejected: false });
  }
  return unknown;
}
