import { type Doc, docOf, isArray, isDoc, type Maybe, Regex, type Value } from '../../bson/values';
import { compileExpression, type Expression, rootEnv } from '../../expression/expression';
import { validateVariableName } from '../../expression/variables';
import { type Operation, type Stream, TICK, type Tick } from '../../operation';
import { type Stage, type StageScope, withVariables } from '../context';
import { valuesAtPath, withNested } from '../field-paths';
import { MemoryBudget, STAGE_MEMORY_LIMIT, sizeOf } from '../memory';
import { ValueKeys } from '../value-keys';
import { expressionScope } from './group';
import { type LookupArguments, lookupArguments } from './lookup-arguments';

/** Bytes of joined documents that a `$lookup` remembers, so that a value met again is not looked up again. */
const CACHE_BYTES = 8 * 1024 * 1024;

/** `$lookup` in all its forms. The equality is asked of the collection as a filter, so that its indexes serve. */
export function compileLookup(spec: Value, scope: StageScope): Stage {
  const lookup = lookupArguments(spec);
  const variables = compileVariables(lookup.variables, scope.operation);
  checkPipeline(lookup, variables, scope);
  // Variables may tell apart what the equality does not (1 and 1.0), so results are only shared without them.
  const repeatable = variables.length === 0 && isRepeatable([...(lookup.pipeline ?? [])]);
  return function* joined(input) {
    const cache = repeatable ? new JoinCache() : undefined;
    for (const item of input) {
      if (item === TICK) yield TICK;
      else yield withNested(item, lookup.as, yield* matchesOf(item, { lookup, variables, scope, cache }));
    }
  };
}

type Variables = readonly (readonly [name: string, value: Expression])[];

function compileVariables(definitions: Doc | undefined, operation: Operation): Variables {
  return Array.from(definitions ?? [], ([name, source]) => {
    validateVariableName(name);
    return [name, compileExpression(source, expressionScope(operation))] as const;
  });
}

/** Compiles the pipeline once for its errors: a join of no documents must fail as well. */
function checkPipeline(lookup: LookupArguments, variables: Variables, scope: StageScope): void {
  if (!lookup.pipeline) return;
  const names = new Map<string, Maybe>(variables.map(([name]) => [name, undefined]));
  const operation = withVariables(scope.operation, names);
  scope.nested(lookup.pipeline, 'lookup', operation);
}

interface Join {
  readonly lookup: LookupArguments;
  readonly variables: Variables;
  readonly scope: StageScope;
  readonly cache: JoinCache | undefined;
}

function* matchesOf(doc: Doc, { lookup, variables, scope, cache }: Join): Generator<Tick, Value[]> {
  const values = lookup.join ? localValues(doc, lookup.join.local) : [];
  const key = cache?.keyOf(values) ?? '';
  const known = cache?.get(key);
  if (known) return known;
  const env = rootEnv(doc, scope.operation);
  const bindings = new Map<string, Maybe>(variables.map(([name, value]) => [name, value(env)]));
  const operation = bindings.size > 0 ? withVariables(scope.operation, bindings) : scope.operation;
  const found: Value[] = [];
  const budget = sizeLimit(lookup.from);
  for (const item of joinedDocuments(values, lookup, scope, operation)) {
    if (item === TICK) {
      yield TICK;
      continue;
    }
    budget.take(sizeOf(item));
    found.push(item);
  }
  cache?.set(key, found);
  return found;
}

function sizeLimit(from: string | undefined): MemoryBudget {
  const message = `Total size of documents in ${from ?? '$cmd.aggregate'} matching pipeline's $lookup stage exceeds ${STAGE_MEMORY_LIMIT} bytes`;
  return new MemoryBudget(STAGE_MEMORY_LIMIT, 4568, message);
}

function joinedDocuments(
  values: readonly Value[],
  { from, join, pipeline }: LookupArguments,
  scope: StageScope,
  operation: Operation,
): Stream {
  if (!join) return scope.nestedOver(from, pipeline!, 'lookup', operation);
  const filter = equalityFilter(join.foreign, values);
  if (!pipeline) return scope.source.find(from!, { filter, operation });
  const match = docOf({ $match: filter });
  const [first, ...rest] = pipeline;
  // The equality follows the stage that makes the documents, and else comes first.
  const makesDocuments = isDoc(first) && first.has('$documents');
  const stages = makesDocuments ? [first, match, ...rest] : [match, ...pipeline];
  return scope.nestedOver(from, stages, 'lookup', operation);
}

/** Values to look for: the elements of an array, and null for nothing. */
function localValues(doc: Doc, local: readonly string[]): readonly Value[] {
  const values = valuesAtPath(doc, local);
  return values.length === 0 ? [null] : values;
}

/** A filter for documents with any of the values at a path. A regular expression stands for itself here. */
export function equalityFilter(path: string, values: readonly Value[]): Doc {
  if (values.length === 1) return docOf({ [path]: docOf({ $eq: values[0] }) });
  if (!values.some((value) => value instanceof Regex)) return docOf({ [path]: docOf({ $in: [...values] }) });
  return docOf({ $or: values.map((value) => docOf({ [path]: docOf({ $eq: value }) })) });
}

/** Results of earlier lookups by the values looked for; it forgets everything when it is full. */
class JoinCache {
  private readonly keys = new ValueKeys();
  private readonly results = new Map<string, Value[]>();
  private bytes = 0;

  keyOf(values: readonly Value[]): string {
    return values
      .map((value) => this.keys.keyOf(value))
      .map((key) => `${key.length}:${key}`)
      .join('');
  }

  get(key: string): Value[] | undefined {
    return this.results.get(key);
  }

  set(key: string, found: Value[]): void {
    const bytes = 64 + key.length + sizeOf(found);
    if (bytes > CACHE_BYTES / 8) return;
    if (this.bytes + bytes > CACHE_BYTES) {
      this.results.clear();
      this.bytes = 0;
    }
    this.results.set(key, found);
    this.bytes += bytes;
  }
}

const RANDOM = new Set(['$rand', '$sample', '$sampleRate']);

/** Whether a pipeline answers the same each time it runs. */
function isRepeatable(value: Value): boolean {
  if (isArray(value)) return value.every(isRepeatable);
  if (!isDoc(value)) return true;
  for (const [name, field] of value) if (RANDOM.has(name) || !isRepeatable(field)) return false;
  return true;
}
