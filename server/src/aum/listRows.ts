import { MAX_ROWS } from '@linzhang/shared/aum/aum.rules';
import {
  type AumRow,
  type CellFault,
  type Cells,
  COLUMN_NAMES,
  COLUMNS,
  type Column,
  NEEDED_COLUMNS,
  readRow,
} from '@linzhang/shared/aum/aumRow.rules';
import { DAY_MS } from '@linzhang/shared/kernel/time';
import { csvRows } from './csvRows';
import { FileRefusal } from './fileRefusal';
import { xlsxRows } from './xlsxRows';

/** A line of a list: what it says, or what is wrong with it. */
export interface ListLine {
  /** Row of the file; the headings are row 1. */
  number: number;
  cells: Cells;
  row: AumRow | null;
  faults: CellFault[];
}

const HEADINGS: ReadonlyMap<string, Column> = new Map(
  COLUMN_NAMES.flatMap((name): [string, Column][] => [
    [COLUMNS[name], name],
    [name, name],
  ]),
);

/** Lines of a list with its headings understood; empty lines are passed over. Throws `FileRefusal` for what is no list. */
export async function* listRows(path: string, format: 'csv' | 'xlsx', today: string): AsyncGenerator<ListLine> {
  let columns: (Column | null)[] | null = null;
  let number = 0;
  for await (const cells of format === 'xlsx' ? xlsxRows(path) : csvRows(path)) {
    number += 1;
    if (cells.every((cell) => cell === undefined || cell.trim() === '')) continue;
    if (!columns) {
      columns = columnsOf(cells);
      continue;
    }
    if (number > MAX_ROWS + 1) throw new FileRefusal('too_many_rows');
    yield lineOf(number, cells, columns, format, today);
  }
  if (!columns) throw new FileRefusal('empty');
}

function columnsOf(headings: readonly string[]): (Column | null)[] {
  const columns = Array.from(
    headings,
    (heading) => HEADINGS.get((heading ?? '').trim().replace(/[（(].*$/, '')) ?? null,
  );
  const missing = NEEDED_COLUMNS.filter((column) => !columns.includes(column));
  if (missing.length > 0) throw new FileRefusal('columns_missing', missing);
  return columns;
}

function lineOf(
  number: number,
  values: readonly string[],
  columns: readonly (Column | null)[],
  format: 'csv' | 'xlsx',
  today: string,
): ListLine {
  const cells: Partial<Record<Column, string>> = {};
  for (let at = 0; at < columns.length; at += 1) {
    const column = columns[at];
    const value = values[at];
    if (column && value !== undefined) cells[column] = value;
  }
  if (format === 'csv' && values.length !== columns.length)
    return { number, cells, row: null, faults: [{ fault: 'columns_differ', column: null }] };
  if (format === 'xlsx') cells.asOf = serialDay(cells.asOf ?? '');
  const read = readRow(cells, today);
  return 'row' in read
    ? { number, cells, row: read.row, faults: [] }
    : { number, cells, row: null, faults: read.faults };
}

/** A sheet stores a day as a number, counted from the end of 1899: 46356 -> 2026-11-30. */
function serialDay(text: string): string {
  if (!/^\d{5}(?:\.0*)?$/.test(text)) return text;
  return new Date(Date.UTC(1899, 11, 30) + Math.trunc(Number(text)) * DAY_MS).toISOString().slice(0, 10);
}
