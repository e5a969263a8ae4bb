import { isDeepStrictEqual } from 'node:util';
import { BSON, type Document } from 'mongodb';
import { bsonTypes } from './bson-types';

const { EJSON } = BSON;

/** What the `$$` operators look up by id. */
export interface MatchLookup {
  /** The value saved under an id. */
  entity(id: string): unknown;
  /** The logical session id of a session, also after it has ended. */
  sessionLsid(id: string): unknown;
}

/** Where a value is: a root document may hold more fields than expected, a nested one may not. */
type Level = 'root' | 'nested';

type Operator = (operand: unknown, actual: unknown, at: string, lookup: MatchLookup, level: Level) => void;

/** Checks a value against the format's rules; throws an Error that says where they part. */
export function match(expected: unknown, actual: unknown, lookup: MatchLookup, level: Level = 'root', at = ''): void {
  const operator = operatorOf(expected);
  if (operator) operator(Object.values(expected as Document)[0], actual, at, lookup, level);
  else if (Array.isArray(expected)) matchArray(expected, actual, lookup, level, at);
  else if (isPlain(expected)) matchDocument(expected, actual, lookup, level, at);
  else if (expected === null ? (actual ?? null) !== null : !sameScalar(expected, actual))
    throw mismatch(at, expected, actual);
}

function matchArray(expected: unknown[], actual: unknown, lookup: MatchLookup, level: Level, at: string): void {
  if (!Array.isArray(actual) || actual.length !== expected.length) throw mismatch(at, expected, actual);
  for (const [index, item] of expected.entries()) match(item, actual[index], lookup, level, `${at}[${index}]`);
}

function matchDocument(expected: Document, actual: unknown, lookup: MatchLookup, level: Level, at: string): void {
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) throw mismatch(at, expected, actual);
  const fields = (actual instanceof Map ? Object.fromEntries(actual) : actual) as Document;
  for (const [name, value] of Object.entries(expected)) match(value, fields[name], lookup, 'nested', `${at}.${name}`);
  if (level === 'root') return;
  const extra = Object.keys(fields).filter((name) => !(name in expected) && fields[name] !== undefined);
  if (extra.length > 0) throw mismatch(`${at}: unexpected ${extra.join(', ')}`, expected, actual);
}

const OPERATORS: Readonly<Record<string, Operator>> = {
  $$exists: (wanted, actual, at) => {
    if ((actual !== undefined) !== wanted) throw mismatch(at, { $$exists: wanted }, actual);
  },
  $$type: (wanted, actual, at) => {
    const types = bsonTypes(actual);
    if (![wanted].flat().some((type) => types.includes(String(type)))) throw mismatch(at, { $$type: wanted }, actual);
  },
  $$unsetOrMatches: (wanted, actual, at, lookup, level) => {
    if (actual !== undefined) match(wanted, actual, lookup, level, at);
  },
  $$matchesEntity: (id, actual, at, lookup, level) => match(lookup.entity(String(id)), actual, lookup, level, at),
  $$matchesHexBytes: (hex, actual, at) => {
    const bytes = actual instanceof Uint8Array ? actual : (actual as { buffer?: Uint8Array } | undefined)?.buffer;
    if (!bytes || Buffer.from(bytes).toString('hex') !== hex) throw mismatch(at, hex, actual);
  },
  $$sessionLsid: (id, actual, at, lookup) => {
    const wanted = lookup.sessionLsid(String(id));
    if (!isDeepStrictEqual(canonical(wanted), canonical(actual))) throw mismatch(at, wanted, actual);
  },
  $$lte: (limit, actual, at) => {
    const number = asNumber(actual);
    if (number === undefined || number > Number(limit)) throw mismatch(at, { $$lte: limit }, actual);
  },
  $$matchAsDocument: (wanted, actual, at, lookup, level) =>
    match(wanted, EJSON.parse(String(actual)), lookup, level, at),
  $$matchAsRoot: (wanted, actual, at, lookup) => match(wanted, actual, lookup, 'root', at),
};

function operatorOf(expected: unknown): Operator | undefined {
  if (!isPlain(expected)) return undefined;
  const names = Object.keys(expected);
  const name = names[0];
  if (names.length !== 1 || !name?.startsWith('$$')) return undefined;
  const operator = OPERATORS[name];
  if (!operator) throw new Error(`unknown matching operator ${name}`);
  return operator;
}

function isPlain(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Numbers compare by value whatever their BSON type; everything else by its canonical form. */
function sameScalar(expected: unknown, actual: unknown): boolean {
  const number = asNumber(expected);
  if (number !== undefined) return number === asNumber(actual);
  return isDeepStrictEqual(canonical(expected), canonical(actual));
}

function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  const type = (value as { _bsontype?: string } | null | undefined)?._bsontype;
  return type === 'Int32' || type === 'Long' || type === 'Double' ? Number(String(value)) : undefined;
}

function canonical(value: unknown): unknown {
  return JSON.parse(EJSON.stringify({ value }, { relaxed: false }));
}

function mismatch(at: string, expected: unknown, actual: unknown): Error {
  return new Error(`at ${at || 'the root'}: expected ${shown(expected)}, got ${shown(actual)}`);
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  try {
    return EJSON.stringify({ value }).slice(9, -1).slice(0, 300);
  } catch {
    return String(value);
  }
}
