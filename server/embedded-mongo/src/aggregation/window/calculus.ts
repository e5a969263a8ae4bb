import {
  addNumbers,
  divideNumbers,
  isNumeric,
  multiplyNumbers,
  type Numeric,
  subtractNumbers,
  toDouble,
} from '../../bson/numeric';
import { Double, type Maybe, UtcDate, type Value } from '../../bson/values';
import { CommandError } from '../../errors';
import { NumberTotal } from '../accumulators/number-total';
import { difference } from '../time-values';
import type { Frame } from './frame';
import type { Column, Partition } from './partition';
import type { Sliding } from './sliding';

/** `$derivative`: slope between the first and the last document of the window, per `unitMs` for dates. */
export function derivative(
  values: readonly Maybe[],
  frame: Frame,
  partition: Partition,
  unitMs: number | undefined,
): Column {
  const times = partition.sortValues();
  return (index) => {
    frame.moveTo(index);
    if (frame.low >= frame.high) return null;
    const left = frame.low;
    const right = frame.high - 1;
    checkTimes(times[left], times[right], unitMs);
    const run = difference(times[right], times[left]) as Numeric;
    const rise = risen(values[right], values[left]);
    if (toDouble(run) === 0) return null;
    const slope = divideNumbers(rise, run);
    return unitMs === undefined ? slope : multiplyNumbers(slope as Numeric, BigInt(unitMs));
  };
}

function risen(right: Maybe, left: Maybe): Numeric {
  if (right === undefined || right === null || left === undefined || left === null) {
    throw new CommandError(5624903, '$derivative input must not be null or missing');
  }
  return difference(right, left) as Numeric;
}

function checkTimes(left: Maybe, right: Maybe, unitMs: number | undefined): void {
  const dates = [left, right].filter((time) => time instanceof UtcDate).length;
  if (unitMs !== undefined) {
    if (dates === 2) return;
    throw new CommandError(5624900, "$derivative with 'unit' expects the sortBy field to be a Date");
  }
  if (dates > 0) throw new CommandError(5624901, "$derivative where the sortBy is a Date requires an 'unit'");
  if (!isNumeric(left) || !isNumeric(right)) {
    throw new CommandError(5624902, "$derivative (with no 'unit') expects the sortBy field to be numeric");
  }
}

/** `$integral` by the trapezoidal rule, per `unitMs` for dates. */
export function integral(values: readonly Maybe[], partition: Partition, unitMs: number | undefined): Sliding {
  const times = partition.sortValues();
  const total = new NumberTotal();
  let begin = 0;
  let count = 0;
  let nans = 0;
  const isNanAt = (index: number): boolean =>
    (isNumeric(times[index]) && Number.isNaN(toDouble(times[index]))) || Number.isNaN(toDouble(values[index]));
  return {
    add(index) {
      checkPoint(times[index], values[index], unitMs);
      if (isNanAt(index)) nans++;
      if (count > 0) total.add(trapezoid(index, times, values, isNanAt));
      else begin = index;
      count++;
    },
    remove(index) {
      if (isNanAt(index)) nans--;
      count--;
      begin = index + 1;
      if (count > 0) total.add(trapezoid(begin, times, values, isNanAt), -1);
    },
    result() {
      if (count === 0) return null;
      if (nans > 0) return new Double(Number.NaN);
      const area = total.value(true) as Numeric;
      return unitMs === undefined ? area : divideNumbers(area, BigInt(unitMs));
    },
  };
}

/** Area between the point at `index` and the one before it. */
function trapezoid(
  index: number,
  times: readonly Maybe[],
  values: readonly Maybe[],
  isNanAt: (index: number) => boolean,
): Numeric {
  const before = index - 1;
  const sameKind = times[before] instanceof UtcDate === times[index] instanceof UtcDate;
  if (!sameKind || isNanAt(before) || isNanAt(index)) return 0;
  const width = difference(times[index], times[before]) as Numeric;
  const heights = addNumbers(values[index] as Numeric, values[before] as Numeric);
  return divideNumbers(multiplyNumbers(heights as Numeric, width) as Numeric, new Double(2)) as Numeric;
}

function checkPoint(time: Maybe, value: Maybe, unitMs: number | undefined): void {
  if (!isNumeric(value) || !(isNumeric(time) || time instanceof UtcDate)) {
    throw new CommandError(
      5423900,
      'The input value of $integral window function must be a vector of 2 value, the first value must be numeric or date type and the second must be numeric.',
    );
  }
  if (unitMs !== undefined && !(time instanceof UtcDate)) {
    throw new CommandError(5423901, "$integral with 'outputUnit' expects the sortBy field to be a Date");
  }
  if (unitMs === undefined && !isNumeric(time)) {
    throw new CommandError(5423902, "$integral (with no 'outputUnit') expects the sortBy field to be numeric");
  }
}

/** `$covariancePop` and `$covarianceSamp` of pairs of numbers; what is no such pair is left out. */
export function covariance(values: readonly Maybe[], sample: boolean): Sliding {
  let means = [new NumberTotal(), new NumberTotal()] as const;
  let products = new NumberTotal();
  let count = 0;
  const deviation = (x: Numeric, total: NumberTotal): Numeric =>
    total.count === 0 ? x : (subtractNumbers(x, total.mean() as Numeric) as Numeric);
  const reset = (): void => {
    means = [new NumberTotal(), new NumberTotal()];
    products = new NumberTotal();
  };
  const change = (index: number, sign: 1 | -1): void => {
    const pair = pairOf(values[index]);
    if (!pair) return;
    const [x, y] = pair;
    if (!Number.isFinite(toDouble(x)) || !Number.isFinite(toDouble(y))) {
      products.add(new Double(toDouble(x) + toDouble(y)), sign);
      return;
    }
    count += sign;
    if (count === 0) {
      reset();
      return;
    }
    if (sign === -1) means[0].add(x, -1);
    const dx = deviation(x, means[0]);
    if (sign === 1) {
      means[0].add(x);
      means[1].add(y);
    }
    products.add(multiplyNumbers(dx, deviation(y, means[1])) as Numeric, sign);
    if (sign === -1) means[1].add(y, -1);
  };
  return {
    add: (index) => change(index, 1),
    remove: (index) => change(index, -1),
    result: () => covarianceOf(products.value() as Numeric, count, sample),
  };
}

function covarianceOf(products: Numeric, count: number, sample: boolean): Value {
  if (count === 1 && !sample) return new Double(0);
  const divisor = sample ? count - 1 : count;
  return divisor <= 0 ? null : divideNumbers(products, new Double(divisor));
}

function pairOf(value: Maybe): [Numeric, Numeric] | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [x, y] = value;
  return isNumeric(x) && isNumeric(y) ? [x, y] : undefined;
}
