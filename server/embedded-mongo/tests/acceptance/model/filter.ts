import { Binary, BSONRegExp, BSONSymbol, Int32, MaxKey, MinKey } from 'bson';
import { evaluate, truthy } from './expression';
import { isNan, truncated, wholeNumber } from './numbers';
import { compare, equal, kindOf } from './order';
import { reached } from './paths';
import { type Doc, isArray, isDoc, isNumeric, type Maybe, type Numeric, type Value } from './values';

type Comparison = '$eq' | '$gt' | '$gte' | '$lt' | '$lte';
const HOLDS: Record<Comparison, (order: number) => boolean> = {
  $eq: (order) => order === 0,
  $gt: (order) => order > 0,
  $gte: (order) => order >= 0,
  $lt: (order) => order < 0,
  $lte: (order) => order <= 0,
};

/** Whether a document meets a filter. */
export function matches(doc: Doc, filter: Doc): boolean {
  return [...filter].every(([name, condition]) => {
    const parts = (): Doc[] => condition as Doc[];
    if (name === '$and') return parts().every((part) => matches(doc, part));
    if (name === '$or') return parts().some((part) => matches(doc, part));
    if (name === '$nor') return !parts().some((part) => matches(doc, part));
    if (name === '$expr') return truthy(evaluate(condition, doc));
    return meets(subjectAt(doc, name.split('.')), condition);
  });
}

/** True for `{ $gt: 1, ... }`. */
export function isOperators(value: Value): value is Doc {
  return isDoc(value) && [...value.keys()][0]?.startsWith('$') === true;
}

/** What a condition looks at: each element an array at the end of its path has, and the array; or the array alone. */
interface Subject {
  readonly elements: readonly Maybe[];
  readonly wholes: readonly Maybe[];
}

/** What the path of a condition leads to. */
export function subjectAt(doc: Doc, path: readonly string[]): Subject {
  return { elements: reached(doc, path, 'elements'), wholes: reached(doc, path, 'whole') };
}

/** Whether a field's condition, a value or operators, holds. */
export function meets(subject: Subject, condition: Value): boolean {
  if (!isOperators(condition)) return subject.elements.some((value) => comparesEqual(value, condition));
  return [...condition].every(([operator, operand]) => meetsOperator(subject, operator, operand, condition));
}

function meetsOperator(subject: Subject, operator: string, operand: Value, all: Doc): boolean {
  const { elements, wholes } = subject;
  switch (operator) {
    case '$ne':
      return !elements.some((value) => compares('$eq', value, operand));
    case '$in':
      return elements.some((value) => isIn(value, operand as Value[]));
    case '$nin':
      return !elements.some((value) => isIn(value, operand as Value[]));
    case '$exists':
      return wholes.some((value) => value !== undefined) === truthy(operand);
    case '$not':
      return !meets(subject, operand);
    case '$size':
      return wholes.some((value) => isArray(value) && value.length === Number(operand));
    case '$all':
      return (operand as Value[]).length > 0 && (operand as Value[]).every((part) => meets(subject, part));
    case '$elemMatch':
      return wholes.some((value) => isArray(value) && matchingElement(value, operand as Doc) >= 0);
    case '$options':
      return true;
    default:
      return elements.some((value) => meetsAlone(value, operator, operand, all));
  }
}

function meetsAlone(value: Maybe, operator: string, operand: Value, all: Doc): boolean {
  switch (operator) {
    case '$type':
      return (isArray(operand) ? operand : [operand]).some((name) => isOfType(value, String(name)));
    case '$mod':
      return isRemainder(value, operand as Numeric[]);
    case '$regex':
      return fits(
        value,
        operand instanceof BSONRegExp ? operand : new BSONRegExp(operand as string, String(all.get('$options') ?? '')),
      );
    case '$bitsAllSet':
    case '$bitsAllClear':
    case '$bitsAnySet':
    case '$bitsAnyClear':
      return bitsMeet(value, operator, operand as Int32[]);
    default:
      return compares(operator as Comparison, value, operand);
  }
}

