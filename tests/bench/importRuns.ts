import mongoose from 'mongoose';
import { workImports } from '../../server/src/aum/importWorker.service';
import { LIST_LIMITS } from '../../server/src/aum/listRows';
import { readEnv } from '../../server/src/config/env';
import { connect } from '../../server/src/db/connection';
import { memberSecrets } from '../../server/src/members/secrets';
import { createLogger } from '../../server/src/platform/logger';
import { csvRows } from '../../server/src/sheets/csvRows';
import { xlsxRows } from '../../server/src/sheets/xlsxRows';

const BATCH = 1_000;
const LOOK_MS = 50;

/** Reads a file and writes two documents for each line as the driver does it, without any rule. */
async function floor(path: string): Promise<void> {
  const headings: string[] = [];
  let batch: object[] = [];
  const flush = async () => {
    for (const name of ['floorrows', 'flooraccounts'])
      await mongoose.connection
        .collection(name)
        .bulkWrite(batch.map((document) => ({ insertOne: { document: { ...document } } })) as never, {
          ordered: false,
        });
    batch = [];
  };
  for await (const cells of path.endsWith('.xlsx') ? xlsxRows(path, LIST_LIMITS) : csvRows(path)) {
    if (headings.length === 0) headings.push(...cells);
    else batch.push(Object.fromEntries(headings.map((heading, at) => [heading, cells[at] ?? ''])));
    if (batch.length === BATCH) await flush();
  }
  if (batch.length > 0) await flush();
}

/** One run in a process of its own, so that its memory is its own: the product's, or what it is compared with. */
async function main(): Promise<void> {
  await connect(process.env.MONGODB_URI ?? '');
  const { hashPhone } = memberSecrets(readEnv({ NODE_ENV: 'test' }));
  let most = 0;
  const look = () => {
    most = Math.max(most, process.memoryUsage.rss());
  };
  const timer = setInterval(look, LOOK_MS);
  const from = performance.now();
  if (process.env.ROLE === 'floor') await floor(process.env.FILE ?? '');
  else await workImports({ hashPhone, now: () => new Date(), logger: createLogger('silent'), stopping: () => false });
  const ms = performance.now() - from;
  look();
  clearInterval(timer);
  process.send?.({ ms, mb: most / 1024 / 1024 });
  await mongoose.disconnect();
  process.disconnect?.();
}

void main();
