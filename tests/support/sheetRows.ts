import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileAnswer } from '@linzhang/shared/kernel/fileAnswer';
import { csvRows } from '../../server/src/sheets/csvRows';
import { xlsxRows } from '../../server/src/sheets/xlsxRows';

const LIMITS = { bytes: 10_000_000, text: 1_000_000, strings: 100_000 };

/** The cells of a file that an endpoint gave, headings first. */
export async function sheetRows({ name, base64 }: FileAnswer): Promise<string[][]> {
  const folder = await mkdtemp(join(tmpdir(), 'linzhang-sheet-'));
  const path = join(folder, 'sheet');
  await writeFile(path, Buffer.from(base64, 'base64'));
  const rows: string[][] = [];
  for await (const row of name.endsWith('.csv') ? csvRows(path) : xlsxRows(path, LIMITS)) rows.push(row);
  await rm(folder, { recursive: true });
  return rows;
}
