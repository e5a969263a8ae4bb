import { formatValue } from '../../bson/js';
import { isNumeric, truthy } from '../../bson/numeric';
import { type Doc, isDoc, type Value } from '../../bson/values';
import { CommandError, notSupported } from '../../errors';
import { compileExpression, type Expression } from '../../expression/expression';
import type { Operation } from '../../operation';
import { splitFieldPath } from '../field-path';
import { formatElement } from '../integer-argument';
import { firstKey } from '../operator-document';
import { parseElemMatch, parsePositional, parseSlice, positionalAt } from './find-only';
import { addAt, type Branch, type Leaf, newBranch } from './tree';

/** A projection's fields, and whether it lists what stays or what goes. */
export interface ParsedProjection {
  readonly root: Branch;
  readonly inclusion: boolean;
}

/** State of one parse. */
export interface ProjectionParse {
  readonly operation: Operation;
  /** The query, whose match the positional operator shows; undefined in aggregation, where find's own operators are refused. */
  readonly filter: Doc | undefined;
  inclusion?: boolean;
  idIncluded: boolean;
  hasSlice: boolean;
  hasElemMatch: boolean;
  hasPositional: boolean;
}

/** One place of the specification. */
interface Place {
  readonly branch: Branch;
  /** Path of the branch. */
  readonly parents: readonly string[];
}

/** Parses a projection. Throws mongod's errors for collisions and mixtures. */
export function parseProjection(spec: Doc, filter: Doc | undefined, operation: Operation): ParsedProjection {
  const parse: ProjectionParse = {
    operation,
    filter,
    idIncluded: false,
    hasSlice: false,
    hasElemMatch: false,
    hasPositional: false,
  };
  const root = newBranch();
  let idSpecified = false;
  for (const [name, value] of spec) {
    idSpecified ||= name === '_id' || name.startsWith('_id.');
    parseElement(parse, name, value, { branch: root, parents: [] });
  }
  const inclusion = parse.inclusion ?? defaultKind(parse);
  if (inclusion && !idSpecified) root.children.set('_id', { kind: 'include' });
  if (!inclusion && parse.idIncluded) root.children.delete('_id');
  return { root, inclusion };
}

/** What a projection is that names nothing but `_id` and find's own operators. */
function defaultKind(parse: ProjectionParse): boolean {
  if (parse.hasSlice) return parse.idIncluded;
  return parse.hasElemMatch || parse.idIncluded;
}

function parseElement(parse: ProjectionParse, name: string, value: Value, place: Place): void {
  const positional = positionalAt(name);
  if (positional && !parse.filter) {
    throw new CommandError(31324, 'Cannot use positional projection in aggregation projection');
  }
  if (isDoc(value)) {
    if (positional) {
      throw new CommandError(31271, 'positional projection cannot be used with an expression or sub object');
    }
    parseDocument(parse, name, value, place);
  } else if (typeof value === 'boolean' || isNumeric(value)) {
    if (truthy(value)) parseInclusion(parse, name, place, positional !== undefined);
    else parseExclusion(parse, name, place);
  } else {
    if (positional) throw new CommandError(31308, 'positional projection cannot be used with a literal');
    parseLiteral(parse, name, value, place);
  }
}

function isId(name: string, place: Place): boolean {
  return name === '_id' && place.parents.length === 0;
}

function parseInclusion(parse: ProjectionParse, name: string, place: Place, positional: boolean): void {
  if (positional) {
    const path = parsePositional(parse, name, place.parents);
    addAt(place.branch, path, { kind: 'positional', path: [...place.parents, ...path] });
  } else {
    addAt(place.branch, splitFieldPath(name), { kind: 'include' });
    if (isId(name, place)) parse.idIncluded = true;
  }
  if (isId(name, place)) return;
  if (parse.inclusion === false) {
    throw new CommandError(31253, `Cannot do inclusion on field ${name} in exclusion projection`);
  }
  parse.inclusion = true;
}

function parseExclusion(parse: ProjectionParse, name: string, place: Place): void {
  addAt(place.branch, splitFieldPath(name), { kind: 'exclude' });
  if (isId(name, place)) return;
  if (parse.inclusion === true) {
    throw new CommandError(31254, `Cannot do exclusion on field ${name} in inclusion projection`);
  }
  parse.inclusion = false;
}

function parseLiteral(parse: ProjectionParse, name: string, value: Value, place: Place): void {
  addAt(place.branch, splitFieldPath(name), { kind: 'computed', expression: compile(parse, value) });
  if (parse.inclusion === false) {
    throw new CommandError(31310, `Cannot use an expression ${formatElement(name, value)} in an exclusion projection`);
  }
  parse.inclusion = true;
}

function compile(parse: ProjectionParse, value: Value): Expression {
  const { operation } = parse;
  return compileExpression(value, { operation, variables: new Set(operation.variables.keys()) });
}

function parseDocument(parse: ProjectionParse, name: string, doc: Doc, place: Place): void {
  const path = splitFieldPath(name);
  const first = firstKey(doc);
  if (first === undefined) {
    throw new CommandError(51270, 'An empty sub-projection is not a valid value. Found empty object at path');
  }
  if (doc.size === 1 && first.startsWith('$')) {
    addAt(place.branch, path, parseOperator(parse, first, doc, [...place.parents, ...path]));
    return;
  }
  const branch = newBranch();
  addAt(place.branch, path, branch);
  const inner: Place = { branch, parents: [...place.parents, ...path] };
  for (const [field, value] of doc) parseElement(parse, field, value, inner);
}

function parseOperator(parse: ProjectionParse, name: string, doc: Doc, path: readonly string[]): Leaf {
  if (name === '$slice' && parse.filter) return sliceOrExpression(parse, doc, path);
  if (name === '$elemMatch') return parseElemMatch(parse, doc, path);
  if (name === '$meta') throw notSupported('$meta');
  return parseExpression(parse, name, doc);
}

function sliceOrExpression(parse: ProjectionParse, doc: Doc, path: readonly string[]): Leaf {
  try {
    return parseSlice(parse, doc.get('$slice')!, path);
  } catch (findError) {
    try {
      return parseExpression(parse, '$slice', doc);
    } catch (error) {
      if (!(error instanceof CommandError) || !(findError instanceof CommandError)) throw error;
      throw new CommandError(
        error.code,
        `Invalid $slice syntax. The given syntax ${formatValue(doc)} did not match the find() syntax because :: ` +
          `Location${findError.code}: ${findError.message} :: The given syntax did not match the expression $slice ` +
          `syntax. :: caused by :: ${error.message}`,
      );
    }
  }
}

function parseExpression(parse: ProjectionParse, name: string, doc: Doc): Leaf {
  let expression: Expression;
  try {
    expression = compile(parse, doc);
  } catch (error) {
    const unknown = error instanceof CommandError && error.message.startsWith(`Unrecognized expression '${name}'`);
    if (unknown) throw new CommandError(31325, `Unknown expression ${name}`);
    throw error;
  }
  if (parse.inclusion === false) {
    throw new CommandError(31252, 'Cannot use expression other than $meta in exclusion projection');
  }
  parse.inclusion = true;
  return { kind: 'computed', expression };
}
