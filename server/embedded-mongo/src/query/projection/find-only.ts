import { isNumeric, toDouble } from '../../bson/numeric';
import { type Doc, isArray, isDoc, typeNameOf, type Value } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import { splitFieldPath } from '../field-path';
import { compileFilter, type MatchDetails } from '../filter';
import type { ProjectionParse } from './parse';
import type { Leaf } from './tree';

/** Where in a projection's field name the positional operator starts; undefined without one. */
export function positionalAt(name: string): number | undefined {
  const inside = name.indexOf('.$.');
  if (inside >= 0) return inside;
  if (name.endsWith('.$')) return name.length - 2;
  return name === '$' ? 0 : undefined;
}

/** Checks `a.b.$` and answers the path in front of the operator. */
export function parsePositional(parse: ProjectionParse, name: string, parents: readonly string[]): readonly string[] {
  if (parse.hasPositional) {
    throw new CommandError(31276, 'Cannot specify more than one positional projection per query.');
  }
  if (parse.hasElemMatch) throw new CommandError(31256, 'Cannot specify positional operator and $elemMatch.');
  const field = parents[0] ?? name.split('.')[0]!;
  if (!asksAbout(parse.filter!, field)) {
    throw new CommandError(31277, `Positional projection '${name}' does not match the query document.`);
  }
  if (name.endsWith('.$.')) throw new CommandError(31270, "Path cannot end with '.$.'");
  const start = positionalAt(name)!;
  const rest = name.slice(start + (name.startsWith('.$.', start) ? 3 : 2));
  if (rest === '$' || positionalAt(rest) !== undefined) {
    throw new CommandError(31287, `Cannot use positional operator twice: ${name}`);
  }
  parse.hasPositional = true;
  return splitFieldPath(name.slice(0, start));
}

/** True when the query has a condition on the field, or on something inside it. */
function asksAbout(filter: Doc, field: string): boolean {
  for (const [name, value] of filter) {
    if (name === '$and' || name === '$or' || name === '$nor') {
      if (isArray(value) && value.some((entry) => isDoc(entry) && asksAbout(entry, field))) return true;
    } else if (name.split('.')[0] === field) return true;
  }
  return false;
}

/** find's `$slice`: a count, or `[skip, limit]`. */
export function parseSlice(parse: ProjectionParse, argument: Value, path: readonly string[]): Leaf {
  let leaf: Leaf;
  if (isNumeric(argument)) {
    leaf = { kind: 'slice', path, skip: undefined, limit: toInt(argument) };
  } else if (isArray(argument)) {
    const [skip, limit] = argument;
    if (argument.length !== 2) throw new CommandError(31272, '$slice array argument should be of form [skip, limit]');
    if (!isNumeric(skip)) {
      throw new CommandError(31257, `$slice expects the skip argument to be a number, got ${typeNameOf(skip)}`);
    }
    if (!isNumeric(limit)) {
      throw new CommandError(31258, `$slice expects the limit argument to be a number, got ${typeNameOf(limit)}`);
    }
    if (toInt(limit) <= 0) throw new CommandError(31259, `$slice limit must be positive, got ${toInt(limit)}`);
    leaf = { kind: 'slice', path, skip: toInt(skip), limit: toInt(limit) };
  } else {
    throw new CommandError(31273, '$slice only supports numbers and [skip, limit] arrays');
  }
  parse.hasSlice = true;
  return leaf;
}

function toInt(value: Value): number {
  const number = toDouble(value);
  return Number.isNaN(number) ? 0 : Math.trunc(Math.min(Math.max(number, -0x80000000), 0x7fffffff));
}

/** find's `$elemMatch`: the first element of a top-level array that satisfies a condition. */
export function parseElemMatch(parse: ProjectionParse, doc: Doc, path: readonly string[]): Leaf {
  if (!parse.filter) {
    throw new CommandError(ErrorCode.InvalidPipelineOperator, 'Cannot use $elemMatch in this context');
  }
  const argument = doc.get('$elemMatch')!;
  if (!isDoc(argument)) {
    throw new CommandError(31274, `elemMatch: Invalid argument, object required, but got ${typeNameOf(argument)}`);
  }
  if (parse.hasPositional) throw new CommandError(31255, 'Cannot specify positional operator and $elemMatch.');
  const field = path[0]!;
  if (path.length !== 1) throw new CommandError(31275, 'Cannot use $elemMatch projection on a nested field.');
  const filter = compileFilter(new Map([[field, doc]]), parse.operation);
  parse.hasElemMatch = true;
  return {
    kind: 'elemMatch',
    field,
    find: (document) => {
      const details: MatchDetails = {};
      return filter.matches(document, details) ? details.position : undefined;
    },
  };
}
