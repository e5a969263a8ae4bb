import { Binary, BSONRegExp, BSONSymbol, Code, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { compareNumbers } from './numbers';
import { isArray, isDoc, isNumeric, type Maybe, type Numeric, type Value } from './values';

/** Which kinds of values come before which. Only values of one kind are ordered among themselves. */
export function kindOf(value: Maybe): number {
  if (value === undefined) return 0;
  if (value === null) return 5;
  if (value instanceof MinKey) return -1;
  if (value instanceof MaxKey) return 127;
  if (value instanceof Timestamp) return 47;
  if (isNumeric(value)) return 10;
  if (typeof value === 'string' || value instanceof BSONSymbol) return 15;
  if (isDoc(value)) return 20;
  if (isArray(value)) return 25;
  if (value instanceof Binary) return 30;
  if (value instanceof ObjectId) return 35;
  if (typeof value === 'boolean') return 40;
  if (value instanceof Date) return 45;
  if (value instanceof BSONRegExp) return 50;
  if (value instanceof Code) return 60;
  throw new Error('a value of no known kind');
}

const sign = (difference: number): number => Math.sign(difference);

function compareTexts(a: unknown, b: unknown): number {
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}

function bytesOf(binary: Binary): Buffer {
  return Buffer.from(binary.value());
}

/** MongoDB's order of all values. A missing one counts as null when `missingIsNull`. */
export function compare(left: Maybe, right: Maybe): number {
  const a = left ?? null;
  const b = right ?? null;
  const kinds = sign(kindOf(a) - kindOf(b));
  if (kinds !== 0 || a === null || b === null) return kinds;
  if (isNumeric(a)) return sign(compareNumbers(a, b as Numeric));
  if (typeof a === 'string' || a instanceof BSONSymbol) return compareTexts(a, b);
  if (isDoc(a)) return compareFields([...a], [...(b as Map<string, Value>)]);
  if (isArray(a)) return compareFields(numbered(a), numbered(b as Value[]));
  return compareScalars(a, b);
}

function compareScalars(a: Value, b: Value): number {
  if (typeof a === 'boolean') return Number(a) - Number(b);
  if (a instanceof Date) return sign(a.getTime() - (b as Date).getTime());
  if (a instanceof ObjectId) return Buffer.compare(a.id, (b as ObjectId).id);
  if (a instanceof Timestamp)
    return Long.fromBits(a.low, a.high, true).compare(Long.fromBits((b as Timestamp).low, (b as Timestamp).high, true));
  if (a instanceof Binary) return compareBinaries(a, b as Binary);
  if (a instanceof BSONRegExp) {
    const other = b as BSONRegExp;
    return compareTexts(a.pattern, other.pattern) || compareTexts(a.options, other.options);
  }
  return a instanceof Code ? compareTexts(a.code, (b as Code).code) : 0;
}

function compareBinaries(a: Binary, b: Binary): number {
  return sign(a.length() - b.length()) || sign(a.sub_type - b.sub_type) || Buffer.compare(bytesOf(a), bytesOf(b));
}

function numbered(values: Value[]): [string, Value][] {
  return values.map((value) => ['', value]);
}

function compareFields(a: [string, Value][], b: [string, Value][]): number {
  for (const [i, [name, value]] of a.entries()) {
    const other = b[i];
    if (!other) return 1;
    const order = sign(kindOf(value) - kindOf(other[1])) || compareTexts(name, other[0]) || compare(value, other[1]);
    if (order !== 0) return order;
  }
  return a.length < b.length ? -1 : 0;
}

export const equal = (a: Maybe, b: Maybe): boolean => compare(a, b) === 0;
