import { canonicalType, Rank } from '../bson/compare';
import { encodeKey, KeyWriter } from '../bson/keys';
import { isNumeric, toDouble, truthy } from '../bson/numeric';
import {
  BsonSymbol,
  Double,
  isArray,
  isDoc,
  isNullish,
  type Maybe,
  ObjectId,
  Regex,
  UNDEFINED,
  UtcDate,
  type Value,
} from '../bson/values';
import type { Operation } from '../operation';
import { regexPrefix } from '../query/regex';
import {
  ALL_VALUES,
  type Bound,
  boundAt,
  bracketOf,
  complement,
  type Interval,
  nextPrefix,
  pointAt,
  pointOf,
  union,
} from './intervals';
import type { Predicate } from './predicates';

/** What an index on the path of a predicate is searched for. */
export interface PredicateBounds {
  readonly intervals: readonly Interval[];
  /** The entries found are those of matching documents, all of them and no others. */
  readonly exact: boolean;
  /** A document without the field can match: an index that leaves such documents out does not serve. */
  readonly matchesMissing: boolean;
  /** Only usable where no array lies on the path. */
  readonly needsScalar: boolean;
  /** How selective: equality 10, few values 9, a range 5 or 6, next to nothing 1. */
  readonly weight: number;
}

const EMPTY_ARRAY_KEY = emptyArrayKey();
/** Ends of the bracket of a class, as explain shows them. */
const LABELS = new Map<number, { low: Maybe; high: Maybe }>([
  [Rank.number, { low: new Double(Number.NEGATIVE_INFINITY), high: new Double(Number.POSITIVE_INFINITY) }],
  [Rank.string, { low: '', high: new Map() }],
  [Rank.object, { low: new Map(), high: [] }],
  [Rank.objectId, { low: new ObjectId(Buffer.alloc(12)), high: new ObjectId(Buffer.alloc(12, 0xff)) }],
  [Rank.bool, { low: false, high: true }],
  [Rank.date, { low: new UtcDate(-0x8000_0000_0000_0000n), high: new UtcDate(0x7fff_ffff_ffff_ffffn) }],
]);

function emptyArrayKey(): Buffer {
  const writer = new KeyWriter();
  writer.appendEmptyArray();
  return writer.toBuffer();
}

/** Bounds of a predicate; undefined when an index does not help. */
export function boundsOf(predicate: Predicate, operation: Operation): PredicateBounds | undefined {
  const { operator, argument } = predicate;
  if (operation.collator && dependsOnCollation(argument)) return undefined;
  switch (operator) {
    case '$eq':
      return equality(argument);
    case '$in':
      return membership(argument);
    case '$ne':
      return exclusion([argument]);
    case '$nin':
      return isArray(argument) ? exclusion(argument) : undefined;
    case '$exists':
      return existence(truthy(argument));
    case '$regex':
      return pattern(argument, predicate.options);
    case '$type':
      return undefined;
    default:
      return range(operator, argument);
  }
}

/** Whether a comparison with the value depends on a collation; indexes order strings by their bytes. */
export function dependsOnCollation(value: Maybe): boolean {
  if (typeof value === 'string' || value instanceof BsonSymbol || value instanceof Regex) return true;
  if (isArray(value)) return value.some(dependsOnCollation);
  return isDoc(value) && [...value.values()].some(dependsOnCollation);
}

function equality(value: Value): PredicateBounds {
  const intervals = isArray(value) ? union(pointsOfArray(value)) : [pointOf(value)];
  const missing = isNullish(value);
  return { intervals, exact: !isArray(value) && !missing, matchesMissing: missing, needsScalar: false, weight: 10 };
}

/** An array is met under the key of its first element, or whole as the element of another array. */
function pointsOfArray(array: Value[]): Interval[] {
  const first = array.length === 0 ? pointAt(EMPTY_ARRAY_KEY, UNDEFINED) : pointOf(array[0]);
  return [first, pointOf(array)];
}