/** Place of the first element that meets an `$elemMatch`; -1 for none. */
export function matchingElement(values: readonly Value[], condition: Doc): number {
  const first = [...condition.keys()][0] ?? '';
  const isValueForm = first.startsWith('$') && !['$and', '$or', '$nor', '$expr'].includes(first);
  return values.findIndex((value) => {
    // The operators see the element itself: an array that is an element is not entered.
    if (isValueForm) return meets({ elements: [value], wholes: [value] }, condition);
    if (isArray(value)) return matches(new Map(value.map((inner, i) => [String(i), inner])), condition);
    return isDoc(value) && matches(value, condition);
  });
}

function comparesEqual(value: Maybe, operand: Value): boolean {
  return operand instanceof BSONRegExp ? fits(value, operand) : compares('$eq', value, operand);
}

function isIn(value: Maybe, list: Value[]): boolean {
  return list.some((operand) => comparesEqual(value, operand));
}

/** One value against one operand: only values of one kind compare, null and missing are one. */
export function compares(operator: Comparison, value: Maybe, operand: Value): boolean {
  if (kindOf(value ?? null) !== kindOf(operand) || (value === undefined && operand !== null)) {
    if (operand instanceof MaxKey) return operator === '$lt' || operator === '$lte';
    if (operand instanceof MinKey) return operator === '$gt' || operator === '$gte';
    return false;
  }
  if (isNumeric(value) && isNumeric(operand) && (isNan(value) || isNan(operand))) {
    return isNan(value) && isNan(operand) && operator !== '$gt' && operator !== '$lt';
  }
  return HOLDS[operator](compare(value, operand));
}

function fits(value: Maybe, regex: BSONRegExp): boolean {
  if (value instanceof BSONRegExp) return equal(value, regex);
  if (typeof value !== 'string' && !(value instanceof BSONSymbol)) return false;
  return new RegExp(regex.pattern, regex.options.includes('i') ? 'iu' : 'u').test(value.toString());
}

const TYPES: Record<string, (value: Value) => boolean> = {
  int: (value) => value instanceof Int32,
  long: (value) => isNumeric(value) && value._bsontype === 'Long',
  double: (value) => isNumeric(value) && value._bsontype === 'Double',
  decimal: (value) => isNumeric(value) && value._bsontype === 'Decimal128',
  number: isNumeric,
  string: (value) => typeof value === 'string',
  object: isDoc,
  array: isArray,
  bool: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  date: (value) => value instanceof Date,
  regex: (value) => value instanceof BSONRegExp,
  minKey: (value) => value instanceof MinKey,
};

function isOfType(value: Maybe, name: string): boolean {
  return value !== undefined && TYPES[name]!(value);
}

function isRemainder(value: Maybe, [divisor, remainder]: Numeric[]): boolean {
  const whole = isNumeric(value) ? truncated(value) : undefined;
  return whole !== undefined && whole % wholeNumber(divisor!)! === wholeNumber(remainder!)!;
}

function bitsMeet(value: Maybe, operator: string, positions: readonly Int32[]): boolean {
  const bit = bitsOf(value);
  if (!bit) return false;
  const wanted = operator.endsWith('Set');
  const check = (position: Int32): boolean => bit(position.value) === wanted;
  return operator.startsWith('$bitsAll') ? positions.every(check) : positions.some(check);
}

function bitsOf(value: Maybe): ((position: number) => boolean) | undefined {
  if (value instanceof Binary) {
    const bytes = value.value();
    return (position) => ((bytes[position >> 3] ?? 0) & (1 << (position & 7))) !== 0;
  }
  const whole = isNumeric(value) ? wholeNumber(value) : undefined;
  if (whole === undefined) return undefined;
  return (position) => ((whole >> BigInt(Math.min(position, 63))) & 1n) === 1n;
}
