import { decimalFromParts } from '../../bson/decimal';
import { decimalFromDouble, modDecimals, multiplyDecimals } from '../../bson/decimal-arithmetic';
import type { Numeric } from '../../bson/numeric';
import {
  absNumber,
  divideNumbers,
  isNumeric,
  subtractNumbers,
  toBigIntExact,
  toDecimal,
  toDouble,
  truthy,
} from '../../bson/numeric';
import type { Maybe, Value } from '../../bson/values';
import { Decimal128, Double, isNullish, typeNameOf, UtcDate } from '../../bson/values';
import { ErrorCode } from '../../errors';
import { binary, fail, lazy, unary } from '../arguments';
import { utcDate } from '../coerce';
import { quantize } from '../decimal-math';
import { intLongOrDouble, NumberSum } from '../number-sum';
import type { Env, Expression, OperatorFactory, OperatorTable } from '../scope';

/** A function of one number; other types are refused, null stays null. */
export function numeric(name: string, apply: (value: Numeric) => Value): OperatorFactory {
  return unary(name, (value) => {
    if (isNullish(value)) return null;
    if (!isNumeric(value)) fail(28765, `${name} only supports numeric types, not ${typeNameOf(value)}`);
    return apply(value);
  });
}

function add(operands: readonly Expression[]): Expression {
  return (env) => {
    const sum = new NumberSum();
    let date: UtcDate | undefined;
    for (const operand of operands) {
      const value = operand(env);
      if (sum.add(value)) continue;
      if (isNullish(value)) return null;
      if (!(value instanceof UtcDate)) {
        fail(ErrorCode.TypeMismatch, `$add only supports numeric or date types, not ${typeNameOf(value)}`);
      }
      if (date) fail(16612, 'only one date allowed in an $add expression');
      date = value;
    }
    return date ? addToDate(date, sum) : sum.value;
  };
}

function addToDate(date: UtcDate, sum: NumberSum): UtcDate {
  const { integer } = sum;
  if (integer !== undefined) {
    const ms = BigInt(date.ms) + integer;
    if (BigInt.asIntN(64, ms) !== ms) fail(ErrorCode.Overflow, 'date overflow in $add');
    return utcDate(ms);
  }
  const amount = sum.isDecimal ? toDouble(quantize(sum.asDecimal, 0, 'halfEven')) : sum.double;
  const ms = Number(date.ms) + Math.sign(amount) * Math.round(Math.abs(amount));
  if (!(Math.abs(ms) < 2 ** 63)) fail(ErrorCode.Overflow, 'date overflow in $add');
  return utcDate(ms);
}

function subtract(left: Maybe, right: Maybe): Maybe {
  if (isNullish(left) || isNullish(right)) return null;
  if (left instanceof UtcDate) return subtractFromDate(left, right);
  if (!isNumeric(left) || !isNumeric(right)) {
    fail(ErrorCode.TypeMismatch, `can't $subtract ${typeNameOf(right)} from ${typeNameOf(left)}`);
  }
  return subtractNumbers(left, right);
}

function subtractFromDate(date: UtcDate, right: Value): Value {
  if (right instanceof UtcDate) {
    return BigInt.asIntN(64, BigInt(date.ms) - BigInt(right.ms));
  }
  if (!isNumeric(right)) fail(ErrorCode.TypeMismatch, `can't $subtract ${typeNameOf(right)} from Date`);
  const exact = toBigIntExact(right);
  if (exact !== undefined) return utcDate(BigInt(date.ms) - exact);
  return utcDate(Number(date.ms) - Math.trunc(toDouble(right)));
}

/** Product in the narrowest type that holds it, without values for the steps between. */
class Product {
  private integer = 1n;
  private double = 1;
  private decimal: Decimal128 | undefined;
  private isDouble = false;
  private isLong = false;

  multiply(value: Numeric): void {
    if (this.decimal || value instanceof Decimal128) {
      this.decimal = multiplyDecimals(this.decimal ?? this.soFar(), toDecimal(value));
      return;
    }
    this.double *= toDouble(value);
    if (value instanceof Double) {
      this.isDouble = true;
      return;
    }
    if (this.isDouble) return;
    if (typeof value === 'bigint') this.isLong = true;
    this.integer *= BigInt(value);
    if (BigInt.asIntN(64, this.integer) !== this.integer) this.isDouble = true;
  }

  get value(): Value {
    if (this.decimal) return this.decimal;
    if (this.isDouble) return new Double(this.double);
    return this.isLong ? this.integer : intLongOrDouble(this.integer);
  }

  private soFar(): Decimal128 {
    return this.isDouble
      ? decimalFromDouble(this.double)
      : decimalFromParts({ coefficient: this.integer, exponent: 0 });
  }
}

function multiply(operands: readonly Expression[]): Expression {
  return (env: Env) => {
    const product = new Product();
    for (const operand of operands) {
      const value = operand(env);
      if (isNullish(value)) return null;
      if (!isNumeric(value)) {
        fail(ErrorCode.TypeMismatch, `$multiply only supports numeric types, not ${typeNameOf(value)}`);
      }
      product.multiply(value);
    }
    return product.value;
  };
}

function divide(left: Maybe, right: Maybe): Maybe {
  if (isNumeric(left) && isNumeric(right)) return divideNumbers(left, right);
  if (isNullish(left) || isNullish(right)) return null;
  return fail(
    ErrorCode.TypeMismatch,
    `$divide only supports numeric types, not ${typeNameOf(left)} and ${typeNameOf(right)}`,
  );
}

function mod(left: Maybe, right: Maybe): Maybe {
  if (isNumeric(left) && isNumeric(right)) return modNumeric(left, right);
  if (isNullish(left) || isNullish(right)) return null;
  return fail(16611, `$mod only supports numeric types, not ${typeNameOf(left)} and ${typeNameOf(right)}`);
}

function modNumeric(left: Numeric, right: Numeric): Value {
  const divisor = toDouble(right);
  if (left instanceof Decimal128 || right instanceof Decimal128) {
    if (!truthy(right)) fail(5733415, `can't $mod by zero`);
    return modDecimals(toDecimal(left), toDecimal(right));
  }
  if (divisor === 0) fail(16610, `can't $mod by zero`);
  const exact = toBigIntExact(right);
  if (left instanceof Double || exact === undefined) return new Double(toDouble(left) % divisor);
  if (typeof left === 'number' && typeof right !== 'bigint') return (left % divisor) | 0;
  return BigInt(left) % exact;
}

function integral(round: (value: number) => number, direction: 'up' | 'down'): (value: Numeric) => Value {
  return (value) => {
    if (value instanceof Double) return new Double(round(value.value));
    return value instanceof Decimal128 ? quantize(value, 0, direction) : value;
  };
}

/** Arithmetic. */
export const ARITHMETIC: OperatorTable = {
  $add: lazy(add),
  $subtract: binary('$subtract', subtract),
  $multiply: lazy(multiply),
  $divide: binary('$divide', divide),
  $mod: binary('$mod', mod),
  $abs: numeric('$abs', absNumber),
  $ceil: numeric('$ceil', integral(Math.ceil, 'up')),
  $floor: numeric('$floor', integral(Math.floor, 'down')),
};
