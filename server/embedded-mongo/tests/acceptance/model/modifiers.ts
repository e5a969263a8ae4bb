import { BSONRegExp, Double, Int32, Long } from 'bson';
import { Refusal } from './failure';
import { isOperators, matches, meets, subjectAt } from './filter';
import { calculate } from './numbers';
import { compare, equal } from './order';
import { copy, isArray, isDoc, isNumeric, type Maybe, type Value } from './values';

/** What an update operator makes of the value at its path; `undefined` leaves it as it is. */
export function applyModifier(operator: string, before: Maybe, operand: Value): Maybe {
  switch (operator) {
    case '$set':
    case '$setOnInsert':
      return copy(operand);
    case '$inc':
      return arithmetic('sum', before, operand);
    case '$mul':
      return arithmetic('product', before, operand);
    case '$min':
      return before === undefined || compare(operand, before) < 0 ? copy(operand) : undefined;
    case '$max':
      return before === undefined || compare(operand, before) > 0 ? copy(operand) : undefined;
    case '$bit':
      return bits(before, operand);
    case '$push':
      return push(arrayOf(before, 2) ?? [], operand);
    case '$addToSet':
      return addToSet(arrayOf(before, 2) ?? [], operand);
    case '$pop':
      return pop(arrayOf(before, 14), operand);
    default:
      return pull(arrayOf(before, 2), operand, operator === '$pullAll');
  }
}

function arrayOf(before: Maybe, code: number): Value[] | undefined {
  if (before !== undefined && !isArray(before)) throw new Refusal(code);
  return before;
}

function arithmetic(kind: 'sum' | 'product', before: Maybe, operand: Value): Value {
  if (!isNumeric(operand)) throw new Refusal(14);
  if (before === undefined) return kind === 'sum' ? operand : calculate(kind, new Int32(0), operand)!;
  if (!isNumeric(before)) throw new Refusal(14);
  const result = calculate(kind, before, operand);
  if (result === undefined) throw new Refusal(2);
  return result;
}

function bits(before: Maybe, operand: Value): Value {
  const [name, argument] = isDoc(operand) ? [...operand][0]! : ['', null];
  const left = before === undefined ? new Int32(0) : before;
  if (!isNumeric(left) || left instanceof Double || left._bsontype === 'Decimal128') throw new Refusal(2);
  const [x, y] = [BigInt(left.toString()), BigInt(String(argument))];
  const result = name === 'and' ? x & y : name === 'or' ? x | y : x ^ y;
  return left instanceof Int32 && argument instanceof Int32 ? new Int32(Number(result)) : Long.fromBigInt(result);
}

function eachOf(operand: Value): Value[] {
  return isDoc(operand) && operand.has('$each') ? (operand.get('$each') as Value[]) : [operand];
}

function push(array: Value[], operand: Value): Value[] {
  const result = [...array];
  const modifiers = isDoc(operand) && operand.has('$each') ? operand : new Map<string, Value>();
  const position = modifiers.get('$position');
  result.splice(position === undefined ? result.length : Number(position), 0, ...copy(eachOf(operand)));
  const sort = modifiers.get('$sort');
  if (isDoc(sort)) sortByField(result, sort);
  else if (sort !== undefined) result.sort((a, b) => compare(a, b) * Number(sort));
  const slice = modifiers.get('$slice');
  if (slice === undefined) return result;
  return Number(slice) >= 0 ? result.slice(0, Number(slice)) : result.slice(Number(slice));
}

function sortByField(array: Value[], sort: Map<string, Value>): void {
  const [field, direction] = [...sort][0]!;
  const key = (value: Value): Maybe => (isDoc(value) ? value.get(field) : undefined);
  array.sort((a, b) => compare(key(a), key(b)) * Number(direction));
}

function addToSet(array: Value[], operand: Value): Value[] {
  const result = [...array];
  for (const value of eachOf(operand)) if (!result.some((other) => equal(other, value))) result.push(copy(value));
  return result;
}

function pop(array: Value[] | undefined, operand: Value): Value[] | undefined {
  return array && (Number(operand) > 0 ? array.slice(0, -1) : array.slice(1));
}

function pull(array: Value[] | undefined, operand: Value, isList: boolean): Value[] | undefined {
  return array?.filter((value) => !isPulled(value, operand, isList));
}

function isPulled(value: Value, operand: Value, isList: boolean): boolean {
  if (isList) return (operand as Value[]).some((other) => equal(value, other));
  if (isDoc(operand) && !isOperators(operand)) return isDoc(value) && matches(value, operand);
  if (isDoc(operand) || operand instanceof BSONRegExp) return meets(subjectAt(new Map([['', value]]), ['']), operand);
  return equal(value, operand);
}
