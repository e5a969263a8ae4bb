import { formatValue } from '../../bson/js';
import { isNumeric, toBigIntExact, toDouble } from '../../bson/numeric';
import { type Doc, docOf, isArray, isDoc, typeNameOf, type Value } from '../../bson/values';
import { CommandError } from '../../errors';
import { compileExpression, type Expression, rootEnv } from '../../expression/expression';
import { TICK, type Tick } from '../../operation';
import { compileFilter } from '../../query/filter';
import { malformed } from '../arguments';
import type { Stage, StageScope } from '../context';
import { fieldPath, valuesAtPath, withNested } from '../field-paths';
import { MemoryBudget, STAGE_MEMORY_LIMIT, sizeOf } from '../memory';
import { ValueKeys } from '../value-keys';
import { expressionScope } from './group';
import { equalityFilter } from './lookup';

interface GraphArguments {
  readonly from: string;
  readonly as: readonly string[];
  readonly startWith: Expression;
  readonly connectFrom: readonly string[];
  readonly connectTo: string;
  readonly depthField: readonly string[] | undefined;
  readonly maxDepth: number;
  readonly restriction: Doc | undefined;
}

/** `$graphLookup`: breadth-first, one query with `$in` per depth. */
export function compileGraphLookup(spec: Value, scope: StageScope): Stage {
  const graph = readArguments(spec, scope);
  return function* searched(input) {
    for (const item of input) {
      if (item === TICK) yield TICK;
      else yield withNested(item, graph.as, yield* search(item, graph, scope));
    }
  };
}

function* search(doc: Doc, graph: GraphArguments, scope: StageScope): Generator<Tick, Value[]> {
  const frontierKeys = new ValueKeys(scope.operation.collator);
  const idKeys = new ValueKeys();
  const budget = new MemoryBudget(STAGE_MEMORY_LIMIT, 40099, '$graphLookup reached maximum memory consumption');
  const queried = new Set<string>();
  const visited = new Map<string, Doc>();
  const start = graph.startWith(rootEnv(doc, scope.operation));
  // Unlike null, nothing leads nowhere.
  const starts = isArray(start) ? start : start === undefined ? [] : [start];
  let frontier = unseen(starts, queried, frontierKeys);
  for (let depth = 0; frontier.length > 0 && depth <= graph.maxDepth; depth++) {
    const next: Value[] = [];
    for (const item of scope.source.find(graph.from, {
      filter: stepFilter(frontier, graph),
      operation: scope.operation,
    })) {
      if (item === TICK) {
        yield TICK;
        continue;
      }
      const key = idKeys.keyOf(idOf(item, graph.from, scope.database));
      if (visited.has(key)) continue;
      const found = graph.depthField ? withNested(item, graph.depthField, BigInt(depth)) : item;
      budget.take(sizeOf(found));
      visited.set(key, found);
      for (const value of unseen(valuesAtPath(item, graph.connectFrom), queried, frontierKeys)) next.push(value);
    }
    frontier = next;
  }
  return [...visited.values()];
}

/** The values that were not searched for yet. */
function unseen(values: readonly Value[], queried: Set<string>, keys: ValueKeys): Value[] {
  return values.filter((value) => {
    const key = keys.keyOf(value);
    if (queried.has(key)) return false;
    queried.add(key);
    return true;
  });
}

function stepFilter(frontier: readonly Value[], { connectTo, restriction }: GraphArguments): Doc {
  const step = equalityFilter(connectTo, frontier);
  return restriction ? docOf({ $and: [step, restriction] }) : step;
}

function idOf(doc: Doc, from: string, database: string): Value {
  const id = doc.get('_id');
  if (id !== undefined) return id;
  throw new CommandError(
    40271,
    `Documents in the '${database}.${from}' namespace must contain an _id for de-duplication in $graphLookup`,
  );
}

const TEXTS = ['as', 'connectFromField', 'connectToField', 'depthField'];

function readArguments(spec: Value, scope: StageScope): GraphArguments {
  if (!isDoc(spec)) {
    throw malformed(`the $graphLookup stage specification must be an object, but found ${typeNameOf(spec)}`);
  }
  const from = spec.get('from');
  if (from === undefined) {
    throw malformed(`missing 'from' option to $graphLookup stage specification: ${formatValue(spec)}`);
  }
  if (typeof from !== 'string') {
    throw malformed(`$graphLookup 'from' field must be a string, but found ${typeNameOf(from)}`);
  }
  for (const [name, value] of spec) checkArgument(name, value);
  const text = (name: string): string => (spec.get(name) ?? '') as string;
  const startWith = spec.get('startWith');
  if (!from || !text('as') || startWith === undefined || !text('connectFromField') || !text('connectToField')) {
    throw new CommandError(
      40105,
      "$graphLookup requires 'from', 'as', 'startWith', 'connectFromField', and 'connectToField' to be specified.",
    );
  }
  fieldPath(text('connectToField'));
  return {
    from,
    as: fieldPath(text('as')),
    startWith: compileExpression(startWith, expressionScope(scope.operation)),
    connectFrom: fieldPath(text('connectFromField')),
    connectTo: text('connectToField'),
    depthField: spec.has('depthField') ? fieldPath(text('depthField')) : undefined,
    maxDepth: maxDepthOf(spec.get('maxDepth')),
    restriction: restrictionOf(spec.get('restrictSearchWithMatch'), scope),
  };
}

function checkArgument(name: string, value: Value): void {
  if (TEXTS.includes(name)) {
    if (typeof value === 'string') return;
    throw new CommandError(40103, `expected string as argument for ${name}, found: ${typeNameOf(value)}`);
  }
  if (!['from', 'startWith', 'maxDepth', 'restrictSearchWithMatch'].includes(name)) {
    throw new CommandError(40104, `Unknown argument to $graphLookup: ${name}`);
  }
}

function maxDepthOf(value: Value | undefined): number {
  if (value === undefined) return Number.POSITIVE_INFINITY;
  if (!isNumeric(value)) throw new CommandError(40100, `maxDepth must be numeric, found type: ${typeNameOf(value)}`);
  if (toDouble(value) < 0) {
    throw new CommandError(40101, `maxDepth requires a nonnegative argument, found: ${Math.trunc(toDouble(value))}`);
  }
  const exact = toBigIntExact(value);
  if (exact !== undefined) return Number(exact);
  throw new CommandError(40102, `maxDepth could not be represented as a long long: ${Math.trunc(toDouble(value))}`);
}

function restrictionOf(value: Value | undefined, scope: StageScope): Doc | undefined {
  if (value === undefined) return undefined;
  if (!isDoc(value)) {
    throw new CommandError(40185, `restrictSearchWithMatch must be an object, found ${typeNameOf(value)}`);
  }
  compileFilter(value, scope.operation);
  return value;
}
