import { valuesEqual } from '../bson/compare';
import type { Doc, Maybe, Value } from '../bson/values';
import { isArray, isDoc, Regex } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import { compareNames, refuseDeepPath } from './path';

/** A condition of a query that says what value a field has. */
interface Equality {
  readonly path: string;
  readonly value: Value;
}

const DBREF_FIELDS = new Set(['$ref', '$id', '$db']);

/** The document that an upsert begins with: the fields that the query fixes to a value, in the order of their paths. */
export function upsertSeed(filter: Doc): Doc {
  const equalities: Equality[] = [];
  collectEqualities(filter, equalities);
  return seedOf(equalities);
}

/** The same for a replacement, which takes over `_id` only. */
export function upsertIdSeed(filter: Doc): Doc {
  const equalities: Equality[] = [];
  collectEqualities(filter, equalities);
  const below = equalities.find(({ path }) => path.startsWith('_id.'));
  if (below !== undefined) {
    const message = `field at '_id' must be exactly specified, field at sub-path '${below.path}'found`;
    throw new CommandError(ErrorCode.NotExactValueField, message);
  }
  return seedOf(equalities.filter(({ path }) => path === '_id'));
}

function seedOf(equalities: Equality[]): Doc {
  equalities.sort((a, b) => compareNames(a.path, b.path));
  const seen = new Set<string>();
  const seed: Doc = new Map();
  for (const { path, value } of equalities) {
    const parts = path.split('.');
    refuseDeepPath(parts);
    refuseConflict(path, parts, seen);
    seen.add(path);
    setAt(seed, parts, value);
  }
  return seed;
}

function refuseConflict(path: string, parts: readonly string[], seen: ReadonlySet<string>): void {
  for (let length = parts.length; length > 0; length -= 1) {
    const prefix = parts.slice(0, length).join('.');
    if (!seen.has(prefix)) continue;
    const what =
      prefix === path ? `path '${path}' is matched twice` : `both paths '${path}' and '${prefix}' are matched`;
    throw new CommandError(ErrorCode.NotSingleValueField, `cannot infer query fields to set, ${what}`);
  }
}

function setAt(seed: Doc, parts: readonly string[], value: Value): void {
  let parent = seed;
  for (const part of parts.slice(0, -1)) {
    // No value can be in the way: that would be a conflict of paths.
    const child = (parent.get(part) as Doc | undefined) ?? new Map<string, Value>();
    parent.set(part, child);
    parent = child;
  }
  parent.set(parts.at(-1)!, value);
}

function collectEqualities(filter: Doc, into: Equality[]): void {
  for (const [name, condition] of filter) {
    if (name === '$and' || (name === '$or' && isArray(condition) && condition.length === 1)) {
      for (const branch of condition as Value[]) if (isDoc(branch)) collectEqualities(branch, into);
    } else if (!name.startsWith('$')) {
      collectCondition(name, condition, into);
    }
  }
}

function collectCondition(path: string, condition: Value, into: Equality[]): void {
  if (!isOperators(condition)) {
    if (!(condition instanceof Regex)) into.push({ path, value: condition });
    return;
  }
  for (const [operator, argument] of condition) {
    if (operator === '$eq') into.push({ path, value: argument });
    if (!isArray(argument)) continue;
    if (operator === '$in') {
      const only = onlyValue(argument);
      if (only !== undefined) into.push({ path, value: only });
    } else if (operator === '$all') {
      for (const value of argument) {
        if (!(value instanceof Regex) && !isOperators(value)) into.push({ path, value });
      }
    }
  }
}

function isOperators(condition: Value): condition is Doc {
  if (!isDoc(condition)) return false;
  const [first] = condition.keys();
  return first?.startsWith('$') === true && !DBREF_FIELDS.has(first);
}

/** The value that all elements of an `$in` are equal to. */
function onlyValue(values: readonly Value[]): Maybe {
  const first = values[0];
  if (first === undefined || first instanceof Regex) return undefined;
  return values.every((value) => valuesEqual(value, first)) ? first : undefined;
}
