import { compareValues } from '../../bson/compare';
import { formatValue } from '../../bson/js';
import { isNumeric, type Numeric, toBigIntExact, toDouble } from '../../bson/numeric';
import { type Doc, docOf, isDoc, type Maybe, typeNameOf, type Value } from '../../bson/values';
import { CommandError } from '../../errors';
import { compileExpression, type Expression, type ExpressionScope, rootEnv } from '../../expression/expression';
import { type Operation, type Stream, TICK, type Tick } from '../../operation';
import { type AccumulatedField, accumulatedField } from '../accumulators/table';
import type { Stage, StageScope } from '../context';
import { type MemoryBudget, sizeOf, stageBudget } from '../memory';
import { SortedRuns } from '../sorted-runs';
import { type Granularity, granularityOf } from './granularity';
import { addResults, expressionScope, gather } from './group';

interface BucketAutoOptions {
  readonly groupBy: Expression;
  readonly buckets: number;
  readonly fields: readonly AccumulatedField[];
  readonly granularity: Granularity | undefined;
}

interface Entry {
  readonly value: Value;
  readonly doc: Doc;
}

/** `$bucketAuto`: buckets of about as many documents each. */
export function compileBucketAuto(spec: Value, { operation }: StageScope): Stage {
  const options = readOptions(spec, expressionScope(operation));
  return function* bucketed(input) {
    const budget = stageBudget('$bucketAuto');
    const runs = new SortedRuns<Entry>((a, b) => compareValues(a.value, b.value, operation.collator));
    let total = 0;
    for (const item of input) {
      if (item === TICK) {
        yield TICK;
        continue;
      }
      budget.take(sizeOf(item));
      runs.add({ value: bucketValue(item, options, operation), doc: item });
      total++;
    }
    yield* buckets(runs.drain(), total, options, operation, budget);
  };
}

function bucketValue(doc: Doc, { groupBy, granularity }: BucketAutoOptions, operation: Operation): Value {
  const value = groupBy(rootEnv(doc, operation)) ?? null;
  if (!granularity) return value;
  if (!isNumeric(value)) {
    throw new CommandError(
      40258,
      `$bucketAuto can specify a 'granularity' with numeric boundaries only, but found a value with type: ${typeNameOf(value)}`,
    );
  }
  if (Number.isNaN(toDouble(value))) {
    throw new CommandError(
      40259,
      "$bucketAuto can specify a 'granularity' with numeric boundaries only, but found a NaN",
    );
  }
  if (toDouble(value) < 0) {
    throw new CommandError(
      40260,
      "$bucketAuto can specify a 'granularity' with non-negative numbers only, but found a negative number",
    );
  }
  return value;
}

function* buckets(
  entries: Stream<Entry>,
  total: number,
  options: BucketAutoOptions,
  operation: Operation,
  budget: MemoryBudget,
): Stream & Generator {
  const { fields, granularity } = options;
  const size = Math.max(1, Math.round(total / options.buckets));
  const same = (a: Value, b: Value): boolean => compareValues(a, b, operation.collator) === 0;
  const reader = new Reader(entries);
  let previousMax: Maybe;
  for (let bucket = 1; bucket <= options.buckets && (yield* reader.peek()); bucket++) {
    const accumulators = fields.map((field) => field.definition.start(undefined, budget));
    const lowest = reader.current!.value;
    const min = granularity ? (previousMax ?? granularity.roundDown(lowest as Numeric)) : lowest;
    let highest = lowest;
    const absorb = (entry: Entry): void => {
      gather(accumulators, fields, rootEnv(entry.doc, operation));
      highest = entry.value;
    };
    const isLast = bucket === options.buckets;
    for (let i = 0; (i < size || isLast) && (yield* reader.peek()); i++) absorb(reader.take());
    const rounded = granularity?.roundUp(highest as Numeric);
    while (yield* reader.peek()) {
      const next = reader.current!.value;
      if (!same(highest, next) && !(rounded !== undefined && compareValues(rounded, next) > 0)) break;
      absorb(reader.take());
    }
    previousMax = upperBound(highest, rounded, reader.current?.value, granularity);
    yield addResults(new Map([['_id', docOf({ min, max: previousMax })]]), accumulators, fields);
  }
}

