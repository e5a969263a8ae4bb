import { compareValues } from '../../bson/compare';
import { formatValue } from '../../bson/js';
import { type Doc, isDoc, isNullish, type Maybe, typeNameOf } from '../../bson/values';
import { CommandError } from '../../errors';
import type { Collator } from '../../operation';
import { type MemoryBudget, sizeOf } from '../memory';
import type { Accumulator } from './accumulator';

/** `$min` (sense 1) and `$max` (sense -1): ignore null and missing. */
export class Extreme implements Accumulator {
  private best: Maybe;

  constructor(
    private readonly sense: 1 | -1,
    private readonly collator: Collator | undefined,
  ) {}

  add(value: Maybe): void {
    if (isNullish(value)) return;
    if (this.best === undefined || compareValues(this.best, value, this.collator) * this.sense > 0) this.best = value;
  }

  result(): Maybe {
    return this.best ?? null;
  }
}

/** `$first`. */
export class First implements Accumulator {
  private seen = false;
  private value: Maybe;

  add(value: Maybe): void {
    if (this.seen) return;
    this.seen = true;
    this.value = value;
  }

  result(): Maybe {
    return this.seen ? this.value : null;
  }
}

/** `$last`. */
export class Last implements Accumulator {
  private value: Maybe = null;

  add(value: Maybe): void {
    this.value = value;
  }

  result(): Maybe {
    return this.value;
  }
}

/** `$mergeObjects`: fields of later documents win. */
export class MergedObject implements Accumulator {
  private readonly merged: Doc = new Map();

  constructor(private readonly budget: MemoryBudget) {}

  add(value: Maybe): void {
    if (!isDoc(value)) {
      if (isNullish(value)) return;
      throw new CommandError(
        40400,
        `$mergeObjects requires object inputs, but input ${formatValue(value)} is of type ${typeNameOf(value)}`,
      );
    }
    for (const [name, field] of value) {
      const before = this.merged.get(name);
      this.budget.take(sizeOf(field) - (before === undefined ? -name.length : sizeOf(before)));
      this.merged.set(name, field);
    }
  }

  result(): Maybe {
    return this.merged;
  }
}
