import { compareValues } from '../../bson/compare';
import { formatValue } from '../../bson/js';
import { isNumeric, type Numeric, toBigIntExact } from '../../bson/numeric';
import { type Doc, isArray, isDoc, type Value } from '../../bson/values';
import { CommandError } from '../../errors';
import type { TimeUnit } from '../../expression/date/units';
import { compileExpression, constantValueOf, type ExpressionScope } from '../../expression/expression';
import type { Sorter } from '../../query/sort';
import { malformed } from '../arguments';
import { unitOfTime } from '../time-values';

/** One end of a window: an offset from the current document (or from its sort value), or a fixed place. */
export type Bound = 'unbounded' | 'current' | Numeric;

/** The documents that a window function looks at. */
export interface Bounds {
  readonly kind: 'documents' | 'range';
  readonly lower: Bound;
  readonly upper: Bound;
  readonly unit?: TimeUnit;
}

/** The whole partition. */
export const WHOLE_PARTITION: Bounds = { kind: 'documents', lower: 'unbounded', upper: 'unbounded' };

/** Reads the `window` of a function. */
export function readBounds(window: Value, sorter: Sorter | undefined, scope: ExpressionScope): Bounds {
  if (!isDoc(window)) throw malformed("'window' field must be an object");
  const documents = window.get('documents');
  const range = window.get('range');
  const unit = window.get('unit');
  if (documents !== undefined && range !== undefined) {
    throw malformed("Window bounds can specify either 'documents' or 'unit', not both.");
  }
  if (range !== undefined) return readRange(window, range, sorter, scope);
  if (unit !== undefined) throw malformed("Window bounds can only specify 'unit' with range-based bounds.");
  if (documents !== undefined) return readDocuments(window, documents, sorter, scope);
  if (window.size === 0) return WHOLE_PARTITION;
  throw malformed(
    "'window' field can only contain 'documents' as the only argument or 'range' with an optional 'unit' field",
  );
}

function readDocuments(window: Doc, value: Value, sorter: Sorter | undefined, scope: ExpressionScope): Bounds {
  if (window.size !== 1) throw malformed("'window' field that specifies documents cannot have other fields");
  const integer = (bound: Value): Numeric => {
    const exact = isNumeric(bound) ? toBigIntExact(bound) : undefined;
    if (exact === undefined || Number(exact) !== (Number(exact) | 0)) {
      throw malformed('Numeric document-based bounds must be an integer');
    }
    return Number(exact);
  };
  const [lower, upper] = readPair(value, integer, scope);
  if (!sorter && !(lower === 'unbounded' && upper === 'unbounded')) {
    throw new CommandError(5339901, 'Document-based bounds require a sortBy');
  }
  return { kind: 'documents', lower, upper };
}

function readRange(window: Doc, value: Value, sorter: Sorter | undefined, scope: ExpressionScope): Bounds {
  const unit = window.get('unit');
  if (window.size !== (unit === undefined ? 1 : 2)) {
    throw malformed(
      unit === undefined
        ? "'window' field that specifies range cannot have other fields besides 'unit'"
        : "'window' field that specifies unit cannot have other fields besides 'range'",
    );
  }
  if (unit !== undefined && typeof unit !== 'string') throw malformed("'unit' must be a string");
  const number = (bound: Value): Numeric => {
    if (unit !== undefined && toBigIntExact(bound) === undefined) {
      throw malformed("With 'unit', range-based bounds must be an integer");
    }
    if (!isNumeric(bound)) throw malformed('Range-based bounds expression must be a number');
    return bound;
  };
  const [lower, upper] = readPair(value, number, scope);
  if (sorter?.fields.length !== 1) throw new CommandError(5339902, 'Range-based bounds require sortBy a single field');
  if (sorter.fields[0]!.direction !== 1) {
    throw new CommandError(8947401, 'Range-based bounds require an ascending sortBy');
  }
  return { kind: 'range', lower, upper, unit: unit === undefined ? undefined : unitOfTime(unit) };
}

function readPair(value: Value, read: (bound: Value) => Numeric, scope: ExpressionScope): [Bound, Bound] {
  if (!isArray(value) || value.length !== 2) {
    throw malformed(`Window bounds must be a 2-element array: ${formatValue(value)}`);
  }
  const lower = readBound(value[0]!, read, scope);
  const upper = readBound(value[1]!, read, scope);
  const low = lower === 'current' ? 0 : lower;
  const high = upper === 'current' ? 0 : upper;
  if (low !== 'unbounded' && high !== 'unbounded' && compareValues(low, high) > 0) {
    throw new CommandError(
      5339900,
      `Lower bound must not exceed upper bound: [${formatValue(low)}, ${formatValue(high)}]`,
    );
  }
  return [lower, upper];
}

function readBound(value: Value, read: (bound: Value) => Numeric, scope: ExpressionScope): Bound {
  if (typeof value === 'string') {
    if (value === 'unbounded' || value === 'current') return value;
    throw malformed("Window bounds must be 'unbounded', 'current', or a number.");
  }
  const constant = constantValueOf(compileExpression(value, scope));
  if (!constant) throw malformed('Window bounds expression must be a constant.');
  return read(constant.value ?? null);
}
