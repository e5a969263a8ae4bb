import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedMongo } from '@linzhang/embedded-mongo';

/** Starts one embedded database for all API tests of a run, unless MONGODB_URI names another; each test file uses its own database in it. */
export default async function startDatabase(): Promise<void> {
  if (process.env.MONGODB_URI) {
    process.env.TEST_MONGODB_URI = process.env.MONGODB_URI;
    return;
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'linzhang-test-'));
  const server = await startEmbeddedMongo({ dataDir, durability: 'commit' });
  process.env.TEST_MONGODB_URI = server.uri;
  (globalThis as { testDatabase?: unknown }).testDatabase = { server, dataDir };
}
