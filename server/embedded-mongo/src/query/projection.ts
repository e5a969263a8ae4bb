import type { Doc } from '../bson/values';
import { CommandError } from '../errors';
import type { Operation } from '../operation';
import { compileFilter, type MatchDetails } from './filter';
import { compileLevels } from './projection/apply';
import { positionalAtPath, sliceAt } from './projection/array-parts';
import { parseProjection } from './projection/parse';
import type { Branch, Leaf } from './projection/tree';

/** A compiled projection; answers a new document, which may share parts with the given one. */
export type Projection = (doc: Doc) => Doc;

/** Compiles find's projection. `filter` is the query, whose match `a.$` shows. */
export function compileProjection(projection: Doc, filter: Doc, operation: Operation): Projection {
  if (projection.size === 0) return (doc) => doc;
  const { root, inclusion } = parseProjection(projection, filter, operation);
  const project = compileLevels(root, inclusion, operation);
  const leaves = leavesOf(root).filter((leaf) => leaf.kind === 'slice' || leaf.kind === 'positional');
  if (leaves.length === 0) return project;
  const steps = leaves.map((leaf) => arrayStep(leaf, filter, operation));
  return (doc) => steps.reduce((output, step) => step(output, doc), project(doc));
}

/** Compiles an aggregation stage's projection (`$project`, and `$unset` as an exclusion). */
export function compileAggregationProjection(spec: Doc, operation: Operation, stage = '$project'): Projection {
  try {
    if (spec.size === 0) throw new CommandError(51272, 'projection specification must have at least one field');
    const { root, inclusion } = parseProjection(spec, undefined, operation);
    return compileLevels(root, inclusion, operation);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new CommandError(error.code, `Invalid ${stage} :: caused by :: ${error.message}`, error.fields, error.labels);
  }
}

function leavesOf(branch: Branch): Leaf[] {
  return [...branch.children.values()].flatMap((node) => (node.kind === 'branch' ? leavesOf(node) : [node]));
}

function arrayStep(leaf: Leaf, query: Doc, operation: Operation): (output: Doc, doc: Doc) => Doc {
  if (leaf.kind === 'slice') return (output) => sliceAt(output, leaf.path, leaf.skip, leaf.limit);
  if (leaf.kind !== 'positional') return (output) => output;
  const filter = compileFilter(query, operation);
  return (output, doc) => {
    const details: MatchDetails = {};
    filter.matches(doc, details);
    return positionalAtPath(output, leaf.path, details.position);
  };
}
