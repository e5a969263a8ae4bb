import { MAX_ROWS, MAX_SHARED_STRINGS, MAX_SHARED_TEXT, MAX_UNPACKED_BYTES } from '@linzhang/shared/aum/aum.rules';
import {
  type AumRow,
  type CellFault,
  type Cells,
  COLUMNS,
  type Column,
  NEEDED_COLUMNS,
  readRow,
} from '@linzhang/shared/aum/aumRow.rules';
import { DAY_MS } from '@linzhang/shared/kernel/time';
import { type SheetFormat, type SheetLine, type SheetShape, sheetLines } from '../sheets/sheetLines';

/** A line of a list: what it says, or what is wrong with it. */
export interface ListLine {
  /** Row of the file; the headings are row 1. */
  number: number;
  cells: Cells;
  row: AumRow | null;
  faults: CellFault[];
}

/** What may come out of a packed list of the bank. */
export const LIST_LIMITS = { bytes: MAX_UNPACKED_BYTES, strings: MAX_SHARED_STRINGS, text: MAX_SHARED_TEXT };

const LIST: SheetShape<Column> = {
  columns: COLUMNS,
  needed: NEEDED_COLUMNS,
  mostRows: MAX_ROWS,
  limits: LIST_LIMITS,
};

/** Lines of a list of the bank's customers. Throws `FileRefusal` for what is no list. */
export async function* listRows(path: string, format: SheetFormat, today: string): AsyncGenerator<ListLine> {
  for await (const line of sheetLines(path, format, LIST)) yield lineOf(line, format, today);
}

function lineOf({ number, cells, columnsDiffer }: SheetLine<Column>, format: SheetFormat, today: string): ListLine {
  if (columnsDiffer) return { number, cells, row: null, faults: [{ fault: 'columns_differ', column: null }] };
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
