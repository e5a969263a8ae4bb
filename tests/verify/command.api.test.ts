import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedMongo } from '@linzhang/embedded-mongo';
import mongoose from 'mongoose';
import { callerAt, requestId } from '../support/api';
import { openTestDatabase, startProcess, startServerProcess } from '../support/processes';
import { buildStaffed } from '../support/world/branch';
import { buildOffer } from '../support/world/offers';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linzhang-verify-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function check(env: Record<string, string>): Promise<{ code: number | string; lines: string[] }> {
  const run = startProcess('server/src/verify.ts', env);
  const code = await run.ended;
  return { code, lines: run.output().trim().split('\n') };
}

describe('npm run verify', () => {
  it('is the script of the package', async () => {
    const { scripts } = JSON.parse(await readFile(join(__dirname, '../../package.json'), 'utf8'));
    expect(scripts.verify).toContain('server/src/verify.ts');
  });

  it('ends with 0 where nothing differs, and prints a line and ends with 1 for what does', async () => {
    const database = await openTestDatabase();
    const env = { MONGODB_URI: database.uri };
    const server = await startServerProcess({ ...env, LOG_LEVEL: 'error' });
    const api = callerAt(server.url);
    const { id } = await buildOffer(api, await buildStaffed(api));
    expect(await check(env)).toEqual({ code: 0, lines: ['no differences'] });
    const counters = mongoose.connection.collection('offercounters');
    await counters.updateOne({ _id: new mongoose.Types.ObjectId(id) }, { $inc: { unitsLeft: 1 } });
    const { code, lines } = await check(env);
    const line = JSON.stringify({ projection: 'offerCounters.unitsLeft', id, expected: 50, found: 51 });
    expect([code, lines.sort()]).toEqual([1, ['differences: 1', line].sort()]);
    server.child.kill('SIGKILL');
    await server.ended;
    await database.drop();
  }, 60_000);

  it('says where there is nothing at all to look at', async () => {
    const { code, lines } = await check({ DATA_DIR: join(folder, requestId()) });
    expect(code).toBe(0);
    expect(lines[0]).toContain('The database is empty');
  }, 30_000);

  it('says that a folder is in use by something that cannot be joined', async () => {
    const other = await startEmbeddedMongo({ dataDir: join(folder, 'db') });
    const { code, lines } = await check({ DATA_DIR: folder });
    await other.stop();
    expect(code).toBe(2);
    expect(lines[0]).toContain('DATA_DIR is in use by another process');
  }, 30_000);

  it('says what is wrong with its variables', async () => {
    const { code, lines } = await check({ MONGODB_URI: 'nowhere' });
    expect(code).toBe(2);
    expect(lines.join('\n')).toContain('MONGODB_URI');
  }, 30_000);
});
