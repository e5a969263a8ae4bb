import { compareValues } from '../../bson/compare';
import { type Doc, isArray, isDoc, type Maybe, typeNameOf, type Value } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import { compileExpression, type Expression, rootEnv } from '../../expression/expression';
import { type Operation, type Stream, TICK } from '../../operation';
import { compileSort, type Sorter } from '../../query/sort';
import { applyFieldTree, emptyTree, type FieldTree, insertExpression } from '../add-fields';
import { documentField, malformed, rejectUnknownFields, requiredField } from '../arguments';
import type { Stage, StageScope } from '../context';
import { fieldPath } from '../field-paths';
import { type MemoryBudget, sizeOf, stageBudget } from '../memory';
import { SortedRuns } from '../sorted-runs';
import { windowFunction } from '../window/functions';
import type { Partition, WindowFunction } from '../window/partition';
import { expressionScope } from './group';

interface WindowFields {
  readonly partitionBy: Expression | undefined;
  readonly sorter: Sorter | undefined;
  readonly outputs: readonly { readonly names: readonly string[]; readonly open: WindowFunction }[];
  readonly operation: Operation;
}

interface Entry {
  readonly doc: Doc;
  readonly partition: Value;
  readonly key: Maybe[];
}

/** `$setWindowFields`. Partitions come out one after the other, each in the order of `sortBy`. */
export function compileSetWindowFields(spec: Value, { operation }: StageScope): Stage {
  const fields = readFields(spec, operation);
  const { partitionBy, sorter } = fields;
  return function* windows(input) {
    const budget = stageBudget('$setWindowFields');
    const runs = new SortedRuns<Entry>((a, b) => {
      const order = partitionBy ? compareValues(a.partition, b.partition, operation.collator) : 0;
      return order !== 0 || !sorter ? order : sorter.compare(a.key, b.key);
    });
    for (const item of input) {
      if (item === TICK) {
        yield TICK;
        continue;
      }
      budget.take(sizeOf(item));
      runs.add({ doc: item, partition: partitionOf(item, fields), key: sorter ? sorter.keyOf(item) : [] });
    }
    yield* partitions(runs.drain(), fields, budget);
  };
}

function partitionOf(doc: Doc, { partitionBy, operation }: WindowFields): Value {
  const value = partitionBy?.(rootEnv(doc, operation)) ?? null;
  if (!isArray(value)) return value;
  throw new CommandError(
    ErrorCode.TypeMismatch,
    'An expression used to partition cannot evaluate to value of type array',
  );
}

function* partitions(entries: Stream<Entry>, fields: WindowFields, budget: MemoryBudget): Stream & Generator {
  const { collator } = fields.operation;
  let docs: Doc[] = [];
  let current: Value = null;
  for (const item of entries) {
    if (item === TICK) {
      yield TICK;
      continue;
    }
    if (docs.length > 0 && compareValues(current, item.partition, collator) !== 0) {
      yield* computed(docs, fields, budget);
      docs = [];
    }
    current = item.partition;
    docs.push(item.doc);
  }
  if (docs.length > 0) yield* computed(docs, fields, budget);
}

function* computed(docs: readonly Doc[], fields: WindowFields, budget: MemoryBudget): Stream & Generator {
  const { operation, sorter, outputs } = fields;
  let values: readonly Maybe[] | undefined;
  const readSort = compileExpression(`$${sorter?.fields[0]?.path ?? '_id'}`, expressionScope(operation));
  const partition: Partition = {
    docs,
    operation,
    budget,
    sorter,
    sortValues: () => (values ??= docs.map((doc) => readSort(rootEnv(doc, operation)))),
  };
  // Each column is asked for the document at hand: results (arrays above all) are never held for all documents.
  let at = 0;
  const tree: FieldTree = emptyTree();
  for (const { names, open } of outputs) {
    const column = open(partition);
    let asked = -1;
    let result: Maybe;
    const once: Expression = () => {
      if (asked !== at) {
        result = column(at);
        asked = at;
      }
      return result;
    };
    insertExpression(tree, names, once, new Map());
    yield TICK;
  }
  for (; at < docs.length; at++) {
    const doc = docs[at]!;
    yield applyFieldTree(doc, tree, rootEnv(doc, operation));
    if (at % 128 === 127) yield TICK;
  }
}

function readFields(spec: Value, operation: Operation): WindowFields {
  if (!isDoc(spec)) {
    throw malformed(`the $setWindowFields stage specification must be an object, found ${typeNameOf(spec)}`);
  }
  rejectUnknownFields(spec, '$setWindowFields', ['partitionBy', 'sortBy', 'output']);
  const scope = expressionScope(operation);
  const output = documentField(requiredField(spec, '$setWindowFields', 'output'), '$setWindowFields.output');
  const partitionSource = spec.get('partitionBy');
  const sortSource = spec.get('sortBy');
  const sorter =
    sortSource === undefined ? undefined : compileSort(documentField(sortSource, '$setWindowFields.sortBy'), operation);
  checkPaths(output);
  return {
    partitionBy: partitionSource === undefined ? undefined : compileExpression(partitionSource, scope),
    sorter,
    outputs: Array.from(output, ([path, source]) => ({
      names: fieldPath(path),
      open: windowFunction(path, source, sorter, scope),
    })),
    operation,
  };
}

function checkPaths(output: Doc): void {
  const paths = [...output.keys()].sort();
  for (const path of paths) {
    if (!paths.some((other) => other.startsWith(`${path}.`))) continue;
    throw new CommandError(6307900, "$setWindowFields 'output' specification contains two conflicting paths");
  }
}
