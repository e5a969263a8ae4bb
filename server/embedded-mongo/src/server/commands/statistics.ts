import { hostname } from 'node:os';
import { fromCount } from '../../bson/numeric';
import { type Doc, Double, docOf, UtcDate } from '../../bson/values';
import { CommandError } from '../../errors';
import { compileFilter } from '../../query/filter';
import type { Collection, View } from '../../storage/types';
import { docField, fieldRules, flagField, numberField } from '../arguments';
import type { CommandContext, CommandTable } from '../command';
import { namespaceOf } from '../namespaces';
import { type Reading, reading } from '../readings';
import { REPLICA_SET, SERVER_VERSION } from '../services';
import { isView } from '../views';

const statisticsFields = fieldRules({ scale: 'number', freeStorage: 'number' });

/** serverStatus, dbStats, collStats and listDatabases. */
export const statisticsCommands: CommandTable = {
  serverStatus: { fields: fieldRules({}), acceptsAnyField: true, run: serverStatus },
  dbStats: { fields: statisticsFields, run: databaseStatistics },
  dbstats: { fields: statisticsFields, run: databaseStatistics },
  collStats: { fields: statisticsFields, run: collectionStatistics },
  collstats: { fields: statisticsFields, run: collectionStatistics },
  dataSize: { fields: fieldRules({}), run: dataSize },
  listDatabases: {
    fields: fieldRules({ filter: 'object', nameOnly: 'flag', authorizedDatabases: 'flag' }),
    adminOnly: true,
    stableApi: true,
    run: listDatabases,
  },
};

function serverStatus({ services }: CommandContext): Doc {
  const { counters, cursors, sessions } = services;
  const { current, totalCreated } = services.connectionCounts();
  const { sessions: sessionCount, transactions } = sessions.counts;
  const uptimeMs = Date.now() - services.startedAt;
  const memory = process.memoryUsage();
  return docOf({
    host: `${hostname()}:${services.address().split(':')[1]}`,
    version: SERVER_VERSION,
    process: 'embedded-mongo',
    pid: BigInt(process.pid),
    uptime: new Double(uptimeMs / 1000),
    uptimeMillis: BigInt(uptimeMs),
    localTime: new UtcDate(Date.now()),
    connections: docOf({ current, totalCreated, active: current }),
    logicalSessionRecordCache: docOf({ activeSessionsCount: sessionCount }),
    mem: docOf({ bits: 64, resident: Math.round(memory.rss / 1048576), supported: true }),
    metrics: docOf({ cursor: docOf({ open: docOf({ total: BigInt(cursors.size) }) }) }),
    opcounters: docOf({
      insert: BigInt(counters.inserted),
      query: BigInt(counters.queries),
      update: BigInt(counters.updated),
      delete: BigInt(counters.deleted),
      getmore: BigInt(counters.getMores),
      command: BigInt(counters.commands),
    }),
    repl: docOf({ setName: REPLICA_SET, isWritablePrimary: true, me: services.address(), hosts: [services.address()] }),
    storageEngine: docOf({ name: 'lmdb', supportsCommittedReads: true, persistent: true, readOnly: false }),
    transactions: docOf({ currentOpen: BigInt(transactions), currentActive: BigInt(transactions) }),
  });
}

/** Sizes of one collection in bytes. */
function sizesOf(context: CommandContext, view: View, collection: Collection) {
  const { documents, indexes } = context.services.storage.sizes(view, collection);
  let indexTotal = 0;
  for (const size of indexes.values()) indexTotal += size;
  return { documents, indexes, indexTotal, count: view.count(collection) };
}

function scaleOf(command: Doc): number {
  const scale = Math.trunc(numberField(command, 'scale') ?? 1);
  if (scale >= 1) return scale;
  throw new CommandError(51024, `BSON field 'scale' value must be >= 1, actual value '${scale}'`);
}

function scaled(bytes: number, scale: number) {
  return fromCount(Math.floor(bytes / scale));
}

function collectionStatistics(context: CommandContext): Promise<Doc> {
  const namespace = namespaceOf(context);
  const scale = scaleOf(context.command);
  return reading(context, ({ view }) => storageStatistics(context, view, namespace, scale));
}

