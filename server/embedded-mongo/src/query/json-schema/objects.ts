import { type Doc, isArray, isDoc, typeNameOf, type Value } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import type { Operation } from '../../operation';
import { nonNegativeArgument } from '../integer-argument';
import { compileRegex } from '../regex';
import { documentArgument, mismatch, namesArgument } from './keywords';
import type { Check, SchemaCompiler } from './schema';

type ObjectCheck = (doc: Doc) => boolean;

/** Checks that apply to documents only. */
export function objectChecks(schema: Doc, operation: Operation, compile: SchemaCompiler): Check[] {
  const checks: ObjectCheck[] = [...countChecks(schema)];
  const required = schema.get('required');
  if (required !== undefined) {
    const names = namesArgument('required', required);
    checks.push((doc) => names.every((name) => doc.has(name)));
  }
  const dependencies = schema.get('dependencies');
  if (dependencies !== undefined) checks.push(...dependencyChecks(dependencies, compile));
  const fields = fieldCheck(schema, operation, compile);
  if (fields) checks.push(fields);
  return checks.map((check) => (value) => !isDoc(value) || check(value));
}

function countChecks(schema: Doc): ObjectCheck[] {
  const checks: ObjectCheck[] = [];
  const least = schema.get('minProperties');
  const most = schema.get('maxProperties');
  if (least !== undefined) {
    const bound = nonNegativeArgument('minProperties', least);
    checks.push((doc) => doc.size >= bound);
  }
  if (most !== undefined) {
    const bound = nonNegativeArgument('maxProperties', most);
    checks.push((doc) => doc.size <= bound);
  }
  return checks;
}

function dependencyChecks(argument: Value, compile: SchemaCompiler): ObjectCheck[] {
  return [...documentArgument('dependencies', argument)].map(([field, dependency]) => {
    if (isDoc(dependency)) {
      const check = compile(dependency);
      return (doc: Doc) => !doc.has(field) || check(doc);
    }
    if (!isArray(dependency)) {
      throw mismatch(field, `in 'dependencies' must be an object or array, not ${typeNameOf(dependency)}`);
    }
    const names = namesArgument('dependencies', dependency);
    return (doc: Doc) => !doc.has(field) || names.every((name) => doc.has(name));
  });
}

/** `properties`, `patternProperties` and `additionalProperties` together: each field meets those that speak of it. */
function fieldCheck(schema: Doc, operation: Operation, compile: SchemaCompiler): ObjectCheck | undefined {
  const properties = schemasByName('properties', schema.get('properties'), compile);
  const patterns = [...schemasByName('patternProperties', schema.get('patternProperties'), compile)].map(
    ([pattern, check]) => ({ matches: compileRegex(pattern, '', operation), check }),
  );
  const others = additional(schema.get('additionalProperties'), compile);
  if (properties.size === 0 && patterns.length === 0 && !others) return undefined;
  return (doc) => {
    for (const [name, value] of doc) {
      const check = properties.get(name);
      if (check && !check(value)) return false;
      let known = check !== undefined;
      for (const pattern of patterns) {
        if (!pattern.matches(name)) continue;
        known = true;
        if (!pattern.check(value)) return false;
      }
      if (!known && others && !others(value)) return false;
    }
    return true;
  };
}

function schemasByName(keyword: string, argument: Value | undefined, compile: SchemaCompiler): Map<string, Check> {
  const checks = new Map<string, Check>();
  if (argument === undefined) return checks;
  for (const [name, schema] of documentArgument(keyword, argument)) {
    if (!isDoc(schema)) {
      throw new CommandError(
        ErrorCode.TypeMismatch,
        `Nested schema for $jsonSchema property '${name}' must be an object`,
      );
    }
    checks.set(name, compile(schema));
  }
  return checks;
}

function additional(argument: Value | undefined, compile: SchemaCompiler): Check | undefined {
  if (argument === undefined || argument === true) return undefined;
  if (argument === false) return () => false;
  if (!isDoc(argument)) throw mismatch('additionalProperties', 'must be an object or a boolean');
  return compile(argument);
}
