import { type Doc, isDoc, typeNameOf, type Value } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import type { Operation } from '../../operation';
import type { FilterContext, Matcher } from '../condition';
import { arrayChecks, identityOf } from './arrays';
import { checkKeywords, mismatch, nonEmptyArray, unparsable } from './keywords';
import { objectChecks } from './objects';
import { numberChecks, stringChecks, typeChecks } from './scalars';

/** Decides on a value that is there. */
export type Check = (value: Value) => boolean;

/** Compiles a schema inside a schema. */
export type SchemaCompiler = (schema: Doc) => Check;

/** Compiles the query operator `$jsonSchema`. */
export function compileJsonSchema(schema: Value, context: FilterContext): Matcher {
  if (!isDoc(schema)) throw new CommandError(ErrorCode.TypeMismatch, '$jsonSchema must be an object');
  return compileSchema(schema, context.operation);
}

function compileSchema(schema: Doc, operation: Operation): Check {
  checkKeywords(schema);
  const compile: SchemaCompiler = (inner) => compileSchema(inner, operation);
  const checks = [
    ...typeChecks(schema),
    ...enumChecks(schema),
    ...numberChecks(schema),
    ...stringChecks(schema, operation),
    ...arrayChecks(schema, compile),
    ...objectChecks(schema, operation, compile),
    ...logicalChecks(schema, compile),
  ];
  return (value) => checks.every((check) => check(value));
}

function enumChecks(schema: Doc): Check[] {
  const argument = schema.get('enum');
  if (argument === undefined) return [];
  const values = nonEmptyArray('enum', argument, ErrorCode.FailedToParse);
  const identities = new Set(values.map(identityOf));
  if (identities.size !== values.length) throw unparsable('enum', 'array cannot contain duplicate values.');
  return [(value) => identities.has(identityOf(value))];
}

function logicalChecks(schema: Doc, compile: SchemaCompiler): Check[] {
  const checks: Check[] = [];
  for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const) {
    const argument = schema.get(keyword);
    if (argument === undefined) continue;
    const inner = nonEmptyArray(keyword, argument, ErrorCode.BadValue).map((each) => {
      if (isDoc(each)) return compile(each);
      throw mismatch(keyword, `must be an array of objects, but found an element of type ${typeNameOf(each)}`);
    });
    if (keyword === 'allOf') checks.push((value) => inner.every((check) => check(value)));
    else if (keyword === 'anyOf') checks.push((value) => inner.some((check) => check(value)));
    else checks.push((value) => inner.filter((check) => check(value)).length === 1);
  }
  const not = schema.get('not');
  if (not !== undefined) {
    if (!isDoc(not)) throw mismatch('not', `must be an object, but found an element of type ${typeNameOf(not)}`);
    const check = compile(not);
    checks.push((value) => !check(value));
  }
  return checks;
}
