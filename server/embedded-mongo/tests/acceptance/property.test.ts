import fc from 'fast-check';
import { serverForTests } from '../support/spawned-server';
import { sessionCase, showSession } from './property/commands';
import { PlainConnection } from './property/connection';
import { ServerCollection } from './property/server-collection';
import { Session } from './property/session';

const SESSIONS = Number(process.env['PROPERTY_SESSIONS'] ?? 500);
const COMMANDS = 10;
const DATABASE = `embedded_mongo_property_${process.pid}`;

let server: Awaited<ReturnType<typeof serverForTests>>;
let connection: PlainConnection;
let compared = 0;

beforeAll(async () => {
  server = await serverForTests();
  connection = await PlainConnection.open(server.uri);
}, 60_000);

afterAll(async () => {
  await connection.run(
    new Map<string, string | number>([
      ['dropDatabase', 1],
      ['$db', DATABASE],
    ]) as never,
  );
  connection.close();
  await server.stop();
  console.info(`${compared} random commands compared with the model`);
});

describe('Random documents, indexes and commands', () => {
  it('have the same effect and the same answer as in a plain model, by an index and without', async () => {
    let sessions = 0;
    const property = fc.asyncProperty(sessionCase(COMMANDS), async (session) => {
      sessions += 1;
      const collection = new ServerCollection(connection, DATABASE, `c${sessions}`);
      const run = new Session(collection);
      try {
        await run.run(session);
      } catch (error) {
        throw new Error(`${(error as Error).message}\nafter\n  ${showSession(session, run.compared + 1)}`);
      } finally {
        compared += run.compared;
        await collection.drop();
      }
    });
    const seed = process.env['PROPERTY_SEED'] ? { seed: Number(process.env['PROPERTY_SEED']) } : {};
    await fc.assert(property, { numRuns: SESSIONS, ...seed });
    expect(compared).toBeGreaterThanOrEqual(SESSIONS * COMMANDS);
  }, 300_000);
});