function membership(argument: Value): PredicateBounds | undefined {
  if (!isArray(argument)) return undefined;
  const intervals: Interval[] = [];
  let exact = true;
  let matchesMissing = false;
  for (const value of argument) {
    if (value instanceof Regex) {
      const matching = pattern(value, undefined);
      if (!matching) return undefined;
      intervals.push(...matching.intervals);
      exact = false;
      continue;
    }
    const single = equality(value);
    intervals.push(...single.intervals);
    exact &&= single.exact;
    matchesMissing ||= single.matchesMissing;
  }
  const weight = argument.length === 1 ? 10 : 9;
  return { intervals: union(intervals), exact, matchesMissing, needsScalar: false, weight };
}

function exclusion(values: readonly Value[]): PredicateBounds | undefined {
  if (values.some((value) => isArray(value) || value instanceof Regex)) return undefined;
  const matchesMissing = !values.some((value) => isNullish(value));
  const intervals = complement(union(values.map(pointOf)));
  return { intervals, exact: false, matchesMissing, needsScalar: true, weight: 1 };
}

function existence(wanted: boolean): PredicateBounds {
  const intervals = wanted ? ALL_VALUES : [pointOf(null)];
  return { intervals, exact: false, matchesMissing: !wanted, needsScalar: false, weight: wanted ? 1 : 10 };
}

function pattern(argument: Value, given: string | undefined): PredicateBounds | undefined {
  const source = argument instanceof Regex ? argument.pattern : argument;
  if (typeof source !== 'string') return undefined;
  const options = given ?? (argument instanceof Regex ? argument.options : '');
  const prefix = regexPrefix(source, options);
  const strings = prefix === undefined || prefix === '' ? bracket('') : stringsWith(prefix);
  const itself = pointOf(new Regex(source, options));
  return {
    intervals: union([strings, itself]),
    exact: false,
    matchesMissing: false,
    needsScalar: false,
    weight: prefix ? 6 : 2,
  };
}

/** Strings that begin with a prefix. */
function stringsWith(prefix: string): Interval {
  // Without the byte that ends a string.
  const key = encodeKey(prefix).subarray(0, -1);
  const last = prefix.length - 1;
  const after = prefix.slice(0, last) + String.fromCharCode(prefix.charCodeAt(last) + 1);
  return {
    low: { key, whole: false, inclusive: true, label: prefix },
    high: { key: nextPrefix(key), whole: false, inclusive: false, label: after },
    point: false,
  };
}

function bracket(value: Value): Interval {
  return bracketOf(value, LABELS.get(canonicalType(value)) ?? { low: value, high: value });
}

function range(operator: string, value: Value): PredicateBounds | undefined {
  const inclusive = operator === '$gte' || operator === '$lte';
  const rank = canonicalType(value);
  if (rank === Rank.nullish) return inclusive ? equality(value) : undefined;
  if (rank === Rank.minKey || rank === Rank.maxKey || isArray(value) || value instanceof Regex) return undefined;
  if (isNumeric(value) && Number.isNaN(toDouble(value))) return inclusive ? equality(value) : undefined;
  const { low, high } = bracket(value);
  const bound = boundAt(value, inclusive);
  const interval: Interval = operator.startsWith('$g')
    ? { low: bound, high: closed(rank, high), point: false }
    : { low: rank === Rank.number ? LOWEST_NUMBER : low, high: bound, point: false };
  return { intervals: [interval], exact: true, matchesMissing: false, needsScalar: false, weight: 5 };
}

/** NaN sorts below every number, but no range has it. */
const LOWEST_NUMBER: Bound = boundAt(new Double(Number.NEGATIVE_INFINITY), true);

/** The greatest value of some classes is known: explain shows it as included. */
function closed(rank: number, high: Bound): Bound {
  const included = rank === Rank.number || rank === Rank.date || rank === Rank.objectId || rank === Rank.bool;
  return included ? { ...high, inclusive: true } : high;
}
