import { createHash } from 'node:crypto';
import { type AccountChange, changesBetween, withRow } from '@linzhang/shared/aum/aum.rules';
import type { CellFault } from '@linzhang/shared/aum/aumRow.rules';
import { maskPhone } from '@linzhang/shared/members/members.rules';
import { type AnyBulkWriteOperation, Types } from 'mongoose';
import { AumAccount, type AumAccountRecord } from './aumAccount.model';
import type { AumImportRecord } from './aumImport.model';
import { AumRowEntry, rowId } from './aumRow.model';
import type { ListLine } from './listRows';
import { type AumNumbers, aumNumbersOf } from './numbers';

/** A line that can be taken. */
export type GoodLine = ListLine & { row: NonNullable<ListLine['row']> };

/** The account of a customer of a branch: the id follows from both, so that it is made once. */
export function accountIdOf(branchId: Types.ObjectId, customerNo: string): Types.ObjectId {
  const digest = createHash('sha256').update(`${branchId.toHexString()}:${customerNo}`).digest('hex');
  return new Types.ObjectId(digest.slice(0, 24));
}

/** What a batch did. */
export interface WrittenBatch {
  /** Lines whose customer and day stood in the file before. */
  repeated: { line: GoodLine; faults: CellFault[] }[];
  applied: number;
  /** Accounts with a phone who may be matched now, and matched ones that others must follow. */
  phones: Map<string, string>;
  stale: Types.ObjectId[];
}

/** Stores lines and brings their accounts up to them. The same batch again changes nothing. */
export async function writeBatch(
  file: AumImportRecord,
  lines: readonly GoodLine[],
  hashPhone: (phone: string) => string,
): Promise<WrittenBatch> {
  const ids = lines.map((line) => accountIdOf(file.branchId, line.row.customerNo));
  const taken = await storeRows(file, lines, ids);
  const repeated = lines
    .filter((_line, at) => !taken[at])
    .map((line) => ({ line, faults: [{ fault: 'repeated' as const, column: null }] }));
  const numbers = await aumNumbersOf(file.branchId.toHexString());
  const batch = new AccountBatch(file, await readAccounts(ids), hashPhone, numbers);
  lines.forEach((line, at) => {
    const id = ids[at];
    if (taken[at] && id) batch.take(id, line);
  });
  await batch.write();
  return { repeated, applied: lines.length - repeated.length, phones: batch.phones(), stale: batch.stale() };
}

async function readAccounts(ids: readonly Types.ObjectId[]): Promise<Map<string, AumAccountRecord>> {
  const rows = await AumAccount.collection.find<AumAccountRecord>({ _id: { $in: [...ids] } }).toArray();
  return new Map(rows.map((row) => [row._id.toHexString(), row]));
}

/** Stores the rows; false for one whose customer and day another row of the file has taken. */
async function storeRows(
  file: AumImportRecord,
  lines: readonly GoodLine[],
  ids: readonly Types.ObjectId[],
): Promise<boolean[]> {
  const rows = lines.map(({ row, number }, at) => {
    const { phone: _phone, name: _name, customerNo: _customerNo, asOf, ...says } = row;
    return { _id: rowId(ids[at] as Types.ObjectId, asOf, file.number), importId: file._id, row: number, says };
  });
  try {
    // By the driver itself: millions of rows pass here, and they are made right above.
    await AumRowEntry.collection.insertMany(rows as never, { ordered: false });
    return rows.map(() => true);
  } catch (error) {
    const refused = refusedIndexes(error);
    const there = await AumRowEntry.find({ _id: { $in: refused.map((at) => rows[at]?._id ?? '') } }, { row: 1 }).lean();
    const first = new Map(there.map((row) => [row._id, row.row]));
    // What a killed process has stored is there under its own row number.
    return rows.map((row, at) => !refused.includes(at) || first.get(row._id) === row.row);
  }
}

