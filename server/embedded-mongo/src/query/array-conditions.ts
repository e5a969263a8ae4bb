import { type Doc, isArray, isDoc, Regex, type Value } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import { equalTo } from './comparison';
import { AS_A_WHOLE, type Condition, type FilterContext, NOWHERE, onElement } from './condition';
import { nonNegativeInt } from './integer-argument';
import { firstKey, isOperatorDocument } from './operator-document';
import { isPathOperator, isWholeDocumentOperator } from './operator-names';
import { matchesRegex } from './regex-condition';

/** `$size`: an array of exactly so many elements. */
export function sizeIs(argument: Value): Condition {
  const size = nonNegativeInt('$size', argument, (reason) => {
    return new CommandError(ErrorCode.BadValue, `Failed to parse $size. ${reason}`);
  });
  return { kind: 'array', find: (array) => (array.length === size ? AS_A_WHOLE : NOWHERE) };
}

/** Compiles the operators of one field; given by the caller to keep modules free of cycles. */
export type OperatorsCompiler = (operators: Doc, path: string, context: FilterContext) => Condition;

/** `$elemMatch`: some element of the array satisfies all of it. */
export function someElement(argument: Value, context: FilterContext, compileOperators: OperatorsCompiler): Condition {
  if (!isDoc(argument)) throw new CommandError(ErrorCode.BadValue, '$elemMatch needs an Object');
  const inside: FilterContext = { ...context, nested: true };
  if (isOperatorDocument(argument, true) && !isWholeDocumentOperator(firstKey(argument)!)) {
    const test = onElement(compileOperators(argument, '', inside));
    return { kind: 'array', find: (array) => array.findIndex(test) };
  }
  const matches = context.compile(argument, true);
  return {
    kind: 'array',
    find: (array) => {
      for (let i = 0; i < array.length; i++) {
        const element = array[i];
        if (isDoc(element) ? matches(element, undefined) : isArray(element) && matches(asDocument(element), undefined))
          return i;
      }
      return NOWHERE;
    },
  };
}

/** An array inside an array is searched like a document with fields "0", "1", ... */
function asDocument(array: Value[]): Doc {
  return new Map(array.map((element, i) => [String(i), element]));
}

/** `$all`: each value is there; or, all entries being `$elemMatch`, each has its element. */
export function containsAll(argument: Value, context: FilterContext, compileOperators: OperatorsCompiler): Condition {
  if (!isArray(argument)) throw new CommandError(ErrorCode.BadValue, '$all needs an array');
  if (argument.length === 0) return { kind: 'never' };
  if (isElemMatch(argument[0]!)) {
    return {
      kind: 'all',
      conditions: argument.map((entry) => {
        if (!isElemMatch(entry)) throw new CommandError(ErrorCode.BadValue, '$all/$elemMatch has to be consistent');
        return someElement(entry.get('$elemMatch')!, context, compileOperators);
      }),
    };
  }
  return { kind: 'all', conditions: argument.map((entry) => containsOne(entry, context)) };
}

function containsOne(entry: Value, context: FilterContext): Condition {
  if (isDoc(entry) && isPathOperator(firstKey(entry) ?? '')) {
    throw new CommandError(ErrorCode.BadValue, 'no $ expressions in $all');
  }
  const test =
    entry instanceof Regex
      ? matchesRegex(entry.pattern, entry.options, context.operation)
      : equalTo(entry, context.operation.collator);
  return { kind: 'element', test };
}

function isElemMatch(entry: Value): entry is Doc {
  return isDoc(entry) && firstKey(entry) === '$elemMatch';
}
