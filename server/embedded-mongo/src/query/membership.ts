import { compareValues } from '../bson/compare';
import { BsonSymbol, BsonUndefined, Double, isNullish, type Maybe, Regex, type Value } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import type { Collator } from '../operation';
import { equalTo } from './comparison';
import type { ElementTest, FilterContext } from './condition';
import { isOperatorDocument } from './operator-document';
import { matchesRegex } from './regex-condition';

/** `$in`: equal to one of the values, or matched by one of the regular expressions. */
export function memberOf(values: readonly Value[], context: FilterContext): ElementTest {
  const plain: Value[] = [];
  const regexes: ElementTest[] = [];
  for (const value of values) {
    if (isOperatorDocument(value)) throw new CommandError(ErrorCode.BadValue, 'cannot nest $ under $in');
    if (value instanceof BsonUndefined) {
      throw new CommandError(ErrorCode.BadValue, 'InMatchExpression equality cannot be undefined');
    }
    if (value instanceof Regex) regexes.push(matchesRegex(value.pattern, value.options, context.operation));
    else plain.push(value);
  }
  const equal = oneOf(plain, context.operation.collator);
  if (regexes.length === 0) return equal;
  return (value) => equal(value) || regexes.some((matches) => matches(value));
}

function oneOf(values: readonly Value[], collator: Collator | undefined): ElementTest {
  if (values.length === 0) return () => false;
  if (values.length === 1) return equalTo(values[0]!, collator);
  const sorted = [...values].sort((a, b) => compareValues(a, b, collator));
  const hasNull = values.includes(null);
  const byOrder: ElementTest = (value) => (isNullish(value) ? hasNull : contains(sorted, value, collator));
  const strings = new Set(values.map((value) => (value instanceof BsonSymbol ? value.value : value)));
  const ints = intsOf(values);
  return (value) => {
    if (typeof value === 'string' && !collator) return strings.has(value);
    if (typeof value === 'number' && ints) return ints.has(value);
    return byOrder(value);
  };
}

/** Values that an int32 can equal, or undefined where other numeric types make it a question of order. */
function intsOf(values: readonly Value[]): ReadonlySet<number> | undefined {
  const ints = new Set<number>();
  for (const value of values) {
    if (typeof value === 'number') ints.add(value);
    else if (typeof value === 'bigint') ints.add(Number(value));
    else if (value instanceof Double) ints.add(value.value);
    else if (value !== null && typeof value === 'object' && 'bytes' in value) return undefined;
  }
  return ints;
}

function contains(sorted: readonly Value[], value: Maybe, collator: Collator | undefined): boolean {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const order = compareValues(sorted[middle], value, collator);
    if (order === 0) return true;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