/** Places of the documents that a unique index refused; anything else is thrown on. */
function refusedIndexes(error: unknown): number[] {
  const { writeErrors } = error as {
    writeErrors?: { index: number; code: number } | { index: number; code: number }[];
  };
  const errors = writeErrors === undefined ? [] : [writeErrors].flat();
  if (errors.length === 0 || errors.some(({ code }) => code !== 11_000)) throw error;
  return errors.map(({ index }) => index);
}

type Draft = AumAccountRecord & { isNew: boolean };

/** The accounts of a batch as they will be. */
class AccountBatch {
  private readonly drafts = new Map<string, Draft>();

  constructor(
    private readonly file: AumImportRecord,
    private readonly before: ReadonlyMap<string, AumAccountRecord>,
    private readonly hashPhone: (phone: string) => string,
    private readonly numbers: AumNumbers,
  ) {}

  take(_id: Types.ObjectId, { row }: GoodLine): void {
    const key = _id.toHexString();
    const known: Draft | undefined = this.drafts.get(key) ?? this.known(key);
    const state = withRow(known ?? null, row, this.file.number, this.numbers.parts);
    if (known && state === known) {
      this.drafts.set(key, known);
      return;
    }
    const latest = state.facts.asOf === row.asOf && state.facts.by === this.file.number;
    const identity = latest ? this.identity(row.phone, row.name) : {};
    const manager = latest && row.managerNo !== null && row.managerNo !== known?.facts.managerNo;
    this.drafts.set(key, {
      ...(known ?? { _id, branchId: this.file.branchId, customerNo: row.customerNo, isNew: true }),
      ...state,
      ...identity,
      ...(manager && row.managerNo !== null ? { managerNo: row.managerNo } : {}),
      ...(known?.memberId ? { stale: true, changes: this.changes(known, state) } : {}),
    });
  }

  private known(key: string): Draft | undefined {
    const row = this.before.get(key);
    return row ? { ...row, isNew: false } : undefined;
  }

  private identity(phone: string | null, name: string | null): Partial<AumAccountRecord> {
    return {
      ...(name === null ? {} : { name }),
      ...(phone === null ? {} : { phoneHash: this.hashPhone(phone), phoneMasked: maskPhone(phone) }),
    };
  }

  private changes(known: Draft, state: Parameters<typeof changesBetween>[1]): AccountChange[] {
    const waiting = known.changes ?? [];
    const fresh = changesBetween(known, state, this.numbers.upliftFen).filter(
      (change) => !waiting.some((each) => each.kind === change.kind && each.key === change.key),
    );
    return [...waiting, ...fresh];
  }

  async write(): Promise<void> {
    const fresh: Omit<Draft, 'isNew'>[] = [];
    const changed: AnyBulkWriteOperation<AumAccountRecord>[] = [];
    for (const { isNew, ...draft } of this.drafts.values()) {
      if (isNew) fresh.push(draft);
      else if (this.differs(draft)) changed.push(updateOf(draft));
    }
    if (fresh.length > 0) await AumAccount.collection.insertMany(fresh as never, { ordered: false });
    if (changed.length > 0) await AumAccount.collection.bulkWrite(changed as never, { ordered: false });
  }

  private differs(draft: Omit<Draft, 'isNew'>): boolean {
    return this.before.get(draft._id.toHexString())?.points !== draft.points;
  }

  phones(): Map<string, string> {
    const matched = [...this.drafts.values()].filter((draft) => draft.phoneHash && !draft.memberId);
    return new Map(matched.map((draft) => [draft.phoneHash ?? '', draft._id.toHexString()]));
  }

  stale(): Types.ObjectId[] {
    return [...this.drafts.values()].filter((draft) => draft.memberId).map((draft) => draft._id);
  }
}

/** Only what the rows say: to whom the account belongs is decided elsewhere, and may have been meanwhile. */
function updateOf(draft: Omit<Draft, 'isNew'>): AnyBulkWriteOperation<AumAccountRecord> {
  const { facts, points, everHeld, mostCards, name, phoneHash, phoneMasked, managerNo, changes, stale } = draft;
  const given = { facts, points, everHeld, mostCards, name, phoneHash, phoneMasked, managerNo, changes, stale };
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { updateOne: { filter: { _id: draft._id }, update: { $set: set } } };
}
