import { formatValue } from '../bson/js';
import { isNumeric, toBigIntExact, toDouble } from '../bson/numeric';
import {
  type BsonTypeName,
  Decimal128,
  type Doc,
  isArray,
  isDoc,
  type Maybe,
  typeNameOf,
  type Value,
} from '../bson/values';
import { CommandError, ErrorCode } from '../errors';

/** What is wrong with the form of a stage. */
export function malformed(message: string): CommandError {
  return new CommandError(ErrorCode.FailedToParse, message);
}

/** Runs `build`, and names the stage in what it throws ("Invalid $project :: caused by :: ..."). */
export function inStage<T>(stage: string, build: () => T): T {
  try {
    return build();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const message = `Invalid ${stage} :: caused by :: ${error.message}`;
    throw new CommandError(error.code, message, error.fields, error.labels);
  }
}

/** The document that a stage takes; `owner` is the stage's name. */
export function documentArgument(
  value: Value,
  owner: string,
  message: string,
  code: number = ErrorCode.FailedToParse,
): Doc {
  if (!isDoc(value)) throw new CommandError(code, `${message}${owner ? typeNameOf(value) : ''}`);
  return value;
}

/** Throws for a field that a stage does not know. */
export function rejectUnknownFields(spec: Doc, owner: string, known: readonly string[]): void {
  for (const name of spec.keys()) {
    if (!known.includes(name)) throw new CommandError(40415, `BSON field '${owner}.${name}' is an unknown field.`);
  }
}

/** A field that a stage cannot do without. */
export function requiredField(spec: Doc, owner: string, name: string): Value {
  const value = spec.get(name);
  if (value === undefined) {
    throw new CommandError(40414, `BSON field '${owner}.${name}' is missing but a required field`);
  }
  return value;
}

/** Says that a field has the wrong type. */
export function wrongType(path: string, value: Maybe, expected: BsonTypeName): CommandError {
  return new CommandError(
    ErrorCode.TypeMismatch,
    `BSON field '${path}' is the wrong type '${typeNameOf(value)}', expected type '${expected}'`,
  );
}

/** A string in a field of a stage. */
export function stringField(value: Value, path: string): string {
  if (typeof value !== 'string') throw wrongType(path, value, 'string');
  return value;
}

/** A document in a field of a stage. */
export function documentField(value: Value, path: string): Doc {
  if (!isDoc(value)) throw wrongType(path, value, 'object');
  return value;
}

/** An array of strings in a field of a stage. */
export function stringsField(value: Value, path: string): string[] {
  if (!isArray(value)) throw wrongType(path, value, 'array');
  return value.map((item, index) => stringField(item, `${path}.${index}`));
}

/** The stages of a nested pipeline. */
export function pipelineArgument(value: Value): Value[] {
  if (!isArray(value))
    throw new CommandError(ErrorCode.TypeMismatch, "'pipeline' option must be specified as an array");
  for (const stage of value) {
    if (!isDoc(stage)) {
      throw new CommandError(ErrorCode.TypeMismatch, "Each element of the 'pipeline' array must be an object");
    }
  }
  return value;
}

/** A whole number of at least 0 given to `$limit` or `$skip`. */
export function countArgument(value: Value, stage: string, code: number): number {
  const fail = (reason: string): CommandError =>
    new CommandError(code, `invalid argument to ${stage} stage: ${reason}: ${stage}: ${formatValue(value)}`);
  if (!isNumeric(value)) throw fail('Expected a number in');
  if (Number.isNaN(toDouble(value))) throw fail('Expected an integer, but found NaN in');
  const exact = toBigIntExact(value);
  if (exact === undefined) {
    const fraction = !(value instanceof Decimal128) && Math.abs(toDouble(value)) < 2 ** 63;
    throw fail(fraction ? 'Expected an integer' : 'Cannot represent as a 64-bit integer');
  }
  if (exact < 0n) throw fail('Expected a non-negative number in');
  return Number(exact);
}
