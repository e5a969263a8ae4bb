import type { Doc, Maybe, Value } from '../bson/values';
import type { Operation } from '../operation';
import { splitPath, visitPath } from './path';

/** What a match found out on the way. */
export interface MatchDetails {
  /** Index of the array element that matched, for the positional operator `$`. */
  position?: number;
}

/** Decides on one value; `undefined` is a missing field. Does not look into arrays. */
export type ElementTest = (value: Maybe) => boolean;

/** Decides on a whole document. */
export type Matcher = (doc: Doc, details: MatchDetails | undefined) => boolean;

/** No element of the array matches. */
export const NOWHERE = -1;
/** The array matches, but no element in particular. */
export const AS_A_WHOLE = -2;

/** What is asked of the values at a path. */
export type Condition =
  /** Asked of the value; of an array, of each element and then of the array itself. */
  | { kind: 'element'; test: ElementTest }
  /** Asked of arrays only: the index of the element that matches, NOWHERE or AS_A_WHOLE. */
  | { kind: 'array'; find: (array: Value[]) => number }
  | { kind: 'all'; conditions: readonly Condition[] }
  | { kind: 'not'; condition: Condition }
  | { kind: 'never' };

/** How filters nest: what operators need to compile filters inside filters. */
export interface FilterContext {
  readonly operation: Operation;
  /** Inside `$elemMatch`, where operators on the whole document have no place. */
  readonly nested: boolean;
  compile(filter: Doc, nested: boolean): Matcher;
}

export const ALWAYS: Matcher = () => true;

/** All matchers at once. */
export function allOf(matchers: readonly Matcher[]): Matcher {
  const [first, second] = matchers;
  if (!first) return ALWAYS;
  if (!second) return first;
  if (matchers.length === 2) return (doc, details) => first(doc, details) && second(doc, details);
  return (doc, details) => {
    for (const matcher of matchers) if (!matcher(doc, details)) return false;
    return true;
  };
}

/** Asks a condition of the values at a path. */
export function onPath(path: string, condition: Condition): Matcher {
  switch (condition.kind) {
    case 'element':
      return path.includes('.') ? elementOnPath(splitPath(path), condition.test) : elementOnField(path, condition.test);
    case 'array':
      return arrayOnPath(splitPath(path), condition.find);
    case 'all':
      return allOf(condition.conditions.map((each) => onPath(path, each)));
    case 'not': {
      const inner = onPath(path, condition.condition);
      return (doc) => !inner(doc, undefined);
    }
    case 'never':
      return () => false;
  }
}

function elementOnField(field: string, test: ElementTest): Matcher {
  return (doc, details) => {
    const value = doc.get(field);
    if (!Array.isArray(value)) return test(value);
    for (let i = 0; i < value.length; i++) {
      if (test(value[i])) {
        if (details) details.position = i;
        return true;
      }
    }
    return test(value);
  };
}

function elementOnPath(parts: readonly string[], test: ElementTest): Matcher {
  return (doc, details) => {
    if (!details) return visitPath(doc, parts, 0, test);
    return visitPath(doc, parts, 0, (value, offset) => {
      if (!test(value)) return false;
      if (offset >= 0) details.position = offset;
      return true;
    });
  };
}

function arrayOnPath(parts: readonly string[], find: (array: Value[]) => number): Matcher {
  return (doc, details) =>
    visitPath(
      doc,
      parts,
      0,
      (value, offset) => {
        if (!Array.isArray(value)) return false;
        const found = find(value);
        if (found === NOWHERE) return false;
        if (details && offset >= 0) details.position = offset;
        else if (details && found !== AS_A_WHOLE) details.position = found;
        return true;
      },
      false,
    );
}

/** Asks a condition of a single value, as `$elemMatch: {$gt: 5}` asks it of each element. */
export function onElement(condition: Condition): ElementTest {
  switch (condition.kind) {
    case 'element':
      return condition.test;
    case 'array': {
      const { find } = condition;
      return (value) => Array.isArray(value) && find(value) !== NOWHERE;
    }
    case 'all': {
      const tests = condition.conditions.map(onElement);
      return tests.length === 1 ? tests[0]! : (value) => tests.every((test) => test(value));
    }
    case 'not': {
      const inner = onElement(condition.condition);
      return (value) => !inner(value);
    }
    case 'never':
      return () => false;
  }
}
