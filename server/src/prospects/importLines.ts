import {
  type ProspectCellFault,
  type ProspectCells,
  type ProspectColumn,
  type ProspectRow,
  readProspectRow,
} from '@linzhang/shared/prospects/prospectRow.rules';
import { prospectKey } from '@linzhang/shared/prospects/prospects.rules';
import type { SheetLine } from '../sheets/sheetLines';

/** A line of a list of prospects: what it says, or what is wrong with it. */
export interface ReadLine {
  /** Row of the file; the headings are row 1. */
  number: number;
  cells: ProspectCells;
  row: ProspectRow | null;
  faults: ProspectCellFault[];
}

/** What each line says; of two with one phone, or one name at one place, the first counts. */
export function linesToTake(lines: readonly SheetLine<ProspectColumn>[]): ReadLine[] {
  const seen = new Set<string>();
  return lines.map(({ number, cells, columnsDiffer }) => {
    if (columnsDiffer) return { number, cells, row: null, faults: [{ fault: 'columns_differ', column: null }] };
    const read = readProspectRow(cells);
    if ('faults' in read) return { number, cells, row: null, faults: read.faults };
    const names = [read.row.phone, prospectKey(read.row.name, read.row.address)].filter((name) => name !== null);
    if (names.some((name) => seen.has(name)))
      return { number, cells, row: null, faults: [{ fault: 'repeated', column: null }] };
    for (const name of names) seen.add(name);
    return { number, cells, row: read.row, faults: [] };
  });
}
