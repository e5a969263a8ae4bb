import { Double } from 'bson';
import { Refusal } from './failure';
import { calculate, compareNumbers, isNan } from './numbers';
import { compare, kindOf } from './order';
import { type Doc, isArray, isDoc, isNumeric, type Maybe, type Value } from './values';

const COMPARISONS: Record<string, (order: number) => boolean> = {
  $eq: (order) => order === 0,
  $ne: (order) => order !== 0,
  $gt: (order) => order > 0,
  $lt: (order) => order < 0,
};

/** MongoDB's truth: false, null, missing and zero are not. */
export function truthy(value: Maybe): boolean {
  if (value === undefined || value === null || value === false) return false;
  return !isNumeric(value) || isNan(value) || compareNumbers(value, new Double(0)) !== 0;
}

/** The few expressions that filters and update pipelines of the test use. */
export function evaluate(expression: Value, doc: Doc): Maybe {
  if (typeof expression === 'string' && expression.startsWith('$')) return fieldOf(doc, expression.slice(1).split('.'));
  if (isArray(expression)) return expression.map((part) => evaluate(part, doc) ?? null);
  if (!isDoc(expression)) return expression;
  const [name = '', operand = null] = [...expression][0] ?? [];
  if (!name.startsWith('$')) return evaluateFields(expression, doc);
  if (name === '$literal') return operand;
  const values = (operand as Value[]).map((part) => evaluate(part, doc));
  if (name === '$ifNull') return values[0] === null || values[0] === undefined ? values[1] : values[0];
  if (name === '$cond') return truthy(values[0]) ? values[1] : values[2];
  if (name === '$multiply') return multiply(values);
  return COMPARISONS[name]!(compareKinds(values[0], values[1]));
}

function evaluateFields(expression: Doc, doc: Doc): Doc {
  const fields = [...expression].map(([name, part]): [string, Maybe] => [name, evaluate(part, doc)]);
  return new Map(fields.filter((field): field is [string, Value] => field[1] !== undefined));
}

/** Expressions tell a missing value from null. */
function compareKinds(a: Maybe, b: Maybe): number {
  const rank = (value: Maybe): number => (value === undefined ? 0 : kindOf(value));
  return Math.sign(rank(a) - rank(b)) || compare(a, b);
}

/** The value at a path; through arrays, the list of what is found in their documents. */
export function fieldOf(value: Maybe, path: readonly string[]): Maybe {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (isArray(value)) {
    return value
      .map((element) => (isDoc(element) ? fieldOf(element, path) : undefined))
      .filter((found) => found !== undefined) as Value[];
  }
  return isDoc(value) ? fieldOf(value.get(name), rest) : undefined;
}

/** The product of a value and a number. */
function multiply([a, b]: Maybe[]): Maybe {
  if (a === null || a === undefined) return null;
  if (!isNumeric(a) || !isNumeric(b)) throw new Refusal(14);
  // An overflow of int64 is no error here, other than in $mul.
  return calculate('product', a, b) ?? new Double(Number(a.toString()) * Number(b.toString()));
}
