import { isNumeric, toDouble } from '../../bson/numeric';
import { Double, type Maybe, type Value } from '../../bson/values';
import type { Accumulator } from './accumulator';
import { NumberTotal } from './number-total';

/** `$sum`: ignores what is not a number. */
export class Sum implements Accumulator {
  private readonly total = new NumberTotal();

  add(value: Maybe): void {
    if (isNumeric(value)) this.total.add(value);
  }

  result(): Value {
    return this.total.value();
  }
}

/** `$avg`: null without any number. */
export class Average implements Accumulator {
  private readonly total = new NumberTotal();

  add(value: Maybe): void {
    if (isNumeric(value)) this.total.add(value);
  }

  result(): Value {
    return this.total.mean();
  }
}

/** `$stdDevPop` and `$stdDevSamp`, by Welford's method. */
export class StandardDeviation implements Accumulator {
  private count = 0;
  private mean = 0;
  private squares = 0;

  constructor(private readonly sample: boolean) {}

  add(value: Maybe): void {
    if (!isNumeric(value)) return;
    const number = toDouble(value);
    this.count++;
    const delta = number - this.mean;
    if (delta === 0) return;
    this.mean += delta / this.count;
    this.squares += delta * (number - this.mean);
  }

  result(): Value {
    const divisor = this.sample ? this.count - 1 : this.count;
    return divisor <= 0 ? null : new Double(Math.sqrt(this.squares / divisor));
  }
}
