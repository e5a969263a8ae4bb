import { addCounts, type Counts, NO_COUNTS } from '@linzhang/shared/portfolio/counts.rules';
import type { PortfolioScope } from '@linzhang/shared/portfolio/portfolio.policy';
import type { Segment } from '@linzhang/shared/tiering/segment.rules';
import type { Tier } from '@linzhang/shared/tiering/tiers.rules';
import { Types } from 'mongoose';
import { havingId } from '../db/having';
import { type CellFacts, readCell } from './cellKeys';
import { PortfolioRow } from './portfolioRow.model';

/** Members who have all of this in common; ids are hex, null is nobody's or none. */
export interface CellKey {
  branchId: string | null;
  employeeId: string | null;
  /** At the start. */
  tier: Tier | null;
  /** At the end. */
  segment: Segment | null;
}

/** What the members of a cell bring: as customers of who serves them, or as who was brought. */
export interface Cell extends CellKey {
  counts: Counts;
  phoneBound: number;
}

/** A cell of members who are served, with what they hold together. */
export interface ServedCell extends Cell {
  facts: CellFacts;
  /** At the end, in fen. */
  aumFen: number;
}

/** The finest sums that any view of the figures is made of: a few hundred, however many members there are. */
export async function cellsOf(quarter: string, scope: PortfolioScope): Promise<Cell[]> {
  const [served, brought] = await Promise.all([servedCells(quarter, scope), broughtCells(quarter, scope)]);
  return [...served, ...brought];
}

/** Conditions for the rows of a quarter that lie in a scope, by who serves the members. */
export function servedIn(quarter: string, { branchId, ownerId }: PortfolioScope): Record<string, unknown> {
  return {
    quarter,
    ...(branchId === null ? {} : { branchId: new Types.ObjectId(branchId) }),
    ...(ownerId === null ? {} : { ownerId: new Types.ObjectId(ownerId) }),
  };
}

/** The same by who brought them: members who bound a phone in the quarter. */
export function broughtIn(quarter: string, { branchId, ownerId }: PortfolioScope): Record<string, unknown> {
  return {
    quarter,
    ...(branchId === null ? {} : { 'bound.branchId': new Types.ObjectId(branchId) }),
    'bound.employeeId': ownerId === null ? { $type: 'objectId' } : havingId(ownerId),
  };
}

interface Group {
  _id: { b?: Types.ObjectId | null; e?: Types.ObjectId | null; c: string };
  members: number;
}

/** Sums of what differs between the members of a cell. */
interface ServedGroup extends Group {
  startFen: number;
  endFen: number;
  heldHundredths: number;
  transactions: number;
  aumFen: number;
}

function keyOf({ _id }: Group): CellKey & { facts: CellFacts } {
  const facts = readCell(_id.c);
  return {
    branchId: _id.b?.toHexString() ?? null,
    employeeId: _id.e?.toHexString() ?? null,
    tier: facts.startTier,
    segment: facts.segment,
    facts,
  };
}

/** Members who are served, summed up by whom and where, and by what they are counted as. */
export async function servedCells(quarter: string, scope: PortfolioScope): Promise<ServedCell[]> {
  const rows = await PortfolioRow.aggregate<ServedGroup>([
    { $match: servedIn(quarter, scope) },
    {
      $group: {
        _id: { b: '$branchId', e: '$ownerId', c: '$cell' },
        members: { $sum: 1 },
        startFen: { $sum: '$counts.startFen' },
        endFen: { $sum: '$counts.endFen' },
        heldHundredths: { $sum: '$counts.heldHundredths' },
        transactions: { $sum: '$counts.transactions' },
        aumFen: { $sum: '$end.aumFen' },
      },
    },
  ]);
  return rows.map((row) => {
    const key = keyOf(row);
    const { members, startFen, endFen, heldHundredths, transactions, aumFen } = row;
    const flags = Object.entries(key.facts.flags).map(([name, holds]) => [name, holds * members]);
    const amounts = { members, startFen, endFen, heldHundredths, transactions };
    const counts: Counts = { ...NO_COUNTS, ...Object.fromEntries(flags), ...amounts };
    return { ...key, counts, phoneBound: 0, aumFen };
  });
}

async function broughtCells(quarter: string, scope: PortfolioScope): Promise<Cell[]> {
  const rows = await PortfolioRow.aggregate<Group>([
    { $match: broughtIn(quarter, scope) },
    { $group: { _id: { b: '$bound.branchId', e: '$bound.employeeId', c: '$cell' }, members: { $sum: 1 } } },
  ]);
  return rows.map((row) => ({ ...keyOf(row), counts: NO_COUNTS, phoneBound: row.members }));
}

/** Sums of a line. */
export interface LineSums {
  counts: Counts;
  phoneBound: number;
}

export const NO_SUMS: LineSums = { counts: NO_COUNTS, phoneBound: 0 };

/** The sums of some cells together. */
export function sumOf(cells: readonly LineSums[]): LineSums {
  return cells.reduce<LineSums>(
    (sum, { counts, phoneBound }) => ({
      counts: addCounts(sum.counts, counts),
      phoneBound: sum.phoneBound + phoneBound,
    }),
    NO_SUMS,
  );
}

/** The sums of cells by a line that each belongs to. */
export function sumsBy<K>(cells: readonly Cell[], lineOf: (cell: Cell) => K): Map<K, LineSums> {
  const lines = new Map<K, Cell[]>();
  for (const cell of cells) {
    const line = lineOf(cell);
    const known = lines.get(line);
    if (known) known.push(cell);
    else lines.set(line, [cell]);
  }
  return new Map([...lines].map(([line, own]) => [line, sumOf(own)]));
}

/** Members in scope at the start of a quarter by who serves them in a branch. */
export async function startsByOwner(quarter: string, branchId: string): Promise<Map<string, number>> {
  const rows = await PortfolioRow.aggregate<{ _id: Types.ObjectId | null; count: number }>([
    { $match: { ...servedIn(quarter, { branchId, ownerId: null }), 'counts.atStart': 1 } },
    { $group: { _id: '$ownerId', count: { $sum: 1 } } },
  ]);
  return new Map(rows.flatMap(({ _id, count }) => (_id ? [[_id.toHexString(), count] as const] : [])));
}
