import mongoose, { Schema } from 'mongoose';
import type { Logger } from '../../platform/logger';
import { takeLease } from '../lease';
import { defineModel } from '../model';

/** One forward step; running it again after a crash half-way must do no harm. */
export interface Migration {
  /** `YYYYMMDDHHmm-name`: the order of running. */
  id: string;
  up: (db: mongoose.mongo.Db) => Promise<void>;
}

interface MigrationRecord {
  _id: string;
  at: Date;
  ms: number;
}

const schema = new Schema<MigrationRecord>({ _id: String, at: Date, ms: Number }, { versionKey: false });
const MigrationRow = defineModel<MigrationRecord>('Migration', schema, 'migrations');

/** A process that is killed half-way keeps the others waiting for this long; a living one renews it. */
const LEASE_MS = 15_000;
const POLL_MS = 200;

/** Runs what is due and makes the declared indexes; of many processes one works and the others wait for it. */
export async function migrate(migrations: readonly Migration[], logger: Logger): Promise<void> {
  for (;;) {
    const giveBack = await takeLease('migrations', LEASE_MS);
    if (giveBack) {
      try {
        await runDue(migrations, logger);
        return;
      } finally {
        await giveBack();
      }
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function runDue(migrations: readonly Migration[], logger: Logger): Promise<void> {
  const done = new Set((await MigrationRow.find().lean()).map((row) => row._id));
  const db = mongoose.connection.db;
  if (!db) throw new Error('no database connection');
  await Promise.all(Object.values(mongoose.models).map(async (each) => each.createCollection()));
  for (const each of Object.values(mongoose.models)) await makeIndexes(each);
  for (const migration of [...migrations].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    if (done.has(migration.id)) continue;
    const from = performance.now();
    await migration.up(db);
    const ms = Math.round(performance.now() - from);
    await MigrationRow.create({ _id: migration.id, at: new Date(), ms });
    logger.info({ migration: migration.id, ms }, 'migration done');
  }
}

/** Names of keys, or of an index, that another declaration has taken before. */
const DECLARED_OTHERWISE: readonly unknown[] = [85, 86];

/** Makes the declared indexes of a collection; where one was declared otherwise before, it is made anew. */
async function makeIndexes(collection: mongoose.Model<unknown>): Promise<void> {
  try {
    await collection.createIndexes();
  } catch (error) {
    if (!DECLARED_OTHERWISE.includes((error as { code?: unknown }).code)) throw error;
    for (const name of await indexesInTheWay(collection)) await collection.collection.dropIndex(name);
    await collection.createIndexes();
  }
}

/** Stored indexes with the keys or the name of a declared one, but not like it. What nobody declared stays: an operator made it. */
async function indexesInTheWay(collection: mongoose.Model<unknown>): Promise<string[]> {
  const { toDrop } = await collection.diffIndexes();
  const declared = collection.schema.indexes();
  const stored = await collection.collection.indexes();
  return stored
    .filter(({ name, key }) =>
      declared.some(([keys, options]) => options.name === name || JSON.stringify(keys) === JSON.stringify(key)),
    )
    .flatMap(({ name }) => (name !== undefined && toDrop.includes(name) ? [name] : []));
}
