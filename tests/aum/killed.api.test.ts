import mongoose from 'mongoose';
import { uploadImport } from '../../server/src/aum/imports.service';
import { migrations } from '../../server/src/db/migrations/list';
import { migrate } from '../../server/src/db/migrations/runner';
import { createLogger } from '../../server/src/platform/logger';
import { openTestDatabase, startProcess } from '../support/processes';
import { csvOf, type ListRow } from '../support/world/lists';

let database: { uri: string; drop: () => Promise<void> };
beforeAll(async () => {
  database = await openTestDatabase();
  await migrate(migrations, createLogger('silent'));
});
afterAll(() => database.drop());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const ACTOR = { actorId: null, actorName: 'test', ip: null };
const ROWS = 12_000;

/** A list with bad and repeated rows here and there. */
function list(): string {
  const rows = Array.from({ length: ROWS }, (_each, at): ListRow => {
    const customerNo = at % 500 === 7 ? `C${at - 1}` : `C${at}`;
    const deposits = at % 300 === 0 ? 'viel' : `${at}.5`;
    return { customerNo, asOf: '2026-01-31', deposits, phone: String(13_900_000_000 + at), products: '存款' };
  });
  return csvOf(rows);
}

async function* once(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

const collection = (name: string) => mongoose.connection.collection(name);

/** Everything that a list leaves, but for which branch and file it was. */
async function leftBy(branchId: string) {
  const branch = new mongoose.Types.ObjectId(branchId);
  const file = await collection('aumimports').findOne({ branchId: branch });
  const accounts = await collection('aumaccounts').find({ branchId: branch }).sort({ customerNo: 1 }).toArray();
  const faults = await collection('aumfaults').find({ importId: file?._id }).sort({ row: 1 }).toArray();
  const rows = await collection('aumrows').find({ importId: file?._id }).sort({ row: 1 }).toArray();
  return {
    counts: [
      file?.['status'],
      file?.['rows'],
      file?.['applied'],
      file?.['rejected'],
      file?.['noted'],
      file?.['movedFen'],
    ],
    accounts: accounts.map(({ _id, branchId: _branch, ...rest }) => rest),
    faults: faults.map(({ row, faults: found }) => [row, found]),
    rows: rows.map(({ row, says }) => [row, says]),
  };
}

async function untilDone(branchId: string): Promise<void> {
  const branch = new mongoose.Types.ObjectId(branchId);
  for (let time = 0; time < 600; time += 1) {
    if ((await collection('aumimports').findOne({ branchId: branch }))?.['status'] === 'done') return;
    await pause(100);
  }
  throw new Error('the list is not done');
}

describe('a list whose process is killed half-way', () => {
  it('leaves the same as one that was read once', async () => {
    const [calm, killed] = [new mongoose.Types.ObjectId().toHexString(), new mongoose.Types.ObjectId().toHexString()];
    const upload = (branchId: string) =>
      uploadImport({ branchId, fileName: 'a.csv', source: once(list()) }, ACTOR, new Date());
    await upload(killed);
    let kills = 0;
    for (const half of [2_000, 5_000, 9_000]) {
      const worker = startProcess('tests/aum/runImports.ts', { MONGODB_URI: database.uri });
      await worker.message();
      for (;;) {
        const file = await collection('aumimports').findOne({ branchId: new mongoose.Types.ObjectId(killed) });
        if (file?.['status'] === 'done') break;
        if (file?.['status'] === 'applying' && file['done'] >= half) {
          kills += 1;
          break;
        }
        await pause(5);
      }
      worker.child.kill('SIGKILL');
      await worker.ended;
    }
    expect(kills).toBeGreaterThan(0);
    await upload(calm);
    const last = startProcess('tests/aum/runImports.ts', { MONGODB_URI: database.uri });
    await Promise.all([untilDone(killed), untilDone(calm)]);
    last.child.kill('SIGTERM');
    await last.ended;
    const [after, expected] = [await leftBy(killed), await leftBy(calm)];
    expect(after.counts).toEqual(expected.counts);
    expect(after.counts[2]).toBe(ROWS - ROWS / 300 - ROWS / 500);
    expect(after).toEqual(expected);
  }, 120_000);
});
