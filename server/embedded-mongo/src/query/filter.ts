import { truthy } from '../bson/numeric';
import { type Doc, isArray, isDoc, type Maybe, type Value } from '../bson/values';
import { CommandError, ErrorCode, notSupported } from '../errors';
import { compileExpression, rootEnv } from '../expression/expression';
import type { Operation } from '../operation';
import { ALWAYS, allOf, type FilterContext, type MatchDetails, type Matcher, onElement, onPath } from './condition';
import { compileOperators, compilePlain } from './field-operators';
import { integerArgument } from './integer-argument';
import { compileJsonSchema } from './json-schema/schema';
import { isOperatorDocument } from './operator-document';
import { sampleRate } from './sample-rate';

export type { MatchDetails } from './condition';

/** A compiled query. */
export interface Filter {
  /** Tells whether the document matches; `details` receives the array index that the positional operator `$` stands for. */
  matches(doc: Doc, details?: MatchDetails): boolean;
  /** True for a filter without conditions. */
  readonly alwaysTrue: boolean;
}

/** Compiles a query. Throws what mongod answers to an invalid one. */
export function compileFilter(filter: Doc, operation: Operation): Filter {
  const matcher = contextOf(operation).compile(filter, false);
  return {
    alwaysTrue: matcher === ALWAYS,
    matches(doc, details) {
      if (details) details.position = undefined;
      return matcher(doc, details);
    },
  };
}

/**
 * Compiles what `$pull` and `$elemMatch` ask of one value without looking into arrays:
 * `{$gt: 5}` asks its operators, anything else equality (a regular expression, a match).
 */
export function compileValueTest(condition: Value, operation: Operation): (value: Maybe) => boolean {
  const context = { ...contextOf(operation), nested: true };
  return onElement(
    isOperatorDocument(condition) ? compileOperators(condition, '', context) : compilePlain(condition, context),
  );
}

function contextOf(operation: Operation): FilterContext {
  const compile = (filter: Doc, nested: boolean): Matcher => compileDocument(filter, { operation, nested, compile });
  return { operation, nested: false, compile };
}

function compileDocument(filter: Doc, context: FilterContext): Matcher {
  const matchers: Matcher[] = [];
  for (const [name, value] of filter) {
    const matcher = name.startsWith('$') ? compileTopLevel(name, value, context) : compileField(name, value, context);
    if (matcher !== ALWAYS) matchers.push(matcher);
  }
  return allOf(matchers);
}

function compileField(name: string, value: Value, context: FilterContext): Matcher {
  return onPath(
    name,
    isOperatorDocument(value) ? compileOperators(value, name, context) : compilePlain(value, context),
  );
}

function compileTopLevel(name: string, value: Value, context: FilterContext): Matcher {
  switch (name) {
    case '$and':
      return allOf(entries(name, value, context));
    case '$or':
      return anyOf(entries(name, value, context), keepsPosition(value));
    case '$nor': {
      const matchers = entries(name, value, context);
      return (doc) => !matchers.some((matches) => matches(doc, undefined));
    }
    case '$expr':
      return matchesExpression(value, context);
    case '$comment':
      return ALWAYS;
    case '$alwaysTrue':
    case '$alwaysFalse':
      return constant(name, value);
    case '$sampleRate':
      refuseNested(name, context);
      return sampleRate(value);
    case '$jsonSchema':
      return compileJsonSchema(value, context);
    case '$ref':
    case '$id':
    case '$db':
      return onPath(name, compilePlain(value, context));
    case '$text':
    case '$where':
      throw notSupported(name);
  }
  throw unknownTopLevel(name);
}

function unknownTopLevel(name: string): CommandError {
  const hint =
    name === '$not'
      ? 'If you are trying to negate an entire expression, use $nor.'
      : "If you have a field name that starts with a '$' symbol, consider using $getField or $setField.";
  return new CommandError(ErrorCode.BadValue, `unknown top level operator: ${name}. ${hint}`);
}

function entries(name: string, value: Value, context: FilterContext): Matcher[] {
  if (!isArray(value)) throw new CommandError(ErrorCode.BadValue, `${name} must be an array`);
  if (value.length === 0) throw new CommandError(ErrorCode.BadValue, '$and/$or/$nor must be a nonempty array');
  return value.map((entry) => {
    if (!isDoc(entry)) throw new CommandError(ErrorCode.BadValue, '$or/$and/$nor entries need to be full objects');
    return context.compile(entry, context.nested);
  });
}

function anyOf(matchers: readonly Matcher[], keepPosition: boolean): Matcher {
  if (matchers.length === 1) return matchers[0]!;
  return (doc, details) => {
    for (const matcher of matchers) if (matcher(doc, keepPosition ? details : undefined)) return true;
    return false;
  };
}

/** mongod rewrites `$or` of equalities on one field to `$in`, and only then the positional operator sees its match. */
function keepsPosition(value: Value): boolean {
  if (!isArray(value)) return false;
  const names = new Set<string>();
  for (const entry of value) {
    if (!isDoc(entry) || entry.size !== 1) return false;
    for (const [name, condition] of entry) {
      if (name.startsWith('$') || (isOperatorDocument(condition) && !(condition.size === 1 && condition.has('$eq'))))
        return false;
      names.add(name);
    }
  }
  return names.size === 1;
}

function refuseNested(name: string, context: FilterContext): void {
  if (context.nested)
    throw new CommandError(ErrorCode.BadValue, `${name} can only be applied to the top-level document`);
}

function matchesExpression(value: Value, context: FilterContext): Matcher {
  refuseNested('$expr', context);
  const { operation } = context;
  const expression = compileExpression(value, { operation, variables: new Set(operation.variables.keys()) });
  return (doc) => truthy(expression(rootEnv(doc, operation)));
}

function constant(name: string, value: Value): Matcher {
  if (integerArgument(name, value) !== 1n) {
    throw new CommandError(ErrorCode.FailedToParse, `${name} must be an integer value of 1`);
  }
  return name === '$alwaysTrue' ? ALWAYS : () => false;
}
