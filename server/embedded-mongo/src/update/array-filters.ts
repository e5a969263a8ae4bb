import type { Doc, Value } from '../bson/values';
import { isArray, isDoc, typeNameOf } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import type { Operation } from '../operation';
import { compileFilter } from '../query/filter';
import { refuseSpecialFeatures } from './query-features';
import type { ArrayFilters } from './tree';

const IDENTIFIER = /^[a-z][a-zA-Z0-9]*$/;
const NO_FILTERS: ArrayFilters = new Map();

/** Compiles the `arrayFilters` of an update: a test of array elements for each identifier. */
export function compileArrayFilters(source: Value | undefined, operation: Operation): ArrayFilters {
  if (source === undefined) return NO_FILTERS;
  if (!isArray(source)) throw wrongType('arrayFilters', source, 'array');
  const filters = new Map<string, (element: Value) => boolean>();
  source.forEach((filter, index) => {
    if (!isDoc(filter)) throw wrongType(`arrayFilters.${index}`, filter, 'object');
    const [identifier, test] = compileArrayFilter(filter, operation);
    if (filters.has(identifier)) {
      const message = `Found multiple array filters with the same top-level field name ${identifier}`;
      throw new CommandError(ErrorCode.FailedToParse, message);
    }
    filters.set(identifier, test);
  });
  return filters;
}

function compileArrayFilter(source: Doc, operation: Operation): [string, (element: Value) => boolean] {
  try {
    refuseSpecialFeatures(source);
    const filter = compileFilter(source, operation);
    const identifier = identifierOf(source);
    if (identifier !== undefined) {
      return [identifier, (element) => filter.matches(new Map([[identifier, element]]))];
    }
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new CommandError(error.code, `Error parsing array filter :: caused by :: ${error.message}`);
  }
  const message = 'Cannot use an expression without a top-level field name in arrayFilters';
  throw new CommandError(ErrorCode.FailedToParse, message);
}

/** The one top-level field that a filter is about; undefined where it names none. */
function identifierOf(filter: Doc): string | undefined {
  const identifier = onlyField(filter, undefined);
  if (identifier === undefined || IDENTIFIER.test(identifier)) return identifier;
  throw new CommandError(
    ErrorCode.BadValue,
    'The top-level field name must be an alphanumeric string beginning with a lowercase letter, ' +
      `found '${identifier}'`,
  );
}

function onlyField(filter: Doc, known: string | undefined): string | undefined {
  let found = known;
  for (const [name, value] of filter) {
    if (name.startsWith('$')) {
      if (isArray(value)) for (const branch of value) if (isDoc(branch)) found = onlyField(branch, found);
      continue;
    }
    const dot = name.indexOf('.');
    const field = dot < 0 ? name : name.slice(0, dot);
    if (found !== undefined && found !== field) {
      const message = `Expected a single top-level field name, found '${found}' and '${field}'`;
      throw new CommandError(ErrorCode.FailedToParse, message);
    }
    found = field;
  }
  return found;
}

function wrongType(field: string, value: Value, expected: string): CommandError {
  const message = `BSON field '${field}' is the wrong type '${typeNameOf(value)}', expected type '${expected}'`;
  return new CommandError(ErrorCode.TypeMismatch, message);
}
