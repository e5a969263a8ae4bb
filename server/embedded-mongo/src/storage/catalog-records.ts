import { decodeDocument } from '../bson/decode';
import { encodeDocument } from '../bson/encode';
import { Binary, type Doc, docOf, type Value } from '../bson/values';
import { Catalog, StoredCollection } from './catalog';
import { scan, TableSource } from './source';
import { StoredIndex } from './stored-index';
import type { Tables } from './tables';

/** What the meta table holds, by the first byte of the key. */
const Kind = { collection: 0x10, count: 0x20, garbage: 0x30, nextId: 0x40 } as const;

/** A range of keys that a drop left behind, to be swept. */
export interface Garbage {
  readonly table: 'documents' | 'indexes';
  /** Id of the collection or index that was dropped. */
  readonly id: number;
}

function keyOf(kind: number, id: number, ...more: number[]): Buffer {
  const key = Buffer.alloc(5 + more.length);
  key[0] = kind;
  key.writeUInt32BE(id, 1);
  key.set(more, 5);
  return key;
}

function range(kind: number) {
  return { low: Buffer.of(kind), high: Buffer.of(kind + 1), reverse: false, values: true };
}

export function saveCollection(tables: Tables, collection: StoredCollection): void {
  const record = docOf({
    namespace: collection.namespace,
    uuid: new Binary(collection.uuid, 4),
    options: collection.options,
    indexes: collection.indexes.map(
      (index): Value =>
        docOf({
          id: index.id,
          spec: index.spec,
          multikey: index.multikey,
          multikeyPaths: index.multikeyPaths.map((positions) => [...positions]),
          truncated: index.truncated,
          state: index.state,
        }),
    ),
  });
  tables.put('meta', keyOf(Kind.collection, collection.id), encodeDocument(record));
}

export function removeCollection(tables: Tables, id: number): void {
  tables.remove('meta', keyOf(Kind.collection, id));
  tables.remove('meta', keyOf(Kind.count, id));
}

/** Reads the whole catalog, as at the start. */
export function loadCatalog(tables: Tables): Catalog {
  const byNamespace = new Map<string, StoredCollection>();
  const byId = new Map<number, StoredCollection>();
  for (const { key, value } of scan(new TableSource(tables), 'meta', range(Kind.collection))) {
    const collection = collectionOf(key.readUInt32BE(1), decodeDocument(value));
    byNamespace.set(collection.namespace, collection);
    byId.set(collection.id, collection);
  }
  return new Catalog(byNamespace, byId);
}

function collectionOf(id: number, record: Doc): StoredCollection {
  const indexes = (record.get('indexes') as Doc[]).map(
    (index) =>
      new StoredIndex(index.get('id') as number, {
        spec: index.get('spec') as Doc,
        multikey: index.get('multikey') as boolean,
        multikeyPaths: index.get('multikeyPaths') as number[][],
        truncated: index.get('truncated') as boolean,
        state: index.get('state') as 'building' | 'ready',
      }),
  );
  const uuid = (record.get('uuid') as Binary).bytes;
  return new StoredCollection(id, record.get('namespace') as string, uuid, record.get('options') as Doc, indexes);
}

export function countKey(collectionId: number): Buffer {
  return keyOf(Kind.count, collectionId);
}

export function encodeCount(count: number): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeDoubleBE(count, 0);
  return bytes;
}

export function decodeCount(bytes: Buffer | undefined): number {
  return bytes ? bytes.readDoubleBE(0) : 0;
}

const TABLE_CODES = ['documents', 'indexes'] as const;

export function addGarbage(tables: Tables, { table, id }: Garbage): void {
  tables.put('meta', keyOf(Kind.garbage, id, TABLE_CODES.indexOf(table)), Buffer.of(1));
}

export function removeGarbage(tables: Tables, { table, id }: Garbage): void {
  tables.remove('meta', keyOf(Kind.garbage, id, TABLE_CODES.indexOf(table)));
}

/** Any one range left to sweep. */
export function nextGarbage(tables: Tables): Garbage | undefined {
  const { entries } = new TableSource(tables).chunk('meta', range(Kind.garbage), { count: 1, bytes: 1 });
  const key = entries[0]?.key;
  return key && { id: key.readUInt32BE(1), table: TABLE_CODES[key[5]!]! };
}

export function saveNextId(tables: Tables, next: number): void {
  tables.put('meta', keyOf(Kind.nextId, 0), encodeCount(next));
}

export function loadNextId(tables: Tables): number {
  return decodeCount(tables.get('meta', keyOf(Kind.nextId, 0))) || 1;
}
