import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbeddedMongo } from '@linzhang/embedded-mongo';
import mongoose from 'mongoose';
import type { Env } from '../config/env';

export interface DatabaseHandle {
  uri: string;
  embedded: boolean;
  /** True where another process runs the embedded database, and this one only looks in. */
  joined: boolean;
  /** Closes the connection, and the embedded database where it runs. */
  close: () => Promise<void>;
}

/** Opens MONGODB_URI, or starts the embedded database in DATA_DIR and opens that. */
export async function openDatabase(env: Pick<Env, 'MONGODB_URI' | 'DATA_DIR'>): Promise<DatabaseHandle> {
  const embedded = env.MONGODB_URI ? null : await startEmbedded(env.DATA_DIR);
  const uri = env.MONGODB_URI ?? embedded?.uri ?? '';
  await connect(uri).catch(async (error: unknown) => {
    await embedded?.stop();
    throw error;
  });
  return {
    uri,
    embedded: embedded !== null,
    joined: false,
    close: async () => {
      await mongoose.disconnect();
      await embedded?.stop();
    },
  };
}

/**
 * Opens the database beside a server that may be running: like `openDatabase`, but where another process runs the
 * embedded database of DATA_DIR, it is joined at the address that process left there.
 */
export async function joinDatabase(env: Pick<Env, 'MONGODB_URI' | 'DATA_DIR'>): Promise<DatabaseHandle> {
  try {
    return await openDatabase(env);
  } catch (error) {
    if (!isInUse(error)) throw error;
    const uri = await readFile(join(env.DATA_DIR, ADDRESS_FILE), 'utf8').catch(() => {
      throw error;
    });
    await connect(uri);
    return { uri, embedded: true, joined: true, close: () => mongoose.disconnect() };
  }
}

/** Where a running server leaves the address of its embedded database, for tools of the same user. */
const ADDRESS_FILE = 'db.uri';

/** True where the folder of the embedded database belongs to another process. */
export function isInUse(error: unknown): boolean {
  return error instanceof Error && /is in use by process/.test(error.message);
}

async function startEmbedded(dataDir: string): Promise<{ uri: string; stop: () => Promise<void> }> {
  const folder = join(dataDir, 'db');
  const address = join(dataDir, ADDRESS_FILE);
  await mkdir(folder, { recursive: true });
  const server = await startEmbeddedMongo({ dataDir: folder, durability: 'commit' });
  const uri = withDatabase(server.uri, 'linzhang');
  // Removed first: the mode counts only for a file that is made anew.
  await rm(address, { force: true });
  await writeFile(address, uri, { mode: 0o600 });
  return {
    uri,
    stop: async () => {
      await rm(address, { force: true });
      await server.stop();
    },
  };
}

function withDatabase(uri: string, name: string): string {
  const parsed = new URL(uri);
  if (parsed.pathname === '' || parsed.pathname === '/') parsed.pathname = `/${name}`;
  return parsed.toString();
}

/** Connects mongoose with what holds for every process: majority writes, no silent index building, no buffering. */
export async function connect(uri: string): Promise<void> {
  mongoose.set('strictQuery', 'throw');
  await mongoose.connect(uri, {
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
    maxPoolSize: 100,
    serverSelectionTimeoutMS: 10_000,
    writeConcern: { w: 'majority' },
    readConcern: { level: 'majority' },
  });
}
