import { randomBytes } from 'node:crypto';
import { type Doc, docOf } from '../bson/values';
import { StoredIndex } from './stored-index';
import { prefixOf } from './tables';
import type { Collection } from './types';

/** A collection as the catalog knows it. Never changes: a change makes another one with the same id. */
export class StoredCollection implements Collection {
  /** Four bytes that begin the keys of its documents. */
  readonly prefix: Buffer;

  constructor(
    readonly id: number,
    readonly namespace: string,
    readonly uuid: Uint8Array,
    readonly options: Doc,
    readonly indexes: readonly StoredIndex[],
  ) {
    this.prefix = prefixOf(id);
  }

  with(change: { namespace?: string; options?: Doc; indexes?: readonly StoredIndex[] }): StoredCollection {
    return new StoredCollection(
      this.id,
      change.namespace ?? this.namespace,
      this.uuid,
      change.options ?? this.options,
      change.indexes ?? this.indexes,
    );
  }

  /** The same collection with one index exchanged. */
  withIndex(index: StoredIndex): StoredCollection {
    return this.with({ indexes: this.indexes.map((other) => (other.id === index.id ? index : other)) });
  }
}

/** A new collection with its `_id` index. */
export function newCollection(id: number, idIndexId: number, namespace: string, options: Doc): StoredCollection {
  const uuid = randomBytes(16);
  uuid[6] = (uuid[6]! & 0x0f) | 0x40;
  uuid[8] = (uuid[8]! & 0x3f) | 0x80;
  const spec = docOf({ v: 2, key: docOf({ _id: 1 }), name: '_id_' });
  return new StoredCollection(id, namespace, uuid, options, [newIndex(idIndexId, spec, 'ready')]);
}

/** An index without entries. */
export function newIndex(id: number, spec: Doc, state: 'building' | 'ready'): StoredIndex {
  const fields = (spec.get('key') as Doc).size;
  const multikeyPaths = Array.from({ length: fields }, () => []);
  return new StoredIndex(id, { spec, state, multikey: false, truncated: false, multikeyPaths });
}

/** All collections at one moment. Changing it makes another catalog; snapshots keep theirs. */
export class Catalog {
  constructor(
    readonly byNamespace: ReadonlyMap<string, StoredCollection> = new Map(),
    readonly byId: ReadonlyMap<number, StoredCollection> = new Map(),
  ) {}

  /** With `collection` added, or in place of the one with the same id. */
  with(collection: StoredCollection): Catalog {
    const byNamespace = new Map(this.byNamespace);
    const former = this.byId.get(collection.id);
    if (former && former.namespace !== collection.namespace) byNamespace.delete(former.namespace);
    byNamespace.set(collection.namespace, collection);
    return new Catalog(byNamespace, new Map(this.byId).set(collection.id, collection));
  }

  without(collection: Collection): Catalog {
    const byNamespace = new Map(this.byNamespace);
    const byId = new Map(this.byId);
    byNamespace.delete(this.byId.get(collection.id)?.namespace ?? collection.namespace);
    byId.delete(collection.id);
    return new Catalog(byNamespace, byId);
  }

  /** Those of one database, or all, by name. */
  list(database?: string): StoredCollection[] {
    const prefix = `${database}.`;
    const found = [...this.byNamespace.values()].filter(
      (collection) => database === undefined || collection.namespace.startsWith(prefix),
    );
    return found.sort((a, b) => (a.namespace < b.namespace ? -1 : 1));
  }
}

/** Where a writer finds and changes its catalog: the one of all, or a transaction's own. */
export interface CatalogCell {
  catalog: Catalog;
}
