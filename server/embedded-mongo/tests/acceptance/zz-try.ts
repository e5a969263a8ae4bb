import { mkdtempSync, rmSync } from 'node:fs';
import fc from 'fast-check';
import { spawnServer } from '../support/spawned-server';
import { sessionCase, showSession } from './property/commands';
import { PlainConnection } from './property/connection';
import { ServerCollection } from './property/server-collection';
import { Session } from './property/session';

async function main() {
  const dir = mkdtempSync('/tmp/prop-');
  const server = await spawnServer(dir);
  const connection = await PlainConnection.open(server.uri);
  let n = 0;
  const start = Date.now();
  for (let round = 0; round < Number(process.argv[2] ?? 1); round++) {
    let last = '';
    const property = fc.asyncProperty(sessionCase(10), async (session) => {
      const collection = new ServerCollection(connection, 'p', `c${++n}`);
      const run = new Session(collection);
      try {
        await run.run(session);
      } catch (error) {
        last = (error as Error).message.slice(0, 1500) + '\nfirst:\n' + showSession(session, 1).slice(0, 300);
        throw error;
      } finally {
        await collection.drop();
      }
    });
    const result = await fc.check(property, {
      numRuns: Number(process.argv[3] ?? 500),
      seed: Number(process.argv[4] ?? Date.now()) + round,
      interruptAfterTimeLimit: 60000,
    });
    console.log(result.failed ? `--- FAILED run ${result.numRuns} seed ${result.seed}\n${last}` : '--- ok');
  }
  console.log(n, 'sessions', Date.now() - start, 'ms');
  connection.close();
  await server.end('SIGTERM');
  rmSync(dir, { recursive: true });
}
void main();
