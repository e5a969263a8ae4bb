import { canonicalType, compareInExpression, compareValues } from '../../bson/compare';
import { formatValue } from '../../bson/js';
import { type Doc, docOf, isArray, isDoc, type Maybe, typeNameOf, type Value } from '../../bson/values';
import { CommandError } from '../../errors';
import { compileExpression, constantValueOf, type ExpressionScope } from '../../expression/expression';
import type { Collator } from '../../operation';
import { type AccumulatedField, accumulatedField } from '../accumulators/table';
import type { Stage, StageScope } from '../context';
import { expressionScope, groupBy } from './group';
import { sortBy } from './sort';

const OPTIONS = ['groupBy', 'boundaries', 'default', 'output'];

/** `$bucket`: groups between neighbouring boundaries, in their order. */
export function compileBucket(spec: Value, context: StageScope): Stage {
  if (!isDoc(spec)) {
    throw new CommandError(40201, `Argument to $bucket stage must be an object, but found type: ${typeNameOf(spec)}.`);
  }
  const scope = expressionScope(context.operation);
  const options = readOptions(spec, scope);
  const groupSource = spec.get('groupBy');
  if (groupSource === undefined || options.boundaries.length === 0) {
    throw new CommandError(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.");
  }
  const { collator } = context.operation;
  checkDefault(options, collator);
  const read = compileExpression(groupSource, scope);
  const group = groupBy((env) => bucketOf(read(env), options, collator), options.fields, context.operation);
  const sort = sortBy(docOf({ _id: 1 }), context.operation);
  return (input) => sort(group(input));
}

/** `$sortByCount` */
export function compileSortByCount(spec: Value, context: StageScope): Stage {
  checkCountedExpression(spec);
  const scope = expressionScope(context.operation);
  const fields = [accumulatedField('count', docOf({ $sum: 1 }), scope)];
  const group = groupBy(compileExpression(spec, scope), fields, context.operation);
  const sort = sortBy(docOf({ count: -1 }), context.operation);
  return (input) => sort(group(input));
}

function checkCountedExpression(spec: Value): void {
  const message = 'the sortByCount field must be defined as a $-prefixed path or an expression inside an object';
  if (isDoc(spec)) {
    if (!spec.keys().next().value?.startsWith('$')) throw new CommandError(40147, message);
  } else if (typeof spec === 'string') {
    if (!spec.startsWith('$')) throw new CommandError(40148, message);
  } else {
    throw new CommandError(40149, 'the sortByCount field must be specified as a string or as an object');
  }
}

interface BucketOptions {
  boundaries: readonly Value[];
  otherwise: Maybe;
  fields: readonly AccumulatedField[];
}

function readOptions(spec: Doc, scope: ExpressionScope): BucketOptions {
  const options: BucketOptions = { boundaries: [], otherwise: undefined, fields: countField(scope) };
  for (const [name, value] of spec) {
    if (!OPTIONS.includes(name)) throw new CommandError(40197, `Unrecognized option to $bucket: ${name}.`);
    if (name === 'groupBy') checkGroupBy(value);
    else if (name === 'boundaries') options.boundaries = readBoundaries(value, scope);
    else if (name === 'default') options.otherwise = readDefault(value, scope);
    else options.fields = readOutput(value, scope);
  }
  return options;
}

function countField(scope: ExpressionScope): AccumulatedField[] {
  return [accumulatedField('count', docOf({ $sum: 1 }), scope)];
}

function checkGroupBy(value: Value): void {
  if (typeof value === 'string' ? value.startsWith('$') : isDoc(value) && value.keys().next().value?.startsWith('$')) {
    return;
  }
  throw new CommandError(
    40202,
    `The $bucket 'groupBy' field must be defined as a $-prefixed path or an expression, but found: ${formatValue(value)}.`,
  );
}

function readOutput(value: Value, scope: ExpressionScope): AccumulatedField[] {
  if (!isDoc(value)) {
    throw new CommandError(
      40196,
      `The $bucket 'output' field must be an object, but found type: ${typeNameOf(value)}.`,
    );
  }
  return Array.from(value, ([name, source]) => accumulatedField(name, source, scope));
}

function readDefault(value: Value, scope: ExpressionScope): Maybe {
  const constant = constantValueOf(compileExpression(value, scope));
  if (constant) return constant.value;
  throw new CommandError(
    40195,
    `The $bucket 'default' field must be a constant expression, but found: ${formatValue(value)}.`,
  );
}

function readBoundaries(value: Value, scope: ExpressionScope): Value[] {
  if (!isArray(value)) {
    throw new CommandError(
      40200,
      `The $bucket 'boundaries' field must be an array, but found type: ${typeNameOf(value)}.`,
    );
  }
  const boundaries = value.map((source) => {
    const constant = constantValueOf(compileExpression(source, scope));
    if (constant) return constant.value ?? null;
    throw new CommandError(
      40191,
      `The $bucket 'boundaries' field must be an array of constant values, but found value: ${formatValue(source)}.`,
    );
  });
  if (boundaries.length < 2) {
    throw new CommandError(
      40192,
      `The $bucket 'boundaries' field must have at least 2 values, but found ${boundaries.length} value(s).`,
    );
  }
  for (let i = 1; i < boundaries.length; i++) checkNeighbours(boundaries, i, scope.operation.collator);
  return boundaries;
}

function checkNeighbours(boundaries: readonly Value[], i: number, collator: Collator | undefined): void {
  const lower = boundaries[i - 1]!;
  const upper = boundaries[i]!;
  if (canonicalType(lower) !== canonicalType(upper)) {
    throw new CommandError(
      40193,
      `All values in the the 'boundaries' option to $bucket must have the same type. Found conflicting types ${typeNameOf(lower)} and ${typeNameOf(upper)}.`,
    );
  }
  if (compareValues(lower, upper, collator) < 0) return;
  throw new CommandError(
    40194,
    `The 'boundaries' option to $bucket must be sorted, but elements ${i - 1} and ${i} are not in ascending order (${formatValue(lower)} is not less than ${formatValue(upper)}).`,
  );
}

function checkDefault({ boundaries, otherwise }: BucketOptions, collator: Collator | undefined): void {
  const lowest = boundaries[0]!;
  if (otherwise === undefined || canonicalType(otherwise) !== canonicalType(lowest)) return;
  const outside =
    compareValues(otherwise, lowest, collator) < 0 || compareValues(otherwise, boundaries.at(-1), collator) >= 0;
  if (outside) return;
  throw new CommandError(
    40199,
    "The $bucket 'default' field must be less than the lowest boundary or greater than or equal to the highest boundary.",
  );
}

function bucketOf(value: Maybe, { boundaries, otherwise }: BucketOptions, collator: Collator | undefined): Value {
  let low = 0;
  let high = boundaries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareInExpression(boundaries[middle], value, collator) <= 0) low = middle + 1;
    else high = middle;
  }
  if (low > 0 && low < boundaries.length) return boundaries[low - 1]!;
  if (otherwise !== undefined) return otherwise;
  throw new CommandError(40066, '$switch could not find a matching branch for an input, and no default was specified.');
}