/** What collStats and `$collStats` tell about a collection; zeros where it does not exist. */
export function storageStatistics(context: CommandContext, view: View, namespace: string, scale: number): Doc {
  const collection = view.collection(namespace);
  const sizes = collection && !isView(collection) ? sizesOf(context, view, collection) : undefined;
  const { documents = 0, indexTotal = 0, count = 0 } = sizes ?? {};
  const indexSizes: Doc = new Map();
  for (const [name, size] of sizes?.indexes ?? []) indexSizes.set(name, scaled(size, scale));
  return docOf({
    ns: namespace,
    size: scaled(documents, scale),
    count: fromCount(count),
    avgObjSize: count > 0 ? fromCount(Math.round(documents / count)) : undefined,
    numOrphanDocs: 0,
    storageSize: scaled(documents, scale),
    freeStorageSize: 0,
    capped: false,
    nindexes: sizes ? collection!.indexes.length : 0,
    indexBuilds: [],
    totalIndexSize: scaled(indexTotal, scale),
    totalSize: scaled(documents + indexTotal, scale),
    indexSizes,
    scaleFactor: scale,
  });
}

function databaseStatistics(context: CommandContext): Promise<Doc> {
  const scale = scaleOf(context.command);
  return reading(context, ({ view }) => {
    const collections = view.collections(context.database);
    const stored = collections.filter((collection) => !isView(collection));
    let objects = 0;
    let dataBytes = 0;
    let indexBytes = 0;
    let indexes = 0;
    for (const collection of stored) {
      const sizes = sizesOf(context, view, collection);
      objects += sizes.count;
      dataBytes += sizes.documents;
      indexBytes += sizes.indexTotal;
      indexes += collection.indexes.length;
    }
    const decimal = (bytes: number) => new Double(bytes / scale);
    return docOf({
      db: context.database,
      collections: BigInt(stored.length),
      views: BigInt(collections.length - stored.length),
      objects: BigInt(objects),
      avgObjSize: new Double(objects > 0 ? dataBytes / objects : 0),
      dataSize: decimal(dataBytes),
      storageSize: decimal(dataBytes),
      indexes: BigInt(indexes),
      indexSize: decimal(indexBytes),
      totalSize: decimal(dataBytes + indexBytes),
      scaleFactor: BigInt(scale),
      fsUsedSize: decimal(context.services.storage.fileSize()),
    });
  });
}

function dataSize(context: CommandContext): Promise<Doc> {
  const namespace = String(context.command.get('dataSize'));
  return reading(context, ({ view }) => {
    const collection = view.collection(namespace);
    const sizes = collection && sizesOf(context, view, collection);
    return docOf({
      size: BigInt(sizes?.documents ?? 0),
      numObjects: BigInt(sizes?.count ?? 0),
      estimate: true,
      millis: 0n,
    });
  });
}

function listDatabases(context: CommandContext): Promise<Doc> {
  const { command, operation } = context;
  const filter = compileFilter(docField(command, 'filter') ?? new Map(), operation);
  return reading(context, (opened) => {
    const found = databaseEntries(context, opened).filter(({ entry }) => filter.matches(entry));
    const nameOnly = flagField(command, 'nameOnly');
    const databases = found.map(({ entry }) => (nameOnly ? docOf({ name: entry.get('name') }) : entry));
    if (nameOnly) return docOf({ databases });
    const total = found.reduce((sum, { bytes }) => sum + bytes, 0);
    return docOf({ databases, totalSize: BigInt(total), totalSizeMb: BigInt(Math.floor(total / 1048576)) });
  });
}

function databaseEntries(context: CommandContext, { view }: Reading): { entry: Doc; bytes: number }[] {
  const bytesOf = new Map<string, { bytes: number; count: number }>();
  for (const collection of view.collections()) {
    const name = collection.namespace.slice(0, collection.namespace.indexOf('.'));
    const sum = bytesOf.get(name) ?? { bytes: 0, count: 0 };
    if (!isView(collection)) {
      const sizes = sizesOf(context, view, collection);
      sum.bytes += sizes.documents + sizes.indexTotal;
      sum.count += sizes.count;
    }
    bytesOf.set(name, sum);
  }
  return [...bytesOf]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { bytes, count }]) => ({
      entry: docOf({ name, sizeOnDisk: BigInt(bytes), empty: count === 0 }),
      bytes,
    }));
}
