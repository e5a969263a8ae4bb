import { MongoClient, MongoServerError } from 'mongodb';
import type { SpawnedServer } from '../../support/spawned-server';

/** What the writers of one kill round share. */
export interface Round {
  readonly client: MongoClient;
  readonly port: number;
  /** Set when the server is about to be killed. */
  stopped: boolean;
}

/** Figures over all rounds. */
export class Tally {
  acknowledged = 0;
  uncertain = 0;
  transactions = 0;
  replayed = 0;
}

/** A client that repeats nothing by itself: the writer must see every lost answer. */
export async function connectOnce(server: SpawnedServer): Promise<MongoClient> {
  const uri = `mongodb://127.0.0.1:${server.port}/?directConnection=true&serverSelectionTimeoutMS=1000`;
  return new MongoClient(uri, { retryWrites: false, retryReads: false }).connect();
}

/**
 * Runs a write to its end. True when it was acknowledged, false when the connection was lost and nobody knows.
 * An answer that is an error is thrown on.
 */
export async function acknowledged(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (!isConnectionLoss(error)) throw error;
    return false;
  }
}

/** True when the server gave no answer. */
export function isConnectionLoss(error: unknown): boolean {
  // A bulk write wraps whatever ended it: without a code it was no answer.
  if (error instanceof MongoServerError) return error.code === undefined;
  const name = error instanceof Error ? error.constructor.name : '';
  return /^Mongo(Network|NetworkTimeout|ServerSelection|PoolCleared|PoolClosed|TopologyClosed|ClientClosed)/.test(name);
}
