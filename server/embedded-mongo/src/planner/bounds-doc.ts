import { formatValue } from '../bson/js';
import { numericTypeOf, toDouble } from '../bson/numeric';
import { BsonUndefined, type Doc, MaxKey, type Maybe, MinKey, type Value } from '../bson/values';
import type { IndexInfo } from '../storage/types';
import type { FieldBounds } from './index-bounds';
import type { Interval } from './intervals';

/** Bounds as explain shows them: per field, intervals in the order they are read. */
export function boundsDoc(index: IndexInfo, fields: readonly FieldBounds[], reverse: boolean): Doc {
  const doc: Doc = new Map();
  index.fields.forEach(({ path, descending }, i) => {
    const backwards = descending !== reverse;
    const texts = fields[i]!.intervals.map((interval) => intervalText(interval, backwards));
    doc.set(path, backwards ? texts.reverse() : texts);
  });
  return doc;
}

function intervalText({ low, high }: Interval, backwards: boolean): Value {
  const open = `${low.inclusive ? '[' : '('}${boundText(low.label)}`;
  const close = `${boundText(high.label)}${high.inclusive ? ']' : ')'}`;
  if (!backwards) return `${open}, ${close}`;
  const from = `${high.inclusive ? '[' : '('}${boundText(high.label)}`;
  return `${from}, ${boundText(low.label)}${low.inclusive ? ']' : ')'}`;
}

/** A value as MongoDB writes it into the bounds of an explain. */
export function boundText(value: Maybe): string {
  if (value instanceof MinKey) return 'MinKey';
  if (value instanceof MaxKey) return 'MaxKey';
  if (value instanceof BsonUndefined) return 'undefined';
  if (value === undefined) return 'null';
  if (numericTypeOf(value) !== 'double') return formatValue(value);
  const number = toDouble(value);
  if (!Number.isFinite(number)) return Number.isNaN(number) ? 'nan.0' : number > 0 ? 'inf.0' : '-inf.0';
  return Number.isInteger(number) && Math.abs(number) < 1e15 ? `${number}.0` : String(number);
}
