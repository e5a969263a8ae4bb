import { valuesEqual } from '../bson/compare';
import { formatValue } from '../bson/js';
import { isNumeric, toDouble, truthy } from '../bson/numeric';
import { type Doc, isDoc, type Maybe, typeNameOf, type Value } from '../bson/values';
import { CommandError, ErrorCode, notSupported } from '../errors';
import { checkPartialFilter } from './partial-filter-spec';
import type { Collection, IndexInfo } from './types';

const MAX_INDEXES = 64;
const MAX_FIELDS = 32;
const MAX_TTL_SECONDS = 2147483647;
const SPECIAL_TYPES = new Set(['text', '2d', '2dsphere', 'hashed', 'geoHaystack', 'columnstore']);
/** Options of kinds of indexes that this server does not have. */
const SPECIAL_OPTIONS = new Set([
  'weights',
  'default_language',
  'language_override',
  'textIndexVersion',
  '2dsphereIndexVersion',
  'bits',
  'min',
  'max',
  'bucketSize',
  'wildcardProjection',
  'columnstoreProjection',
  'storageEngine',
  'clustered',
  'prepareUnique',
  'dropDups',
]);
const KNOWN_OPTIONS = new Set([
  'v',
  'key',
  'name',
  'ns',
  'unique',
  'sparse',
  'background',
  'hidden',
  'expireAfterSeconds',
  'partialFilterExpression',
  'collation',
]);
const BOOLEAN_OPTIONS = new Set(['unique', 'sparse', 'background', 'hidden']);
const ID_INDEX_OPTIONS = new Set(['v', 'key', 'name', 'ns', 'collation', 'background']);

/** The specs that a collection does not have yet, checked and normalized; throws for bad ones and for conflicts. */
export function newIndexSpecs(collection: Collection, specs: readonly Doc[]): Doc[] {
  const known: { spec: Doc; name: string }[] = [...collection.indexes];
  const fresh: Doc[] = [];
  for (const given of specs) {
    const spec = normalizeSpec(given);
    if (isIdKey(spec.get('key') as Doc) || known.some((index) => sameIndex(index, spec))) continue;
    if (known.length >= MAX_INDEXES) {
      throw cannotCreate(
        `add index fails, too many indexes for ${collection.namespace} key:${formatValue(spec.get('key')!)}`,
      );
    }
    known.push({ spec, name: spec.get('name') as string });
    fresh.push(spec);
  }
  return fresh;
}

/** Whether the wanted index is there already; throws when another one is in its way. */
function sameIndex(existing: Pick<IndexInfo, 'spec' | 'name'>, wanted: Doc): boolean {
  const sameName = existing.name === wanted.get('name');
  const sameKind = SIGNATURE.every((option) => sameOption(existing.spec, wanted, option));
  if (!sameName && !sameKind) return false;
  const sameRest = sameOption(existing.spec, wanted, 'expireAfterSeconds');
  if (sameName && sameKind && sameRest) return true;
  const specs = `Requested index: ${formatValue(wanted)}, existing index: ${formatValue(existing.spec)}`;
  if (sameName && !sameKind) {
    throw new CommandError(
      ErrorCode.IndexKeySpecsConflict,
      'An existing index has the same name as the requested index. When index names are not specified, they are auto ' +
        `generated and can cause conflicts. Please refer to our documentation. ${specs}`,
    );
  }
  const message = sameName
    ? `An equivalent index already exists with the same name but different options. ${specs}`
    : sameRest
      ? `Index already exists with a different name: ${existing.name}`
      : `An equivalent index already exists with a different name and options. ${specs}`;
  throw new CommandError(ErrorCode.IndexOptionsConflict, message);
}

/** Two indexes that agree in these are the same index, whatever their other options. */
const SIGNATURE = ['key', 'unique', 'sparse', 'partialFilterExpression'];

function sameOption(a: Doc, b: Doc, option: string): boolean {
  const [first, second] = [a.get(option), b.get(option)];
  if (BOOLEAN_OPTIONS.has(option)) return truthy(first) === truthy(second);
  return (first === undefined) === (second === undefined) && valuesEqual(first, second);
}

function isIdKey(key: Doc): boolean {
  return key.size === 1 && key.has('_id') && toDouble(key.get('_id')!) > 0;
}

/** Checks an index specification as createIndexes gets it, and puts it into the form that listIndexes answers. */
export function normalizeSpec(given: Doc): Doc {
  const key = given.get('key');
  if (!isDoc(key)) throw missing('key', key);
  checkKey(key);
  const name = given.get('name');
  if (typeof name !== 'string') throw missing('name', name);
  if (name === '') throw cannotCreate('The index name cannot be empty');
  if (name === '*') throw new CommandError(ErrorCode.BadValue, "The index name '*' is not valid.");
  const spec: Doc = new Map<string, Value>([
    ['v', 2],
    ['key', key],
    ['name', name],
  ]);
  for (const [option, value] of given) addOption(spec, option, value, given);
  if (spec.get('sparse') === true && spec.has('partialFilterExpression')) {
    throw cannotCreate('cannot mix "partialFilterExpression" and "sparse" options');
  }
  if (isIdKey(key)) checkIdIndex(given);
  return spec;
}

