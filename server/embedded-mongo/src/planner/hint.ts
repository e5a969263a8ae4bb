import { valuesEqual } from '../bson/compare';
import { KeyWriter } from '../bson/keys';
import { toDouble } from '../bson/numeric';
import { type Doc, isDoc, type Maybe } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import type { Collection, IndexInfo } from '../storage/types';
import { boundText } from './bounds-doc';
import type { Plan, Query } from './types';

/** What a hint asks for: an index, or reading the collection in one direction. */
export type Hint = { readonly index: IndexInfo } | { readonly natural: 1 | -1 };

/** Finds what the hint names; undefined when there is none. Throws BadValue for an index that is not there. */
export function resolveHint(collection: Collection, query: Query): Hint | undefined {
  const natural = naturalSort(query.sort) ?? naturalSort(query.hint);
  if (natural) return { natural };
  const { hint } = query;
  if (hint === undefined || (isDoc(hint) && hint.size === 0)) return undefined;
  const index = collection.indexes.find((candidate) => {
    if (candidate.state !== 'ready' || candidate.hidden) return false;
    return typeof hint === 'string' ? candidate.name === hint : samePattern(candidate.spec.get('key') as Doc, hint);
  });
  if (!index) throw badHint(collection);
  return { index };
}

/** `{$natural: 1}` as a sort or a hint. */
function naturalSort(value: Maybe): 1 | -1 | undefined {
  if (!isDoc(value) || !value.has('$natural')) return undefined;
  return toDouble(value.get('$natural')!) < 0 ? -1 : 1;
}

function samePattern(key: Doc, hint: Maybe): boolean {
  if (!isDoc(hint) || hint.size !== key.size) return false;
  const wanted = [...hint];
  return [...key].every(([path, direction], i) => wanted[i]![0] === path && valuesEqual(direction, wanted[i]![1]));
}

function badHint(collection: Collection): CommandError {
  return new CommandError(
    ErrorCode.BadValue,
    `error processing query: ns=${collection.namespace} planner returned error :: caused by :: hint provided does not correspond to an existing index`,
  );
}

/** The plan for `min` (inclusive) and `max` (exclusive), which name values of the fields of the hinted index. */
export function planMinMax(index: IndexInfo, query: Query): Plan {
  const low = query.min ? boundKey(index, query.min, 'min') : Buffer.alloc(0);
  const high = query.max ? boundKey(index, query.max, 'max') : Buffer.of(0xff);
  if (query.min && query.max && Buffer.compare(low, high) >= 0) {
    throw new CommandError(51175, 'The value provided for min() must be less than the value provided for max()');
  }
  const bounds = () => minMaxDoc(index, query);
  const access = { kind: 'index', index, ranges: [{ low, high }], points: undefined, reverse: false, bounds } as const;
  return { access, exact: false, sorted: query.sort === undefined };
}

function boundKey(index: IndexInfo, bound: Doc, name: string): Buffer {
  const writer = new KeyWriter();
  for (const { path, descending } of index.fields) {
    if (!bound.has(path) || bound.size !== index.fields.length) {
      throw new CommandError(51174, `The index chosen is not compatible with min/max (field '${path}' of ${name})`);
    }
    writer.appendValue(bound.get(path), descending);
  }
  return writer.toBuffer();
}

function minMaxDoc(index: IndexInfo, { min, max }: Query): Doc {
  const doc: Doc = new Map();
  for (const { path } of index.fields) {
    const low = min ? boundText(min.get(path)) : 'MinKey';
    const high = max ? boundText(max.get(path)) : 'MaxKey';
    doc.set(path, [`[${low}, ${high})`]);
  }
  return doc;
}

/** min and max say nothing about which index is meant. */
export function requireHint(): CommandError {
  return new CommandError(51173, 'When using min()/max() a hint of which index to use must be provided');
}
