import { type Doc, isArray, isDoc, typeNameOf, type Value } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';

const KNOWN = new Set([
  'additionalItems',
  'additionalProperties',
  'allOf',
  'anyOf',
  'bsonType',
  'dependencies',
  'description',
  'enum',
  'exclusiveMaximum',
  'exclusiveMinimum',
  'items',
  'maximum',
  'maxItems',
  'maxLength',
  'maxProperties',
  'minimum',
  'minItems',
  'minLength',
  'minProperties',
  'multipleOf',
  'not',
  'oneOf',
  'pattern',
  'patternProperties',
  'properties',
  'required',
  'title',
  'type',
  'uniqueItems',
]);

const LEFT_OUT_BY_MONGODB = new Set(['$ref', '$schema', 'default', 'definitions', 'format', 'id']);

function failure(code: number, keyword: string, text: string): CommandError {
  return new CommandError(code, `$jsonSchema keyword '${keyword}' ${text}`);
}

/** TypeMismatch about a keyword's argument. */
export function mismatch(keyword: string, text: string): CommandError {
  return failure(ErrorCode.TypeMismatch, keyword, text);
}

/** FailedToParse about a keyword's argument. */
export function unparsable(keyword: string, text: string): CommandError {
  return failure(ErrorCode.FailedToParse, keyword, text);
}

/** Refuses keywords that mongod does not know or support, and combinations that contradict each other. */
export function checkKeywords(schema: Doc): void {
  for (const keyword of schema.keys()) {
    if (KNOWN.has(keyword)) continue;
    if (LEFT_OUT_BY_MONGODB.has(keyword)) throw unparsable(keyword, 'is not currently supported');
    if (keyword === 'encrypt' || keyword === 'encryptMetadata') {
      throw new CommandError(
        ErrorCode.NotImplemented,
        `$jsonSchema keyword '${keyword}' is not supported by this server`,
      );
    }
    throw new CommandError(ErrorCode.FailedToParse, `Unknown $jsonSchema keyword: ${keyword}`);
  }
  if (schema.has('type') && schema.has('bsonType')) {
    throw new CommandError(ErrorCode.FailedToParse, "Cannot specify both $jsonSchema keywords 'type' and 'bsonType'");
  }
  for (const keyword of ['title', 'description']) {
    const text = schema.get(keyword);
    if (text !== undefined && typeof text !== 'string') throw mismatch(keyword, 'must be of type string');
  }
}

/** An array argument with at least one element. */
export function nonEmptyArray(keyword: string, argument: Value, code: number): Value[] {
  if (!isArray(argument)) {
    throw mismatch(keyword, `must be an array, but found an element of type ${typeNameOf(argument)}`);
  }
  if (argument.length > 0) return argument;
  throw failure(code, keyword, code === ErrorCode.BadValue ? 'must be a non-empty array' : 'cannot be an empty array');
}

/** An array of different strings. */
export function namesArgument(keyword: string, argument: Value): string[] {
  const names = nonEmptyArray(keyword, argument, ErrorCode.FailedToParse).map((name) => {
    if (typeof name === 'string') return name;
    throw mismatch(keyword, `must be an array of strings, but found an element of type: ${typeNameOf(name)}`);
  });
  if (new Set(names).size !== names.length) throw unparsable(keyword, 'array cannot contain duplicate values');
  return names;
}

/** A document argument. */
export function documentArgument(keyword: string, argument: Value): Doc {
  if (!isDoc(argument)) throw mismatch(keyword, 'must be an object');
  return argument;
}

/** A boolean argument. */
export function booleanArgument(keyword: string, argument: Value): boolean {
  if (typeof argument !== 'boolean') throw mismatch(keyword, 'must be a boolean');
  return argument;
}
