import type { Maybe } from '../../bson/values';
import { isNullish, typeNameOf } from '../../bson/values';
import { fail } from '../arguments';
import type { Env, Expression } from '../scope';
import { constantOf } from '../scope';
import type { TimeZone } from './timezone';
import { timeZone, UTC } from './timezone';

/** Reads an operator's `timezone` for a document; undefined where it is null. */
export type ZoneReader = (env: Env) => TimeZone | undefined;

/** Reader of a `timezone` argument; UTC where there is none. */
export function zoneReader(expression: Expression | undefined): ZoneReader {
  if (!expression) return () => UTC;
  const constant = constantOf(expression);
  if (constant) {
    const zone = zoneOf(constant.value);
    return () => zone;
  }
  return (env) => zoneOf(expression(env));
}

function zoneOf(value: Maybe): TimeZone | undefined {
  if (isNullish(value)) return undefined;
  if (typeof value !== 'string') return fail(40517, `timezone must evaluate to a string, found ${typeNameOf(value)}`);
  return timeZone(value);
}