function addOption(spec: Doc, option: string, value: Value, given: Doc): void {
  if (SPECIAL_OPTIONS.has(option)) throw notSupported(`index option '${option}'`);
  if (!KNOWN_OPTIONS.has(option)) {
    throw new CommandError(
      ErrorCode.InvalidIndexSpecificationOption,
      `The field '${option}' is not valid for an index specification. Specification: ${formatValue(given)}`,
    );
  }
  if (BOOLEAN_OPTIONS.has(option)) {
    if (typeof value !== 'boolean' && !isNumeric(value)) throw wrongType(option, value);
    spec.set(option, truthy(value));
  } else if (option === 'v') {
    const version = isNumeric(value) ? toDouble(value) : Number.NaN;
    if (version !== 1 && version !== 2)
      throw cannotCreate(
        `Invalid index specification ${formatValue(given)}; cannot create an index with v=${formatValue(value)}`,
      );
  } else if (option === 'collation') {
    if (!isDoc(value)) throw wrongType(option, value);
    if (value.get('locale') !== 'simple') throw notSupported('collation of an index');
  } else if (option === 'expireAfterSeconds') {
    spec.set(option, ttlOf(value, given));
  } else if (option === 'partialFilterExpression') {
    if (!isDoc(value)) throw wrongType(option, value);
    checkPartialFilter(value);
    spec.set(option, value);
  }
}

function checkKey(key: Doc): void {
  if (key.size === 0) throw cannotCreate('Index keys cannot be empty.');
  if (key.size > MAX_FIELDS) throw new CommandError(13103, 'too many compound keys');
  for (const [path, direction] of key) {
    if (path === '$**' || path.endsWith('.$**')) throw notSupported('wildcard index');
    if (path.split('.').includes('')) throw cannotCreate('Index keys cannot contain an empty field.');
    if (path.split('.').some((part) => part.startsWith('$') && !['$id', '$ref', '$db'].includes(part))) {
      throw cannotCreate("Index key contains an illegal field name: field name starts with '$'.");
    }
    if (typeof direction === 'string') {
      if (SPECIAL_TYPES.has(direction)) throw notSupported(`index type '${direction}'`);
      throw cannotCreate(`Unknown index plugin '${direction}'`);
    }
    if (!isNumeric(direction)) {
      throw cannotCreate(
        `Values in v:2 index key pattern cannot be of type ${typeNameOf(direction)}. Only numbers > 0, numbers < 0, and strings are allowed.`,
      );
    }
    const sign = toDouble(direction);
    if (sign === 0) throw cannotCreate('Values in the index key pattern cannot be 0.');
    if (Number.isNaN(sign)) throw cannotCreate('Values in the index key pattern cannot be NaN.');
  }
}

function ttlOf(value: Value, given: Doc): Value {
  if (!isNumeric(value)) throw wrongType('expireAfterSeconds', value);
  const seconds = toDouble(value);
  if ((given.get('key') as Doc).size > 1) {
    throw cannotCreate(
      `TTL indexes are single-field indexes, compound indexes do not support TTL. Index spec: ${formatValue(given)}`,
    );
  }
  if (Number.isNaN(seconds)) return MAX_TTL_SECONDS;
  if (seconds < 0) {
    throw cannotCreate(
      `TTL index 'expireAfterSeconds' option cannot be less than 0. Index spec: ${formatValue(given)}`,
    );
  }
  if (seconds > MAX_TTL_SECONDS) {
    throw cannotCreate(
      `TTL index 'expireAfterSeconds' option must be within an acceptable range, try a different number. Index spec: ${formatValue(given)}`,
    );
  }
  return Math.trunc(seconds);
}

function checkIdIndex(given: Doc): void {
  for (const option of given.keys()) {
    if (ID_INDEX_OPTIONS.has(option)) continue;
    throw new CommandError(
      ErrorCode.InvalidIndexSpecificationOption,
      `The field '${option}' is not valid for an _id index specification. Specification: ${formatValue(given)}`,
    );
  }
}

function cannotCreate(message: string): CommandError {
  return new CommandError(ErrorCode.CannotCreateIndex, message);
}

function missing(field: string, value: Maybe): CommandError {
  if (value !== undefined) return wrongType(field, value);
  return new CommandError(
    ErrorCode.FailedToParse,
    `The '${field}' field is a required property of an index specification`,
  );
}

function wrongType(field: string, value: Value): CommandError {
  return new CommandError(
    ErrorCode.TypeMismatch,
    `The field '${field}' has an unexpected type ${typeNameOf(value)} in an index specification`,
  );
}
