import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbeddedMongo } from '@linzhang/embedded-mongo';
import mongoose from 'mongoose';
import type { Env } from '../config/env';

export interface DatabaseHandle {
  uri: string;
  embedded: boolean;
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
    close: async () => {
      await mongoose.disconnect();
      await embedded?.stop();
    },
  };
}

async function startEmbedded(dataDir: string): Promise<{ uri: string; stop: () => Promise<void> }> {
  const folder = join(dataDir, 'db');
  await mkdir(folder, { recursive: true });
  const server = await startEmbeddedMongo({ dataDir: folder, durability: 'commit' });
  return { uri: withDatabase(server.uri, 'linzhang'), stop: () => server.stop() };
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
