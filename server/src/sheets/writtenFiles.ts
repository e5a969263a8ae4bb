import { csvLine, safeCell } from '@linzhang/shared/kernel/cells';
import type { FileAnswer } from '@linzhang/shared/kernel/fileAnswer';
import writeExcelFile from 'write-excel-file/node';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CSV = 'text/csv; charset=utf-8';
/** Spreadsheets read a file with this mark as UTF-8. */
const MARK = '\ufeff';
const COLUMN_WIDTH = 14;

/** What a cell holds: a text, which no sheet runs, a number, or nothing. */
export type SheetCell = string | number | null;

/** An .xlsx file of texts and numbers below headings. */
export async function textSheet(
  name: string,
  headings: readonly string[],
  rows: readonly (readonly SheetCell[])[],
): Promise<FileAnswer> {
  const cells = [
    headings.map((value) => ({ value, fontWeight: 'bold' as const })),
    ...rows.map((row) => row.map(cellOf)),
  ];
  const buffer = await writeExcelFile(cells, { columns: headings.map(() => ({ width: COLUMN_WIDTH })) }).toBuffer();
  return { name, mime: XLSX, base64: buffer.toString('base64') };
}

function cellOf(value: SheetCell) {
  if (value === null) return null;
  return typeof value === 'number' ? { value, type: Number } : { value: safeCell(value), type: String };
}

/** A .csv file of lines that are made safe already, with `headings` above. */
export function csvFile(name: string, headings: readonly string[], lines: readonly string[]): FileAnswer {
  return { name, mime: CSV, base64: Buffer.from(MARK + csvLine(headings) + lines.join('')).toString('base64') };
}
