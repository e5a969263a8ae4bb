import type { Value } from '../../bson/values';
import { isNullish, typeNameOf } from '../../bson/values';
import { ErrorCode } from '../../errors';
import { fail, lazy } from '../arguments';
import type { OperatorFactory, OperatorTable } from '../scope';
import { numeric } from './arithmetic';

interface Fold {
  readonly start: number;
  ofInts(a: number, b: number): number;
  ofLongs(a: bigint, b: bigint): bigint;
}

/** Folds ints and longs; the result is a long as soon as one of them is. */
function fold(name: string, { start, ofInts, ofLongs }: Fold): OperatorFactory {
  return lazy((operands) => (env) => {
    let result: Value = start;
    for (const operand of operands) {
      const value = operand(env);
      if (isNullish(value)) return null;
      if (typeof value !== 'number' && typeof value !== 'bigint') {
        fail(ErrorCode.TypeMismatch, `${name} only supports int and long operands.`);
      }
      if (typeof result === 'number' && typeof value === 'number') result = ofInts(result, value);
      else result = ofLongs(BigInt(result as number | bigint), BigInt(value));
    }
    return result;
  });
}

function not(value: Value): Value {
  if (typeof value === 'number' || typeof value === 'bigint') return ~value;
  return fail(ErrorCode.TypeMismatch, `$bitNot only supports int and long, not: ${typeNameOf(value)}.`);
}

/** Operators on the bits of integers. */
export const BITWISE: OperatorTable = {
  $bitAnd: fold('$bitAnd', { start: -1, ofInts: (a, b) => a & b, ofLongs: (a, b) => a & b }),
  $bitOr: fold('$bitOr', { start: 0, ofInts: (a, b) => a | b, ofLongs: (a, b) => a | b }),
  $bitXor: fold('$bitXor', { start: 0, ofInts: (a, b) => a ^ b, ofLongs: (a, b) => a ^ b }),
  $bitNot: numeric('$bitNot', not),
};
