import { truthy } from '../bson/numeric';
import { type Doc, isArray, isDoc, Regex, type Value } from '../bson/values';
import { CommandError, ErrorCode, notSupported } from '../errors';
import { containsAll, sizeIs, someElement } from './array-conditions';
import { equalTo, inRange } from './comparison';
import type { Condition, ElementTest, FilterContext } from './condition';
import { memberOf } from './membership';
import { bitsAre, moduloIs } from './numeric-conditions';
import { isGeoOperator } from './operator-names';
import { matchesRegex, regexOperator } from './regex-condition';
import { typeIs } from './type-condition';

/** Compiles `{$gt: 5, $lt: 8}`, the operators of one field. */
export function compileOperators(operators: Doc, path: string, context: FilterContext): Condition {
  const conditions: Condition[] = [];
  for (const [name, argument] of operators) {
    if (name === '$options') {
      if (!operators.has('$regex')) throw new CommandError(ErrorCode.BadValue, '$options needs a $regex');
      continue;
    }
    conditions.push(compileOperator(name, argument, operators, path, context));
  }
  return conditions.length === 1 ? conditions[0]! : { kind: 'all', conditions };
}

/** Compiles what stands behind a field name when it is no operator document: a value or a regular expression. */
export function compilePlain(value: Value, context: FilterContext): Condition {
  return element(
    value instanceof Regex
      ? matchesRegex(value.pattern, value.options, context.operation)
      : equalTo(value, context.operation.collator),
  );
}

function element(test: ElementTest): Condition {
  return { kind: 'element', test };
}

function not(condition: Condition): Condition {
  return { kind: 'not', condition };
}

function compileOperator(name: string, argument: Value, all: Doc, path: string, context: FilterContext): Condition {
  const { collator } = context.operation;
  switch (name) {
    case '$eq':
      return element(equalTo(argument, collator));
    case '$ne':
      if (argument instanceof Regex) throw new CommandError(ErrorCode.BadValue, "Can't have regex as arg to $ne.");
      return not(element(equalTo(argument, collator)));
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return element(inRange(name, argument, path, collator));
    case '$in':
      return element(memberOf(arrayArgument(name, argument), context));
    case '$nin':
      return not(element(memberOf(arrayArgument(name, argument), context)));
    case '$exists':
      return truthy(argument) ? element(isThere) : not(element(isThere));
    case '$not':
      return not(negated(argument, path, context));
    case '$regex':
      return element(regexOperator(all, context.operation));
    case '$type':
      return element(typeIs(argument, path));
    case '$mod':
      return element(moduloIs(argument));
    case '$bitsAllSet':
    case '$bitsAllClear':
    case '$bitsAnySet':
    case '$bitsAnyClear':
      return element(bitsAre(name, argument, path));
    case '$size':
      return sizeIs(argument);
    case '$elemMatch':
      return someElement(argument, context, compileOperators);
    case '$all':
      return containsAll(argument, context, compileOperators);
  }
  throw unknownOperator(name);
}

function unknownOperator(name: string): CommandError {
  if (isGeoOperator(name)) return notSupported(name);
  if (name === '$where') return new CommandError(ErrorCode.BadValue, '$where cannot be applied to a field');
  return new CommandError(ErrorCode.BadValue, `unknown operator: ${name}`);
}

const isThere: ElementTest = (value) => value !== undefined;

function arrayArgument(name: string, argument: Value): Value[] {
  if (!isArray(argument)) throw new CommandError(ErrorCode.BadValue, `${name} needs an array`);
  return argument;
}

function negated(argument: Value, path: string, context: FilterContext): Condition {
  if (argument instanceof Regex) return compilePlain(argument, context);
  if (!isDoc(argument)) throw new CommandError(ErrorCode.BadValue, '$not needs a regex or a document');
  if (argument.size === 0) throw new CommandError(ErrorCode.BadValue, '$not cannot be empty');
  return compileOperators(argument, path, context);
}
