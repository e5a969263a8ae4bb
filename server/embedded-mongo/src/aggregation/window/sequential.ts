import { compareValues } from '../../bson/compare';
import {
  addNumbers,
  divideNumbers,
  fromCount,
  isNumeric,
  multiplyNumbers,
  type Numeric,
  subtractNumbers,
  toDecimal,
  toDouble,
} from '../../bson/numeric';
import { Decimal128, Double, isNullish, type Maybe, typeNameOf, UtcDate, type Value } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import { difference } from '../time-values';
import type { Frame } from './frame';
import type { Column, Partition } from './partition';

/** `$rank`, `$denseRank` and `$documentNumber`. */
export function ranking(kind: '$rank' | '$denseRank' | '$documentNumber', { docs, sorter }: Partition): Column {
  let rank = 0;
  let last: Maybe[] | undefined;
  return (index) => {
    const key = sorter!.keyOf(docs[index]!);
    const isNew = last === undefined || sorter!.compare(last, key) !== 0;
    last = key;
    if (kind === '$denseRank') rank += isNew ? 1 : 0;
    else if (isNew || kind === '$documentNumber') rank = index + 1;
    return fromCount(rank);
  };
}

/** `$shift`: the value of the document `by` places further on. */
export function shifted(values: readonly Maybe[], by: number, otherwise: Value): Column {
  return (index) => {
    const place = index + by;
    return place >= 0 && place < values.length ? values[place] : otherwise;
  };
}

/** `$first` and `$last` of a window. */
export function edge(values: readonly Maybe[], frame: Frame, last: boolean): Column {
  return (index) => {
    frame.moveTo(index);
    if (frame.low >= frame.high) return null;
    return values[last ? frame.high - 1 : frame.low];
  };
}

/** `$push`, `$firstN` and `$lastN`: a copy of the values at some places of the window. */
export function excerpt(frame: Frame, take: (low: number, high: number) => Value[]): Column {
  return (index) => {
    frame.moveTo(index);
    return take(frame.low, frame.high);
  };
}

/** `$locf`: null and missing take the last value before. */
export function lastObserved(values: readonly Maybe[]): Column {
  let last: Maybe = null;
  return (index) => {
    const value = values[index];
    if (!isNullish(value)) last = value;
    return last;
  };
}

/** `$expMovingAvg` */
export function movingAverage(values: readonly Maybe[], alpha: Decimal128): Column {
  const rest = subtractNumbers(1, alpha) as Numeric;
  let average: Numeric | undefined;
  let isDecimal = false;
  return (index) => {
    const value = values[index];
    if (isNumeric(value)) {
      isDecimal ||= value instanceof Decimal128;
      const decimal = toDecimal(value);
      average =
        average === undefined
          ? decimal
          : (addNumbers(
              multiplyNumbers(decimal, alpha) as Numeric,
              multiplyNumbers(average, rest) as Numeric,
            ) as Numeric);
    }
    if (average === undefined) return null;
    return isDecimal ? average : new Double(toDouble(average));
  };
}

/** `$linearFill`: null and missing take the value on the line between their neighbours. */
export function linearFill(values: readonly Maybe[], { sortValues }: Pick<Partition, 'sortValues'>): Column {
  const places = sortValues();
  const next = nextKnown(values, places);
  let before = -1;
  return (index) => {
    const value = values[index];
    checkFillable(value, places, index);
    if (!isNullish(value)) {
      before = index;
      return value;
    }
    const after = next[index]!;
    if (before < 0 || after < 0) return null;
    const rise = subtractNumbers(values[after] as Numeric, values[before] as Numeric) as Numeric;
    const slope = divideNumbers(rise, difference(places[after], places[before]) as Numeric) as Numeric;
    const step = multiplyNumbers(difference(places[index], places[before]) as Numeric, slope) as Numeric;
    return addNumbers(values[before] as Numeric, step);
  };
}

/** For each position the next one with a value, or -1. */
function nextKnown(values: readonly Maybe[], places: readonly Maybe[]): Int32Array {
  const next = new Int32Array(values.length);
  let known = -1;
  for (let i = values.length - 1; i >= 0; i--) {
    next[i] = known;
    if (!isNullish(values[i]) && !isNullish(places[i])) known = i;
  }
  return next;
}

function checkFillable(value: Maybe, places: readonly Maybe[], index: number): void {
  const mismatch = (message: string): CommandError => new CommandError(ErrorCode.TypeMismatch, message);
  if (!isNullish(value) && !isNumeric(value)) {
    throw mismatch(`Value to be filled must be numeric or nullish, but found ${typeNameOf(value)}`);
  }
  const place = places[index];
  if (!isNumeric(place) && !(place instanceof UtcDate)) {
    throw mismatch(`Value of the sortBy field must be numeric or a date, but found ${typeNameOf(place)}`);
  }
  if (index === 0) return;
  const before = places[index - 1];
  if (compareValues(place, before) === 0) {
    throw new CommandError(6050106, 'There can be no repeated values in the sort field');
  }
  if (isNumeric(place) !== isNumeric(before)) {
    throw mismatch(
      `Conflicting sort value types, previously received type ${typeNameOf(before)}, but found ${typeNameOf(place)}`,
    );
  }
}
