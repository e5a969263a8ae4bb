import mongoose from 'mongoose';
import { RATE_COUNTS } from '../../server/src/db/rateCount.model';

/** Counts of requests and when a device was last seen change with every call and say nothing about it. */
const LEFT_OUT: readonly string[] = [RATE_COUNTS];

/** Documents by collection, each as JSON. */
export type Dump = Readonly<Record<string, readonly string[]>>;

/** Every document of the test's database as text, by collection; sessions without when they were last used. */
export async function everything(): Promise<Dump> {
  const { db } = mongoose.connection;
  if (!db) throw new Error('no database');
  const names = (await db.listCollections().toArray()).map(({ name }) => name).sort();
  const kept = names.filter((name) => !LEFT_OUT.includes(name));
  const dumps = await Promise.all(
    kept.map((name) =>
      db
        .collection(name)
        .find({}, name === 'sessions' ? { projection: { lastSeenAt: 0, expiresAt: 0 } } : {})
        .sort({ _id: 1 })
        .toArray(),
    ),
  );
  const texts = dumps.map((rows) => rows.map((row) => JSON.stringify(row)));
  return Object.fromEntries(kept.flatMap((name, index) => (texts[index]?.length ? [[name, texts[index]]] : [])));
}

/** The documents of a dump that name one of these ids anywhere. */
export function namingAny(dump: Dump, ids: ReadonlySet<string>): string[] {
  return Object.entries(dump).flatMap(([name, rows]) =>
    rows.filter((row) => idsIn(row).some((id) => ids.has(id))).map((row) => `${name} ${row}`),
  );
}

/** Ids of rows in a text: 24 hex characters, or the 12 of a claim's code. */
export function idsIn(text: string): string[] {
  return text.match(/\b[0-9a-f]{24}\b|"[0-9A-HJKMNP-TV-Z]{12}"/g)?.map((id) => id.replaceAll('"', '')) ?? [];
}
