import { toDouble } from '../bson/numeric';
import { type Doc, isDoc, type Maybe } from '../bson/values';
import { plainOperation } from '../operation';
import { compileFilter, type Filter } from '../query/filter';
import { prefixOf } from './tables';
import type { IndexField, IndexInfo } from './types';

/** What may change of an index while it lives. */
export interface IndexState {
  readonly spec: Doc;
  readonly multikeyPaths: readonly (readonly number[])[];
  readonly multikey: boolean;
  readonly truncated: boolean;
  readonly state: 'building' | 'ready';
}

/** An index with what the key generation needs at hand. Never changes: `with` makes another one. */
export class StoredIndex implements IndexInfo {
  readonly name: string;
  readonly fields: readonly IndexField[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly hidden: boolean;
  readonly partialFilter?: Doc;
  readonly expireAfterSeconds?: number;
  readonly spec: Doc;
  readonly multikey: boolean;
  readonly multikeyPaths: readonly (readonly number[])[];
  readonly truncated: boolean;
  readonly state: 'building' | 'ready';
  /** Path components per field. */
  readonly components: readonly (readonly string[])[];
  readonly prefix: Buffer;
  /** Top-level fields that decide the keys; undefined when anything may. */
  readonly watched: readonly string[] | undefined;
  private compiledFilter: Filter | undefined;

  constructor(
    readonly id: number,
    state: IndexState,
  ) {
    const { spec } = state;
    this.spec = spec;
    this.multikey = state.multikey;
    this.multikeyPaths = state.multikeyPaths;
    this.truncated = state.truncated;
    this.state = state.state;
    this.name = spec.get('name') as string;
    this.fields = [...(spec.get('key') as Doc)].map(([path, direction]) => ({
      path,
      descending: toDouble(direction) < 0,
    }));
    this.unique = this.name === '_id_' || spec.get('unique') === true;
    this.sparse = spec.get('sparse') === true;
    this.hidden = spec.get('hidden') === true;
    this.partialFilter = spec.get('partialFilterExpression') as Doc | undefined;
    const ttl = spec.get('expireAfterSeconds');
    this.expireAfterSeconds = ttl === undefined ? undefined : toDouble(ttl);
    this.components = this.fields.map((field) => field.path.split('.'));
    this.prefix = prefixOf(id);
    this.watched = watchedFields(this.components, this.partialFilter);
  }

  /** Whether a document belongs into the index at all. */
  covers(doc: Doc): boolean {
    if (!this.partialFilter) return true;
    this.compiledFilter ??= compileFilter(this.partialFilter, plainOperation(0));
    return this.compiledFilter.matches(doc);
  }

  /** True when nothing that decides the keys differs between two versions of a document. */
  sameInputs(before: Doc, after: Doc): boolean {
    if (!this.watched) return false;
    for (const field of this.watched) if (before.get(field) !== after.get(field)) return false;
    return true;
  }

  with(change: Partial<IndexState>): StoredIndex {
    return new StoredIndex(this.id, {
      spec: change.spec ?? this.spec,
      multikey: change.multikey ?? this.multikey,
      multikeyPaths: change.multikeyPaths ?? this.multikeyPaths,
      truncated: change.truncated ?? this.truncated,
      state: change.state ?? this.state,
    });
  }
}

function watchedFields(components: readonly (readonly string[])[], partialFilter: Doc | undefined) {
  const fields = new Set(components.map((path) => path[0]!));
  if (partialFilter && !addFilterFields(partialFilter, fields)) return undefined;
  return [...fields];
}

function addFilterFields(filter: Maybe, fields: Set<string>): boolean {
  if (!isDoc(filter)) return false;
  for (const [name, value] of filter) {
    if (name === '$and' || name === '$or') {
      if (!Array.isArray(value) || !value.every((branch) => addFilterFields(branch, fields))) return false;
    } else if (name.startsWith('$')) {
      return false;
    } else {
      fields.add(name.split('.')[0]!);
    }
  }
  return true;
}
