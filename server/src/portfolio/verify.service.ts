import type { Types } from 'mongoose';
import type { Difference } from '../db/difference';
import { standingMemberIds } from '../tiering/tiering.service';
import { type ComputedRow, computeRows, readSources, withNumbers } from './computing';
import { PortfolioRow, type PortfolioRowRecord } from './portfolioRow.model';

const BATCH = 500;
/** Fields that follow from ledgers and lists; a name is only what the member is found by. */
const FIELDS = [
  'branchId',
  'ownerId',
  'customerNo',
  'start',
  'end',
  'bound',
  'counts',
  'cell',
  'aumFen',
  'changeFen',
] as const;

/**
 * Computes the rows of every quarter anew from lists, standings, owners and conversions. A quarter that is over and not
 * closed yet waits for the night, and is left out.
 */
export async function* verifyPortfolio(): AsyncGenerator<Difference> {
  const latest = await PortfolioRow.findOne({}, { quarter: 1 }).sort({ quarter: -1 }).lean();
  const settled = { $or: [{ closed: true }, { quarter: latest?.quarter ?? '' }] };
  let batch: PortfolioRowRecord[] = [];
  for await (const row of PortfolioRow.find(settled).sort({ quarter: 1, closed: 1, memberId: 1 }).lean().cursor()) {
    const [first] = batch;
    if (first && (batch.length === BATCH || first.quarter !== row.quarter || first.closed !== row.closed)) {
      yield* differencesIn(batch);
      batch = [];
    }
    batch.push(row);
  }
  yield* differencesIn(batch);
  yield* missingRows();
}

async function* differencesIn(rows: readonly PortfolioRowRecord[]): AsyncGenerator<Difference> {
  const [first] = rows;
  if (!first) return;
  const ids = rows.map(({ memberId }) => memberId.toHexString());
  const numbers = rows.flatMap(({ memberId, by }) => (by ? [[memberId.toHexString(), by] as const] : []));
  const sources = withNumbers(await readSources(ids), numbers);
  const expected = await computeRows(ids, first.quarter, sources, first.closed);
  for (const row of rows) yield* differencesOf(row, expected.get(row.memberId.toHexString()));
}

function* differencesOf(row: PortfolioRowRecord, expected: ComputedRow | undefined): Generator<Difference> {
  const id = `${row.memberId.toHexString()} ${row.quarter}`;
  if (!expected) {
    yield { projection: 'portfolioRows', id, expected: 'no row', found: 'a row' };
    return;
  }
  for (const field of FIELDS) {
    const [wanted, found] = [JSON.stringify(expected[field]), JSON.stringify(row[field])];
    if (wanted !== found) yield { projection: `portfolioRows.${field}`, id, expected: wanted, found };
  }
}

/** Whoever stands somewhere counts in some quarter. */
async function* missingRows(): AsyncGenerator<Difference> {
  let batch: Types.ObjectId[] = [];
  for await (const id of standingMemberIds()) {
    batch.push(id);
    if (batch.length < BATCH) continue;
    yield* missingAmong(batch);
    batch = [];
  }
  yield* missingAmong(batch);
}

async function* missingAmong(ids: readonly Types.ObjectId[]): AsyncGenerator<Difference> {
  const rows = await PortfolioRow.find({ memberId: { $in: [...ids] } }, { memberId: 1 }).lean();
  const there = new Set(rows.map(({ memberId }) => memberId.toHexString()));
  for (const id of ids.map((each) => each.toHexString()))
    if (!there.has(id)) yield { projection: 'portfolioRows', id, expected: 'a row', found: 'no row' };
}