/** Upper limit of a bucket: where the next one begins, or its own greatest value for the last. */
function upperBound(highest: Value, rounded: Maybe, next: Maybe, granularity: Granularity | undefined): Value {
  if (rounded === undefined) return next ?? highest;
  return toDouble(rounded) === 0 && next !== undefined ? granularity!.roundDown(next as Numeric) : rounded;
}

/** Reads a stream one item ahead. */
class Reader {
  current: Entry | undefined;
  private readonly iterator: Iterator<Entry | Tick>;

  constructor(entries: Stream<Entry>) {
    this.iterator = entries[Symbol.iterator]();
  }

  *peek(): Generator<Tick, boolean> {
    while (!this.current) {
      const { done, value } = this.iterator.next();
      if (done) return false;
      if (value === TICK) yield TICK;
      else this.current = value;
    }
    return true;
  }

  take(): Entry {
    const entry = this.current!;
    this.current = undefined;
    return entry;
  }
}

function readOptions(spec: Value, scope: ExpressionScope): BucketAutoOptions {
  if (!isDoc(spec)) {
    throw new CommandError(40240, `The argument to $bucketAuto must be an object, but found type: ${typeNameOf(spec)}`);
  }
  let groupBy: Expression | undefined;
  let count: number | undefined;
  let fields = [accumulatedField('count', docOf({ $sum: 1 }), scope)];
  let granularity: Granularity | undefined;
  for (const [name, value] of spec) {
    if (name === 'groupBy') groupBy = readGroupBy(value, scope);
    else if (name === 'buckets') count = readCount(value);
    else if (name === 'output') fields = readOutput(value, scope) ?? fields;
    else if (name === 'granularity') granularity = readGranularity(value);
    else throw new CommandError(40245, `Unrecognized option to $bucketAuto: ${name}`);
  }
  if (!groupBy || count === undefined) {
    throw new CommandError(40246, "$bucketAuto requires 'groupBy' and 'buckets' to be specified");
  }
  return { groupBy, buckets: count, fields, granularity };
}

function readGroupBy(value: Value, scope: ExpressionScope): Expression {
  const prefixed = isDoc(value) ? value.keys().next().value : value;
  if (typeof prefixed === 'string' && prefixed.startsWith('$') && prefixed.length > 1) {
    return compileExpression(value, scope);
  }
  throw new CommandError(
    40239,
    `The $bucketAuto 'groupBy' field must be defined as a $-prefixed path or an expression object, but found: ${formatValue(value)}`,
  );
}

function readCount(value: Value): number {
  if (!isNumeric(value)) {
    throw new CommandError(
      40241,
      `The $bucketAuto 'buckets' field must be a numeric value, but found type: ${typeNameOf(value)}`,
    );
  }
  const count = Number(toBigIntExact(value) ?? Number.NaN);
  if ((count | 0) !== count) {
    throw new CommandError(
      40242,
      `The $bucketAuto 'buckets' field must be representable as a 32-bit integer, but found ${formatValue(value)}`,
    );
  }
  if (count > 0) return count;
  throw new CommandError(40243, `The $bucketAuto 'buckets' field must be greater than 0, but found: ${count}`);
}

function readOutput(value: Value, scope: ExpressionScope): AccumulatedField[] | undefined {
  if (!isDoc(value)) {
    throw new CommandError(
      40244,
      `The $bucketAuto 'output' field must be an object, but found type: ${typeNameOf(value)}`,
    );
  }
  if (value.size === 0) return undefined;
  return Array.from(value, ([name, source]) => accumulatedField(name, source, scope));
}

function readGranularity(value: Value): Granularity {
  if (typeof value === 'string') return granularityOf(value);
  throw new CommandError(
    40261,
    `The $bucketAuto 'granularity' field must be a string, but found type: ${typeNameOf(value)}`,
  );
}
