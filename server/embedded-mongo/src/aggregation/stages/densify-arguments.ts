import { compareValues } from '../../bson/compare';
import { isNumeric, type Numeric, numericTypeOf, toBigIntExact } from '../../bson/numeric';
import { type Doc, isArray, isDoc, type Maybe, typeNameOf, UtcDate, type Value } from '../../bson/values';
import { CommandError } from '../../errors';
import type { TimeUnit } from '../../expression/date/units';
import { documentField, malformed, rejectUnknownFields, requiredField, stringField, stringsField } from '../arguments';
import { fieldPath } from '../field-paths';
import { unitOfTime } from '../time-values';

/** What a `$densify` says. */
export interface DensifyArguments {
  readonly field: readonly string[];
  readonly partitions: readonly (readonly string[])[];
  readonly step: Numeric;
  readonly unit: TimeUnit | undefined;
  /** `full`: from the least to the greatest value of all; `partition`: of each partition; or lower (inclusive) and upper (exclusive). */
  readonly bounds: 'full' | 'partition' | readonly [Value, Value];
}

/** Reads and checks the argument of `$densify`. */
export function densifyArguments(spec: Value): DensifyArguments {
  if (!isDoc(spec)) {
    throw malformed(`The $densify stage specification must be an object, found ${typeNameOf(spec)}`);
  }
  rejectUnknownFields(spec, '$densify', ['field', 'partitionByFields', 'range']);
  const field = stringField(requiredField(spec, '$densify', 'field'), '$densify.field');
  const range = documentField(requiredField(spec, '$densify', 'range'), '$densify.range');
  const partitionFields = spec.get('partitionByFields');
  const partitions = partitionFields === undefined ? [] : stringsField(partitionFields, '$densify.partitionByFields');
  const { step, unit, bounds } = readRange(range);
  if (bounds === 'partition' && partitions.length === 0) {
    throw new CommandError(
      5733408,
      "One cannot specify the bounds as 'partition' without specifying a non-empty array of partitionByFields. You may have meant to specify 'full' bounds.",
    );
  }
  const names = fieldPath(field);
  const split = partitions.map((path) => fieldPath(path));
  return { field: names, partitions: split, step, unit, bounds };
}

function readRange(range: Doc): Pick<DensifyArguments, 'step' | 'unit' | 'bounds'> {
  rejectUnknownFields(range, '$densify.range', ['step', 'unit', 'bounds']);
  const step = requiredField(range, '$densify.range', 'step');
  const bounds = requiredField(range, '$densify.range', 'bounds');
  if (!isNumeric(step) || compareValues(step, 0) <= 0) {
    throw new CommandError(
      5733401,
      'The step parameter in a range statement must be a strictly positive numeric value',
    );
  }
  const unit = readUnit(range.get('unit'), step);
  return { step, unit, bounds: isArray(bounds) ? readLimits(bounds, step, unit) : readWord(bounds) };
}

function readUnit(unit: Maybe, step: Value): TimeUnit | undefined {
  if (unit === undefined) return undefined;
  if (toBigIntExact(step) === undefined) {
    throw new CommandError(
      6586400,
      'The step parameter in a range statement must be a whole number when densifying a date range',
    );
  }
  return unitOfTime(stringField(unit, '$densify.range.unit'));
}

function readWord(bounds: Value): 'full' | 'partition' {
  if (bounds === 'full' || bounds === 'partition') return bounds;
  if (typeof bounds === 'string') {
    throw new CommandError(5946802, "Bounds string must either be 'full' or 'partition'");
  }
  throw new CommandError(
    5733404,
    "The bounds in a range statement must be the string 'full', 'partition', or an ascending array of two numbers or two dates",
  );
}

function readLimits(bounds: readonly Value[], step: Numeric, unit: TimeUnit | undefined): [Value, Value] {
  const [lower, upper] = bounds;
  if (bounds.length !== 2 || lower === undefined || upper === undefined) {
    throw new CommandError(5733403, 'A bounding array in a range statement must have exactly two elements');
  }
  if (compareValues(lower, upper) > 0) {
    throw new CommandError(5733402, 'A bounding array must be an ascending array of either two dates or two numbers');
  }
  const mixed = 'A bounding array must contain either both dates or both numeric types';
  if (isNumeric(lower)) {
    if (unit) throw new CommandError(5733409, 'Numeric bounds may not have unit parameter');
    if (!isNumeric(upper)) throw new CommandError(5733406, mixed);
    const type = numericTypeOf(lower);
    if (type !== numericTypeOf(upper) || type !== numericTypeOf(step)) {
      throw new CommandError(5876900, 'Upper bound, lower bound, and step must all have the same type');
    }
  } else if (lower instanceof UtcDate) {
    if (!(upper instanceof UtcDate)) throw new CommandError(5733405, mixed);
    if (!unit) throw new CommandError(5733410, 'A bounding array of dates must specify a unit');
  } else {
    throw new CommandError(5946800, 'Explicit bounds must be numeric or dates');
  }
  return [lower, upper];
}
