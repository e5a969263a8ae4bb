import { compareInExpression } from '../bson/compare';
import { encodeKey } from '../bson/keys';
import type { Maybe, Value } from '../bson/values';
import type { Operation } from '../operation';
import { loopStep } from './growth';

/** Order of two operands: that of values, except that missing comes before null. */
export function compareOperands(a: Maybe, b: Maybe, operation: Operation): number {
  return compareInExpression(a, b, operation.collator);
}

/** Values without repetition, in the order added. */
export class ValueSet {
  private readonly keys = new Map<string, Value>();
  private readonly collated: Value[] = [];

  constructor(
    private readonly operation: Operation,
    values: readonly Value[] = [],
  ) {
    for (const value of values) this.add(value);
  }

  /** Adds a value; false where an equal one is there already. */
  add(value: Value): boolean {
    loopStep(this.operation);
    if (this.operation.collator) {
      if (this.has(value)) return false;
      this.collated.push(value);
      return true;
    }
    const key = keyOf(value);
    if (this.keys.has(key)) return false;
    this.keys.set(key, value);
    return true;
  }

  has(value: Value): boolean {
    if (!this.operation.collator) return this.keys.has(keyOf(value));
    // A collation has equal texts of different letters, which no key tells.
    return this.collated.some((member) => {
      loopStep(this.operation);
      return compareOperands(member, value, this.operation) === 0;
    });
  }

  get size(): number {
    return this.operation.collator ? this.collated.length : this.keys.size;
  }

  values(): Iterable<Value> {
    return this.operation.collator ? this.collated : this.keys.values();
  }

  /** The members in the order of values. */
  sorted(): Value[] {
    return [...this.values()].sort((a, b) => {
      loopStep(this.operation);
      return compareOperands(a, b, this.operation);
    });
  }
}

function keyOf(value: Value): string {
  if (typeof value === 'string') return `"${value}`;
  if (value === null) return 'null';
  return encodeKey(value).toString('latin1');
}
