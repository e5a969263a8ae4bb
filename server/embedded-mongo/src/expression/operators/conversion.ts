import { isNumeric } from '../../bson/numeric';
import type { BsonTypeName, Maybe, Value } from '../../bson/values';
import { isNullish, typeNameOf } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import { compileArguments, fail, namedArguments, optional, required } from '../arguments';
import { integer32 } from '../coerce';
import { convert, typeOfName, typeOfNumber } from '../convert';
import type { Compiler, Expression, OperatorFactory, OperatorTable } from '../scope';

function convertOperator(argument: Value, compiler: Compiler): Expression {
  const { FailedToParse } = ErrorCode;
  const fields = namedArguments(argument, {
    names: ['input', 'to', 'onError', 'onNull'],
    notObject: () =>
      fail(FailedToParse, `$convert expects an object of named arguments but found: ${typeNameOf(argument)}`),
    unknown: (name) => fail(FailedToParse, `$convert found an unknown argument: ${name}`),
  });
  const input = required(fields, 'input', compiler, FailedToParse, `Missing 'input' parameter to $convert`);
  const to = required(fields, 'to', compiler, FailedToParse, `Missing 'to' parameter to $convert`);
  const onError = optional(fields, 'onError', compiler);
  const onNull = optional(fields, 'onNull', compiler);
  return (env) => {
    const target = targetType(to(env));
    const value = input(env);
    if (isNullish(value)) return onNull ? onNull(env) : null;
    if (!target) return null;
    if (!onError) return convert(value, target);
    try {
      return convert(value, target);
    } catch (error) {
      if (error instanceof CommandError && error.code === ErrorCode.ConversionFailure) return onError(env);
      throw error;
    }
  };
}

function targetType(to: Maybe): BsonTypeName | 'missing' | undefined {
  if (isNullish(to)) return undefined;
  if (typeof to === 'string') return typeOfName(to);
  if (!isNumeric(to)) {
    return fail(
      ErrorCode.FailedToParse,
      `$convert's 'to' argument must be a string or number, but is ${typeNameOf(to)}`,
    );
  }
  const number = integer32(to);
  return typeOfNumber(number ?? fail(ErrorCode.FailedToParse, `In $convert, numeric 'to' argument is not an integer`));
}

function shortcut(name: string, target: BsonTypeName): OperatorFactory {
  return (argument, compiler) => {
    const operands = compileArguments(argument, compiler);
    const [operand] = operands;
    if (!operand || operands.length > 1) {
      return fail(50723, `${name} requires a single argument, got ${operands.length}`);
    }
    return (env) => {
      const value = operand(env);
      return isNullish(value) ? null : convert(value, target);
    };
  };
}

/** Conversion between types. */
export const CONVERSION: OperatorTable = {
  $convert: convertOperator,
  $toBool: shortcut('$toBool', 'bool'),
  $toDate: shortcut('$toDate', 'date'),
  $toDecimal: shortcut('$toDecimal', 'decimal'),
  $toDouble: shortcut('$toDouble', 'double'),
  $toInt: shortcut('$toInt', 'int'),
  $toLong: shortcut('$toLong', 'long'),
  $toObjectId: shortcut('$toObjectId', 'objectId'),
  $toString: shortcut('$toString', 'string'),
};
