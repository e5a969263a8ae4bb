import { isNumeric, toBigIntExact, toDouble } from '../bson/numeric';
import { Binary, isArray, type Maybe, type Value } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import type { ElementTest } from './condition';
import { formatElement, nonNegativeArgument, nonNegativeInt, truncated } from './integer-argument';

/** `$mod: [divisor, remainder]`, on the whole part of the number. */
export function moduloIs(argument: Value): ElementTest {
  if (!isArray(argument)) throw malformed('needs to be an array');
  if (argument.length < 1) throw malformed('not enough elements');
  if (!isNumeric(argument[0]!)) throw malformed('divisor not a number');
  if (argument.length < 2) throw malformed('not enough elements');
  if (!isNumeric(argument[1]!)) throw malformed('remainder not a number');
  if (argument.length > 2) throw malformed('too many elements');
  const divisor = coerced('divisor', argument[0]!);
  const remainder = coerced('remainder', argument[1]!);
  if (divisor === 0n) throw new CommandError(ErrorCode.BadValue, 'divisor cannot be 0');
  const smallDivisor = Number(divisor);
  const smallRemainder = Number(remainder);
  return (value) => {
    if (typeof value === 'number')
      return value % smallDivisor === smallRemainder || (value % smallDivisor === 0 && smallRemainder === 0);
    const dividend = truncated(value);
    return dividend !== undefined && dividend % divisor === remainder;
  };
}

function coerced(which: string, value: Value): bigint {
  const number = truncated(value);
  if (number !== undefined) return number;
  const reason = Number.isFinite(toDouble(value))
    ? 'Out of bounds coercing to integral value'
    : 'Unable to coerce NaN/Inf to integral type';
  throw malformed(`${which} value is invalid :: caused by :: ${reason}`);
}

function malformed(reason: string): CommandError {
  return new CommandError(ErrorCode.BadValue, `malformed mod, ${reason}`);
}

export type BitOperator = '$bitsAllSet' | '$bitsAllClear' | '$bitsAnySet' | '$bitsAnyClear';

/** `$bitsAllSet` and its like: the mask is a number, binary data, or an array of bit positions. */
export function bitsAre(operator: BitOperator, argument: Value, path: string): ElementTest {
  const positions = bitPositions(operator, argument, path);
  let mask = 0n;
  // Numbers are sign-extended, so all positions from 63 on ask for the sign.
  for (const position of positions) mask |= 1n << BigInt(Math.min(position, 63));
  return (value) => {
    if (value instanceof Binary) return bitsOfBinary(operator, value, positions);
    const bits = integral(value);
    return bits !== undefined && holds(operator, BigInt.asUintN(64, bits) & mask, mask);
  };
}

function integral(value: Maybe): bigint | undefined {
  return value !== undefined && isNumeric(value) ? toBigIntExact(value) : undefined;
}

function holds(operator: BitOperator, found: bigint, mask: bigint): boolean {
  switch (operator) {
    case '$bitsAllSet':
      return found === mask;
    case '$bitsAllClear':
      return found === 0n;
    case '$bitsAnySet':
      return found !== 0n;
    case '$bitsAnyClear':
      return found !== mask;
  }
}

function bitsOfBinary(operator: BitOperator, value: Binary, positions: readonly number[]): boolean {
  const any = operator === '$bitsAnySet' || operator === '$bitsAnyClear';
  const wanted = operator === '$bitsAllSet' || operator === '$bitsAnySet';
  for (const position of positions) {
    const byte = value.bytes[position >> 3] ?? 0;
    const isSet = (byte & (1 << (position & 7))) !== 0;
    if ((isSet === wanted) === any) return any;
  }
  return !any;
}

function bitPositions(operator: BitOperator, argument: Value, path: string): number[] {
  if (isArray(argument)) {
    return argument.map((position, i) =>
      nonNegativeInt(String(i), position, (reason) => {
        return new CommandError(ErrorCode.BadValue, `Failed to parse bit position. ${reason}`);
      }),
    );
  }
  if (argument instanceof Binary)
    return positionsOf(BigInt(`0x${Buffer.from(argument.bytes).reverse().toString('hex') || '0'}`));
  if (isNumeric(argument)) return positionsOf(nonNegativeArgument(operator, argument));
  throw new CommandError(
    ErrorCode.BadValue,
    `${path} takes an Array, a number, or a BinData but received: ${formatElement(operator, argument)}`,
  );
}

function positionsOf(mask: bigint): number[] {
  const positions: number[] = [];
  const bits = mask.toString(2);
  for (let i = 0; i < bits.length; i++) if (bits[bits.length - 1 - i] === '1') positions.push(i);
  return positions;
}
