import { compareValues } from '../../bson/compare';
import { divideNumbers, multiplyNumbers, type Numeric, toDecimal, toDouble, truthy } from '../../bson/numeric';
import { Decimal128, Double, type Value } from '../../bson/values';
import { CommandError } from '../../errors';

/** Rounds the limits of buckets to a series of preferred numbers. */
export interface Granularity {
  roundUp(value: Numeric): Numeric;
  roundDown(value: Numeric): Numeric;
}

const SERIES: ReadonlyMap<string, readonly number[]> = new Map([
  ['R5', [10, 16, 25, 40, 63]],
  ['R10', [100, 125, 160, 200, 250, 315, 400, 500, 630, 800]],
  ['R20', [100, 112, 125, 140, 160, 180, 200, 224, 250, 280, 315, 355, 400, 450, 500, 560, 630, 710, 800, 900]],
  [
    'R40',
    numbers(
      '100 106 112 118 125 132 140 150 160 170 180 190 200 212 224 236 250 265 280 300 315 355 375 400 425 450 475 500 530 560 600 630 670 710 750 800 850 900 950',
    ),
  ],
  [
    'R80',
    numbers(
      '103 109 115 122 128 136 145 155 165 175 185 195 206 218 230 243 258 272 290 307 325 345 365 387 412 437 462 487 515 545 575 615 650 690 730 775 825 875 925 975',
    ),
  ],
  ['1-2-5', [10, 20, 50]],
  ['E6', [10, 15, 22, 33, 47, 68]],
  ['E12', [10, 12, 15, 18, 22, 27, 33, 39, 47, 56, 68, 82]],
  ['E24', numbers('10 11 12 13 15 16 18 20 22 24 27 30 33 36 39 43 47 51 56 62 68 75 82 91')],
  ['E48', logarithmicSeries(48)],
  ['E96', logarithmicSeries(96)],
  ['E192', logarithmicSeries(192)],
]);

function numbers(text: string): number[] {
  return text.split(' ').map(Number);
}

/** The E48, E96 and E192 series: three digits of 10^(i/count); IEC 60063 has 920 where E192 would have 919. */
function logarithmicSeries(count: number): number[] {
  return Array.from({ length: count }, (_, i) => {
    const rounded = Math.round(100 * 10 ** (i / count));
    return rounded === 919 ? 920 : rounded;
  });
}

/** The granularity of this name. */
export function granularityOf(name: string): Granularity {
  if (name === 'POWERSOF2') return POWERS_OF_TWO;
  const series = SERIES.get(name);
  if (!series) throw new CommandError(40257, `Unknown rounding granularity '${name}'`);
  return {
    roundUp: (value) => (truthy(value) ? roundUpIn(series, widened(value)) : value),
    roundDown: (value) => (truthy(value) ? roundDownIn(series, widened(value)) : value),
  };
}

/** Decimals stay decimals, all else is rounded as double. */
function widened(value: Numeric): Numeric {
  return value instanceof Decimal128 ? value : new Double(toDouble(value));
}

function scaled(base: number, multiplier: Numeric): Numeric {
  const factor = multiplier instanceof Decimal128 ? toDecimal(base) : new Double(base);
  return multiplyNumbers(factor, multiplier) as Numeric;
}

const TEN = 10;

function times10(multiplier: Numeric): Numeric {
  return multiplyNumbers(multiplier, TEN) as Numeric;
}

function by10(multiplier: Numeric): Numeric {
  return divideNumbers(multiplier, TEN) as Numeric;
}

function one(value: Numeric): Numeric {
  return value instanceof Decimal128 ? toDecimal(1) : new Double(1);
}

/** The smallest number of the series above the value. */
function roundUpIn(series: readonly number[], value: Numeric): Numeric {
  const first = series[0]!;
  const last = series.at(-1)!;
  if (!Number.isFinite(toDouble(value))) return value;
  let multiplier = one(value);
  while (compareValues(value, scaled(last, multiplier)) >= 0) multiplier = times10(multiplier);
  while (compareValues(value, scaled(first, multiplier)) < 0) {
    const smallest = scaled(first, multiplier);
    multiplier = by10(multiplier);
    if (compareValues(value, scaled(last, multiplier)) >= 0) return smallest;
  }
  for (const base of series) {
    const candidate = scaled(base, multiplier);
    if (compareValues(value, candidate) < 0) return candidate;
  }
  return scaled(last, multiplier);
}

/** The greatest number of the series below the value. */
function roundDownIn(series: readonly number[], value: Numeric): Numeric {
  const first = series[0]!;
  const last = series.at(-1)!;
  if (!Number.isFinite(toDouble(value))) return value;
  let multiplier = one(value);
  while (compareValues(value, scaled(first, multiplier)) <= 0) multiplier = by10(multiplier);
  while (compareValues(value, scaled(last, multiplier)) > 0) {
    const greatest = scaled(last, multiplier);
    multiplier = times10(multiplier);
    if (compareValues(value, scaled(first, multiplier)) <= 0) return greatest;
  }
  let below = scaled(first, multiplier);
  for (const base of series) {
    const candidate = scaled(base, multiplier);
    if (compareValues(candidate, value) >= 0) break;
    below = candidate;
  }
  return below;
}

const POWERS_OF_TWO: Granularity = {
  roundUp: (value) => (truthy(value) ? powerOfTwo(Math.floor(Math.log2(toDouble(value))) + 1, value) : value),
  roundDown: (value) => (truthy(value) ? powerOfTwo(Math.ceil(Math.log2(toDouble(value))) - 1, value) : value),
};

/** 2 to a power, in the type that `$pow` gives it. */
function powerOfTwo(exponent: number, like: Numeric): Numeric {
  if (like instanceof Decimal128) return decimalPower(exponent);
  if (exponent < 0 || exponent > 62) return new Double(2 ** exponent);
  return exponent < 31 ? 2 ** exponent : 2n ** BigInt(exponent);
}

function decimalPower(exponent: number): Numeric {
  let power: Value = toDecimal(1);
  for (let i = 0; i < Math.abs(exponent); i++) {
    power = exponent > 0 ? multiplyNumbers(power as Numeric, 2) : divideNumbers(power as Numeric, 2);
  }
  return power as Numeric;
}
