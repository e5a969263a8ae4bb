import { decimalFromParts, decimalToParts } from '../../bson/decimal';
import { addDecimals, divideDecimals, exactPartsOfDouble, negateDecimal } from '../../bson/decimal-arithmetic';
import { intOrLong, LONG_MAX, LONG_MIN, type Numeric, toDecimal } from '../../bson/numeric';
import { type Decimal128, Double, type Value } from '../../bson/values';

const SAFE_TOTAL = 2 ** 52;

/**
 * Running sum of numbers of all types, from which numbers may be taken out again. Integers are summed exactly,
 * doubles in twice their precision, so that the result does not depend on the order.
 */
export class NumberTotal {
  /** Numbers of any type in the sum. */
  count = 0;
  private integers = 0;
  private bigIntegers = 0n;
  private high = 0;
  private low = 0;
  private decimal: Decimal128 | undefined;
  private longs = 0;
  private doubles = 0;
  private decimals = 0;
  private nans = 0;
  private plusInfinities = 0;
  private minusInfinities = 0;

  /** Adds a number, or takes it out for a sign of -1. */
  add(value: Numeric, sign: 1 | -1 = 1): void {
    this.count += sign;
    if (typeof value === 'number') this.addInteger(sign * value);
    else if (typeof value === 'bigint') {
      this.longs += sign;
      this.bigIntegers += sign === 1 ? value : -value;
    } else if (value instanceof Double) this.addDouble(value.value, sign);
    else this.addDecimal(value, sign);
  }

  /** The sum, as wide as the widest number in it. `narrow` makes an int of a long that fits, as sliding windows do. */
  value(narrow = false): Value {
    const special = this.special();
    if (special !== undefined) return this.typed(special);
    if (this.decimals > 0) return this.asDecimal();
    if (this.doubles > 0) return new Double(this.asDouble());
    const exact = this.exactInteger();
    if (exact > LONG_MAX || exact < LONG_MIN) return new Double(Number(exact));
    return this.longs > 0 && !narrow ? exact : intOrLong(exact);
  }

  /** Sum divided by the count of numbers; null for none. */
  mean(): Value {
    if (this.count === 0) return null;
    const special = this.special();
    if (special !== undefined) return this.typed(special);
    if (this.decimals > 0) return divideDecimals(this.asDecimal(), toDecimal(this.count));
    return new Double(this.asDouble() / this.count);
  }

  private addInteger(value: number): void {
    this.integers += value;
    if (Math.abs(this.integers) < SAFE_TOTAL) return;
    this.bigIntegers += BigInt(this.integers);
    this.integers = 0;
  }

  private addDouble(value: number, sign: 1 | -1): void {
    this.doubles += sign;
    if (!Number.isFinite(value)) this.addSpecial(value, sign);
    else this.addFinite(sign * value);
    if (this.doubles > 0) return;
    this.high = 0;
    this.low = 0;
  }

  private addFinite(value: number): void {
    const sum = this.high + value;
    const back = sum - this.high;
    const error = this.high - (sum - back) + (value - back);
    if (!Number.isFinite(sum)) {
      this.high = sum;
      this.low = 0;
      return;
    }
    this.high = sum;
    this.low += error;
  }

  private addDecimal(value: Decimal128, sign: 1 | -1): void {
    this.decimals += sign;
    const parts = decimalToParts(value);
    if (typeof parts === 'string') this.addSpecial(Number(parts), sign);
    else {
      const signed = sign === 1 ? value : negateDecimal(value);
      this.decimal = this.decimal ? addDecimals(this.decimal, signed) : signed;
    }
    if (this.decimals === 0) this.decimal = undefined;
  }

  private addSpecial(value: number, sign: 1 | -1): void {
    if (Number.isNaN(value)) this.nans += sign;
    else if (value > 0) this.plusInfinities += sign;
    else this.minusInfinities += sign;
  }

  private special(): number | undefined {
    if (this.nans > 0 || (this.plusInfinities > 0 && this.minusInfinities > 0)) return Number.NaN;
    if (this.plusInfinities > 0) return Number.POSITIVE_INFINITY;
    return this.minusInfinities > 0 ? Number.NEGATIVE_INFINITY : undefined;
  }

  private typed(special: number): Value {
    return this.decimals > 0 ? toDecimal(new Double(special)) : new Double(special);
  }

  private exactInteger(): bigint {
    return this.bigIntegers + BigInt(this.integers);
  }

  private asDouble(): number {
    if (!Number.isFinite(this.high)) return this.high;
    if (this.bigIntegers === 0n) return sumOfThree(this.high, this.low, this.integers);
    const exact = this.exactInteger();
    const rounded = Number(exact);
    return sumOfThree(rounded, Number(exact - BigInt(rounded)) + this.low, this.high);
  }

  private asDecimal(): Decimal128 {
    let total = this.decimal ?? toDecimal(0);
    const exact = this.exactInteger();
    if (exact !== 0n) total = addDecimals(total, decimalFromParts({ coefficient: exact, exponent: 0 }));
    for (const part of [this.high, this.low]) {
      if (part !== 0) total = addDecimals(total, decimalOf(part));
    }
    return total;
  }
}

/** A double as decimal with all 34 digits (not the 15 of an ordinary conversion). */
function decimalOf(value: number): Decimal128 {
  return Number.isFinite(value) ? decimalFromParts(exactPartsOfDouble(value)) : toDecimal(new Double(value));
}

function sumOfThree(a: number, low: number, b: number): number {
  const sum = a + b;
  if (!Number.isFinite(sum)) return sum;
  const back = sum - a;
  return sum + (low + (a - (sum - back) + (b - back)));
}
