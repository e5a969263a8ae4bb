import { compareValues } from '../../bson/compare';
import { isNumeric } from '../../bson/numeric';
import { type Doc, isNullish, type Maybe, typeNameOf, UtcDate, type Value } from '../../bson/values';
import { CommandError } from '../../errors';
import { type Stream, TICK } from '../../operation';
import type { Stage, StageScope } from '../context';
import { nestedValue, withNested } from '../field-paths';
import { advanced } from '../time-values';
import { ValueKeys } from '../value-keys';
import { type DensifyArguments, densifyArguments } from './densify-arguments';
import { sortBy } from './sort';

/** Most documents that one `$densify` makes. */
const MAX_GENERATED = 500_000;

interface PartitionState {
  /** Values of the partition's fields, which new documents share. */
  readonly fields: Doc;
  /** Next value on the grid; undefined until the partition meets its range. */
  next: Value | undefined;
}

/** `$densify`: makes documents for the steps of a range that have none. */
export function compileDensify(spec: Value, { operation }: StageScope): Stage {
  const densify = densifyArguments(spec);
  const sorted = densify.bounds === 'full' ? [] : densify.partitions.map((names) => names.join('.'));
  const sort = sortBy(new Map([...sorted, densify.field.join('.')].map((path) => [path, 1])), operation);
  return (input) => new Densifier(densify, new ValueKeys(operation.collator)).run(sort(input));
}

class Densifier {
  private readonly partitions = new Map<string, PartitionState>();
  private least: Value | undefined;
  private greatest: Value | undefined;
  private generated = 0;

  constructor(
    private readonly densify: DensifyArguments,
    private readonly keys: ValueKeys,
  ) {}

  *run(input: Stream): Stream & Generator {
    for (const item of input) {
      const value = item === TICK ? undefined : nestedValue(item, this.densify.field);
      if (item === TICK || isNullish(value)) {
        yield item;
        continue;
      }
      this.check(value);
      const state = this.stateOf(item);
      this.enter(state, value as Value);
      yield* this.fill(state, value as Value, false);
      this.pass(state, value as Value);
      yield item;
    }
    yield* this.finish();
  }

  private check(value: Maybe): void {
    const { unit } = this.densify;
    if (isNumeric(value)) {
      if (!unit) return;
      throw new CommandError(6053600, 'Encountered non-date value in collection when step has a date unit.');
    }
    if (!(value instanceof UtcDate)) {
      throw new CommandError(5733201, `Densify field type must be numeric or a date, but found ${typeNameOf(value)}`);
    }
    if (!unit)
      throw new CommandError(6053601, 'Encountered date value in collection when step does not have a date unit.');
  }

  private stateOf(doc: Doc): PartitionState {
    let fields: Doc = new Map();
    let key = '';
    for (const names of this.densify.partitions) {
      const value = nestedValue(doc, names);
      if (value !== undefined) fields = withNested(fields, names, value);
    }
    if (this.densify.partitions.length > 0) key = this.keys.keyOf(fields);
    let state = this.partitions.get(key);
    if (!state) {
      state = { fields, next: undefined };
      this.partitions.set(key, state);
    }
    return state;
  }

  /** Gives a partition its first step where it begins. */
  private enter(state: PartitionState, value: Value): void {
    const { bounds } = this.densify;
    this.least ??= value;
    this.greatest = value;
    if (state.next !== undefined) return;
    if (bounds === 'full') state.next = this.least;
    else if (bounds === 'partition') state.next = value;
    else if (compareValues(value, bounds[0]) >= 0) state.next = bounds[0];
  }

  /** Makes the steps before `end`, or up to and with it. */
  private *fill(state: PartitionState, end: Value, inclusive: boolean): Stream & Generator {
    const { bounds, step, unit, field } = this.densify;
    const limit = typeof bounds === 'string' || compareValues(end, bounds[1]) < 0 ? end : bounds[1];
    while (state.next !== undefined) {
      const order = compareValues(state.next, limit);
      if (order > 0 || (order === 0 && !inclusive)) return;
      if (++this.generated > MAX_GENERATED) throw tooMany(this.generated);
      yield withNested(state.fields, field, state.next);
      state.next = advanced(state.next, step, unit);
      if (this.generated % 128 === 0) yield TICK;
    }
  }

  /** A document on the grid takes the place of its step. */
  private pass(state: PartitionState, value: Value): void {
    const { bounds, step, unit } = this.densify;
    if (state.next === undefined || compareValues(state.next, value) !== 0) return;
    if (typeof bounds !== 'string' && compareValues(value, bounds[1]) >= 0) return;
    state.next = advanced(state.next, step, unit);
  }

  private *finish(): Stream & Generator {
    const { bounds, partitions } = this.densify;
    if (bounds === 'partition') return;
    if (bounds === 'full') {
      if (partitions.length === 0 || this.greatest === undefined) return;
      for (const state of this.partitions.values()) yield* this.fill(state, this.greatest, true);
      return;
    }
    if (partitions.length === 0 && this.partitions.size === 0) {
      this.partitions.set('', { fields: new Map(), next: undefined });
    }
    for (const state of this.partitions.values()) {
      state.next ??= bounds[0];
      yield* this.fill(state, bounds[1], false);
    }
  }
}

function tooMany(count: number): CommandError {
  return new CommandError(
    5897900,
    `Generated ${count} documents in $densify, which is over the limit of ${MAX_GENERATED}. Increase the 'internalQueryMaxAllowedDensifyDocs' parameter to allow more generated documents`,
  );
}
