/**
 * Lists of the bank: 1,000,000 rows as .csv, 100,000 as .xlsx with texts of which none repeats. Time as ratio to reading
 * the same file and writing as many documents with the driver's bulkWrite without rules, and the largest resident
 * memory of the process. Usage: `npm run bench:aum [-- --csv N --xlsx N]`
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { COLUMN_NAMES, COLUMNS, type Column } from '@linzhang/shared/aum/aumRow.rules';
import { csvLine } from '@linzhang/shared/kernel/cells';
import mongoose from 'mongoose';
import writeExcelFile from 'write-excel-file/node';
import { uploadImport } from '../../server/src/aum/imports.service';
import { connect } from '../../server/src/db/connection';
import { migrations } from '../../server/src/db/migrations/list';
import { migrate } from '../../server/src/db/migrations/runner';
import { createLogger } from '../../server/src/platform/logger';
import { startProcess } from '../support/processes';
import { onEachStage, type Stage } from './stage';

const TARGET_RATIO = 2.5;
const TARGET_MB = 400;

const { values } = parseArgs({
  options: { csv: { type: 'string', default: '1000000' }, xlsx: { type: 'string', default: '100000' } },
});

/** A customer as the bank's list has it; number, phone and name are nobody else's. */
function cellsOf(at: number): string[] {
  const row: Record<Column, string> = {
    customerNo: `C${String(at).padStart(9, '0')}`,
    phone: String(13_000_000_000 + at),
    name: `客户${at}`,
    birthYear: String(1950 + (at % 50)),
    managerNo: '',
    asOf: '2026-10-31',
    deposits: `${(at * 37) % 900_000}.${String(at % 100).padStart(2, '0')}`,
    wealth: String((at * 13) % 300_000),
    funds: '0',
    insurance: '1200.00',
    bonds: '0',
    metals: '0',
    loans: String(at % 7 === 0 ? 250_000 : 0),
    cardSpending: '3600.50',
    custody: '0',
    cardGrade: at % 9 === 0 ? '金卡' : '普卡',
    products: '存款、理财、保险',
    transactions: String(at % 40),
    channelPercent: `${at % 100}%`,
    mobileActive: at % 2 === 0 ? '是' : '否',
    cardsActivated: '1',
  };
  return COLUMN_NAMES.map((name) => row[name]);
}

const HEADINGS = COLUMN_NAMES.map((name) => COLUMNS[name]);

function* csvLines(rows: number): Generator<string> {
  yield csvLine(HEADINGS);
  for (let at = 0; at < rows; at += 1) yield csvLine(cellsOf(at));
}

async function makeFile(path: string, rows: number): Promise<void> {
  if (path.endsWith('.csv')) {
    await pipeline(Readable.from(csvLines(rows)), createWriteStream(path));
    return;
  }
  const cells = Array.from({ length: rows }, (_none, at) => cellsOf(at).map((value) => ({ value })));
  await writeExcelFile([HEADINGS.map((value) => ({ value })), ...cells]).toFile(path);
}

async function run(env: Record<string, string>): Promise<{ ms: number; mb: number }> {
  const child = startProcess('tests/bench/importRuns.ts', env);
  const result = await child.message<{ ms: number; mb: number }>();
  await child.ended;
  return result;
}

async function measure(stage: Stage, path: string, rows: number): Promise<boolean> {
  const kind = path.slice(path.lastIndexOf('.'));
  const uri = stage.uri(`aum_${kind.slice(1)}`);
  await connect(uri);
  await migrate(migrations, createLogger('silent'));
  const branchId = new mongoose.Types.ObjectId().toHexString();
  const request = { branchId, fileName: `list${kind}`, source: createReadStream(path) as AsyncIterable<Buffer> };
  await uploadImport(request, { actorId: null, actorName: 'bench', ip: null }, new Date());
  const floor = await run({ MONGODB_URI: uri, ROLE: 'floor', FILE: path });
  const product = await run({ MONGODB_URI: uri });
  const file = await mongoose.connection.collection('aumimports').findOne({});
  if (file?.['applied'] !== rows) throw new Error(`applied ${file?.['applied']} of ${rows}: ${file?.['status']}`);
  await mongoose.disconnect();
  const ratio = product.ms / floor.ms;
  const met = ratio <= TARGET_RATIO && product.mb < TARGET_MB;
  console.log(
    `${stage.name}, ${rows} rows ${kind}: ${(product.ms / 1000).toFixed(1)} s, floor ${(floor.ms / 1000).toFixed(1)} s, ` +
      `ratio ${ratio.toFixed(2)} (target ${TARGET_RATIO}), ${product.mb.toFixed(0)} MB at most (target ${TARGET_MB}), ` +
      `floor ${floor.mb.toFixed(0)} MB, ${met ? 'met' : 'MISSED'}`,
  );
  return met;
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'linzhang-lists-'));
  try {
    const lists: [string, number][] = [
      [join(folder, 'list.csv'), Number(values.csv)],
      [join(folder, 'list.xlsx'), Number(values.xlsx)],
    ];
    for (const [path, rows] of lists) await makeFile(path, rows);
    await onEachStage(async (stage) => {
      for (const [path, rows] of lists) if (!(await measure(stage, path, rows))) process.exitCode = 1;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

void main();
