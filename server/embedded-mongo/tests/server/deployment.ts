import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, type MongoClientOptions } from 'mongodb';
import { DEFAULT_OPTIONS, type RunningServer, type ServerOptions, startServer } from '../../src/server/server';

/** A server inside the test's own process, on its own directory. */
export interface OwnServer {
  readonly uri: string;
  readonly port: number;
  /** Closes the server and opens the same directory again, as a restart does. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function startOwnServer(options: Partial<ServerOptions> = {}): Promise<OwnServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'embedded-mongo-'));
  const start = (port: number) => startServer({ ...DEFAULT_OPTIONS, testCommands: true, dataDir, ...options, port });
  let server: RunningServer = await start(0);
  const { port } = server;
  return {
    uri: `mongodb://127.0.0.1:${port}/?replicaSet=rs0&serverSelectionTimeoutMS=5000`,
    port,
    restart: async () => {
      await server.close();
      server = await start(port);
    },
    close: async () => {
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A server and a client for behaviour that a real MongoDB must show as well: MONGODB_URI names one, else it is our own. */
export async function connectDeployment(options: MongoClientOptions = {}) {
  const given = process.env.MONGODB_URI;
  const own = given ? undefined : await startOwnServer();
  const client = await new MongoClient(given ?? own!.uri, options).connect();
  const database = client.db(`embedded_mongo_${process.pid}_${Date.now()}`);
  return {
    client,
    database,
    close: async () => {
      await database.dropDatabase();
      await client.close();
      await own?.close();
    },
  };
}
