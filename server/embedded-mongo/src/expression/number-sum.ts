import { decimalFromParts } from '../bson/decimal';
import { addDecimals } from '../bson/decimal-arithmetic';
import type { Maybe, Value } from '../bson/values';
import { Decimal128, Double } from '../bson/values';
import { exactDecimal } from './decimal-math';

const INT32_MIN = -(2n ** 31n);
const INT32_MAX = 2n ** 31n - 1n;

/** An int where the value fits, else a long, else a double. */
export function intLongOrDouble(value: bigint): Value {
  if (value >= INT32_MIN && value <= INT32_MAX) return Number(value);
  return BigInt.asIntN(64, value) === value ? value : new Double(Number(value));
}

/**
 * Sum of numbers of any type that loses nothing on the way: integers are added exactly, doubles with a
 * correction term, decimals as decimals. The result has the widest type that occurred.
 */
export class NumberSum {
  private small = 0;
  private large = 0n;
  private high = 0;
  private low = 0;
  private decimal: Decimal128 | undefined;
  private hasDouble = false;
  private hasLong = false;

  /** Adds a number; answers false, changing nothing, for other types. */
  add(value: Maybe): boolean {
    if (typeof value === 'number') this.addSmall(value);
    else if (typeof value === 'bigint') {
      this.hasLong = true;
      this.large += value;
    } else if (value instanceof Double) {
      this.hasDouble = true;
      this.addDouble(value.value);
    } else if (value instanceof Decimal128) {
      this.decimal = this.decimal ? addDecimals(this.decimal, value) : value;
    } else return false;
    return true;
  }

  /** Adds an integer without any say in the type of the result. */
  addInteger(value: bigint): void {
    this.large += value;
  }

  /** True once a decimal was added. */
  get isDecimal(): boolean {
    return this.decimal !== undefined;
  }

  /** The exact sum where all of it is integers, else undefined. */
  get integer(): bigint | undefined {
    return this.hasDouble || this.decimal ? undefined : this.integers();
  }

  /** Sum of everything that is not decimal, as a double. */
  get double(): number {
    const { high, low } = this.total();
    return Number.isFinite(high) ? high + low : high;
  }

  /** Sum of everything as a decimal. */
  get asDecimal(): Decimal128 {
    const { high, low } = this.total();
    const integers = this.hasDouble ? undefined : this.integers();
    const rest =
      integers === undefined
        ? addDecimals(exactDecimal(high), exactDecimal(Number.isFinite(low) ? low : 0))
        : decimalFromParts({ coefficient: integers, exponent: 0 });
    return this.decimal ? addDecimals(this.decimal, rest) : rest;
  }

  /** The sum in the widest type added; integers that fit no long become a double. */
  get value(): Value {
    if (this.decimal) return this.asDecimal;
    if (this.hasDouble) return new Double(this.double);
    const sum = this.integers();
    if (!this.hasLong) return intLongOrDouble(sum);
    return BigInt.asIntN(64, sum) === sum ? sum : new Double(Number(sum));
  }

  private integers(): bigint {
    return this.large + BigInt(this.small);
  }

  private addSmall(value: number): void {
    const sum = this.small + value;
    if (Number.isSafeInteger(sum)) this.small = sum;
    else {
      this.large += BigInt(this.small) + BigInt(value);
      this.small = 0;
    }
  }

  private addDouble(value: number): void {
    const sum = this.high + value;
    const part = sum - this.high;
    this.low += this.high - (sum - part) + (value - part);
    this.high = sum;
  }

  private total(): { high: number; low: number } {
    const sum = new NumberSum();
    sum.high = this.high;
    sum.low = this.low;
    const integers = this.integers();
    const rounded = Number(integers);
    sum.addDouble(rounded);
    sum.addDouble(Number(integers - BigInt(rounded)));
    return { high: sum.high, low: sum.low };
  }
}
