import { csvRows } from './csvRows';
import { FileRefusal } from './fileRefusal';
import { type UnpackLimits, xlsxRows } from './xlsxRows';

export type SheetFormat = 'csv' | 'xlsx';

/** What a list is made of. */
export interface SheetShape<C extends string> {
  /** Columns with their headings; what stands behind a bracket in a heading is a remark. */
  columns: Readonly<Record<C, string>>;
  /** Without these a list says nothing. */
  needed: readonly C[];
  mostRows: number;
  limits: UnpackLimits;
}

/** A line of a list as it stands in the file. */
export interface SheetLine<C extends string> {
  /** Row of the file; the headings are row 1. */
  number: number;
  cells: Partial<Record<C, string>>;
  /** True where a line of a .csv file has more or fewer cells than the headings: nobody knows which is which. */
  columnsDiffer: boolean;
}

/** Lines of a list with its headings understood; empty lines are passed over. Throws `FileRefusal` for what is no list. */
export async function* sheetLines<C extends string>(
  path: string,
  format: SheetFormat,
  shape: SheetShape<C>,
): AsyncGenerator<SheetLine<C>> {
  let columns: (C | null)[] | null = null;
  let number = 0;
  for await (const cells of format === 'xlsx' ? xlsxRows(path, shape.limits) : csvRows(path)) {
    number += 1;
    if (cells.every((cell) => cell === undefined || cell.trim() === '')) continue;
    if (!columns) {
      columns = columnsOf(cells, shape);
      continue;
    }
    if (number > shape.mostRows + 1) throw new FileRefusal('too_many_rows');
    yield lineOf(number, cells, columns, format);
  }
  if (!columns) throw new FileRefusal('empty');
}

function columnsOf<C extends string>(headings: readonly string[], shape: SheetShape<C>): (C | null)[] {
  const names = Object.keys(shape.columns) as C[];
  const known = new Map(
    names.flatMap((name): [string, C][] => [
      [shape.columns[name], name],
      [name, name],
    ]),
  );
  const columns = Array.from(headings, (heading) => known.get((heading ?? '').trim().replace(/[（(].*$/, '')) ?? null);
  const missing = shape.needed.filter((column) => !columns.includes(column));
  if (missing.length > 0) throw new FileRefusal('columns_missing', missing);
  return columns;
}

function lineOf<C extends string>(
  number: number,
  values: readonly string[],
  columns: readonly (C | null)[],
  format: SheetFormat,
): SheetLine<C> {
  const cells: Partial<Record<C, string>> = {};
  for (let at = 0; at < columns.length; at += 1) {
    const column = columns[at];
    const value = values[at];
    if (column && value !== undefined) cells[column] = value;
  }
  return { number, cells, columnsDiffer: format === 'csv' && values.length !== columns.length };
}
