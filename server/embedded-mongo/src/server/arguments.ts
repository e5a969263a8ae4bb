import { isNumeric, toDouble, truthy } from '../bson/numeric';
import { type BsonTypeName, type Doc, isDoc, type Maybe, typeNameOf, type Value } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';

/** Which BSON types a field of a command takes. `flag` is MongoDB's lenient boolean, `whole` any number without fraction. */
export type FieldRule =
  | 'any'
  | 'string'
  | 'object'
  | 'array'
  | 'bool'
  | 'flag'
  | 'number'
  | 'whole'
  | readonly BsonTypeName[];

/** Fields of a command (or of a document inside it) with their types. Any other field is refused. */
export type FieldRules = ReadonlyMap<string, FieldRule>;

const NUMBER_TYPES: readonly BsonTypeName[] = ['long', 'int', 'decimal', 'double'];
const TYPES_OF_RULE: Readonly<Record<Exclude<FieldRule, readonly BsonTypeName[]>, readonly BsonTypeName[]>> = {
  any: [],
  string: ['string'],
  object: ['object'],
  array: ['array'],
  bool: ['bool'],
  flag: ['bool', 'long', 'int', 'decimal', 'double'],
  number: NUMBER_TYPES,
  whole: NUMBER_TYPES,
};

/** Builds the rules of a command. */
export function fieldRules(rules: Record<string, FieldRule>): FieldRules {
  return new Map(Object.entries(rules));
}

/** Null and undefined stand for a field that was not given, as in MongoDB's command parsers. */
function isGiven(type: string): boolean {
  return type !== 'null' && type !== 'undefined' && type !== 'missing';
}

/** Refuses a field of the wrong type (14) in MongoDB's words. */
export function checkType(path: string, value: Maybe, rule: FieldRule): void {
  if (rule === 'any') return;
  const actual = typeNameOf(value);
  if (!isGiven(actual)) return;
  const types = typeof rule === 'string' ? TYPES_OF_RULE[rule] : rule;
  if (types.includes(actual as BsonTypeName)) return;
  const expected = types.length === 1 ? `expected type '${types[0]}'` : `expected types '[${types.join(', ')}]'`;
  throw new CommandError(ErrorCode.TypeMismatch, `BSON field '${path}' is the wrong type '${actual}', ${expected}`);
}

/** Checks each field of `doc` against the rules; `name` is the command or path in messages. Unknown fields are refused (40415). */
export function checkFields(doc: Doc, rules: FieldRules, name: string, alsoAllowed?: FieldRules): void {
  for (const [field, value] of doc) {
    const rule = rules.get(field) ?? alsoAllowed?.get(field);
    if (rule === undefined) throw new CommandError(40415, `BSON field '${name}.${field}' is an unknown field.`);
    if (rule !== 'any') checkType(`${name}.${field}`, value, rule);
  }
}

/** The value of a field that must be given. */
export function requiredField(doc: Doc, field: string, name: string): Value {
  const value = doc.get(field);
  if (value === undefined) {
    throw new CommandError(40414, `BSON field '${name}.${field}' is missing but a required field`);
  }
  return value;
}

/** A document field; undefined where it is not given. Its type was checked by the rules. */
export function docField(doc: Doc, field: string): Doc | undefined {
  const value = doc.get(field);
  return isDoc(value) ? value : undefined;
}

/** A document field that must have something in it to count. */
export function filledDocField(doc: Doc, field: string): Doc | undefined {
  const value = docField(doc, field);
  return value && value.size > 0 ? value : undefined;
}

/** An array field; undefined where it is not given. */
export function arrayField(doc: Doc, field: string): Value[] | undefined {
  const value = doc.get(field);
  return Array.isArray(value) ? value : undefined;
}

/** A string field; undefined where it is not given. */
export function stringField(doc: Doc, field: string): string | undefined {
  const value = doc.get(field);
  return typeof value === 'string' ? value : undefined;
}

/** A boolean field by MongoDB's truth; undefined where it is not given. */
export function flagField(doc: Doc, field: string): boolean | undefined {
  const value = doc.get(field);
  return isGiven(typeNameOf(value)) ? truthy(value) : undefined;
}

/** A numeric field as a JavaScript number; undefined where it is not given. */
export function numberField(doc: Doc, field: string): number | undefined {
  const value = doc.get(field);
  return value !== undefined && isNumeric(value) ? toDouble(value) : undefined;
}

/** A whole number >= 0 (fractions are cut off, as MongoDB does); undefined where it is not given. */
export function countField(doc: Doc, field: string, name: string): number | undefined {
  const value = numberField(doc, field);
  if (value === undefined) return undefined;
  if (Number.isNaN(value) || Math.trunc(value) < 0) {
    throw new CommandError(51024, `BSON field '${field}' value must be >= 0, actual value '${value}'`);
  }
  if (value > Number.MAX_SAFE_INTEGER) throw new CommandError(ErrorCode.BadValue, `${name}.${field} is out of range`);
  return Math.trunc(value);
}
