import { divideDecimals } from '../../bson/decimal-arithmetic';
import { isNumeric, toDecimal, toDouble } from '../../bson/numeric';
import type { Maybe, Value } from '../../bson/values';
import { Double, isNullish } from '../../bson/values';
import type { Operation } from '../../operation';
import { lazy } from '../arguments';
import { loopStep } from '../growth';
import { NumberSum } from '../number-sum';
import { compareOperands } from '../order';
import type { OperatorFactory, OperatorTable } from '../scope';
import { accumulated } from './objects';

function accumulator(finish: (values: readonly Maybe[], operation: Operation) => Value): OperatorFactory {
  return lazy((operands, operation) => (env) => finish(accumulated(operands, env), operation));
}

function sum(values: readonly Maybe[], operation: Operation): Value {
  const total = new NumberSum();
  for (const value of values) {
    loopStep(operation);
    total.add(value);
  }
  return total.value;
}

function average(values: readonly Maybe[], operation: Operation): Value {
  const total = new NumberSum();
  let count = 0;
  for (const value of values) {
    loopStep(operation);
    if (total.add(value)) count++;
  }
  if (count === 0) return null;
  return total.isDecimal ? divideDecimals(total.asDecimal, toDecimal(count)) : new Double(total.double / count);
}

function extreme(sign: 1 | -1): (values: readonly Maybe[], operation: Operation) => Value {
  return (values, operation) => {
    let best: Value = null;
    for (const value of values) {
      loopStep(operation);
      if (isNullish(value)) continue;
      if (best === null || sign * compareOperands(value, best, operation) > 0) best = value;
    }
    return best;
  };
}

/** Standard deviation by Welford's method, of a population or of a sample (one degree of freedom less). */
function deviation(lost: 0 | 1): (values: readonly Maybe[], operation: Operation) => Value {
  return (values, operation) => {
    let count = 0;
    let mean = 0;
    let squares = 0;
    for (const value of values) {
      loopStep(operation);
      if (!isNumeric(value)) continue;
      const number = toDouble(value);
      const delta = number - mean;
      mean += delta / ++count;
      squares += delta * (number - mean);
    }
    return count <= lost ? null : new Double(Math.sqrt(squares / (count - lost)));
  };
}

/** Accumulators used as operators: over the elements of one array, or over several arguments. */
export const STATISTICS: OperatorTable = {
  $sum: accumulator(sum),
  $avg: accumulator(average),
  $min: accumulator(extreme(-1)),
  $max: accumulator(extreme(1)),
  $stdDevPop: accumulator(deviation(0)),
  $stdDevSamp: accumulator(deviation(1)),
};
