import type { Maybe, Value } from '../../bson/values';
import { isArray, isNullish, typeNameOf } from '../../bson/values';
import type { Operation } from '../../operation';
import { binary, compileArguments, compileArity, fail, lazy } from '../arguments';
import { ValueSet } from '../order';
import type { Compiler, Expression, OperatorTable } from '../scope';
import { constantOf } from '../scope';

function setUnion(operands: readonly Expression[], operation: Operation): Expression {
  return (env) => {
    const union = new ValueSet(operation);
    for (const operand of operands) {
      const array = operand(env);
      if (isNullish(array)) return null;
      if (!isArray(array)) {
        return fail(17043, `All operands of $setUnion must be arrays. One argument is of type: ${typeNameOf(array)}`);
      }
      for (const value of array) union.add(value);
    }
    return union.sorted();
  };
}

function setIntersection(operands: readonly Expression[], operation: Operation): Expression {
  return (env) => {
    let common: ValueSet | undefined;
    for (const operand of operands) {
      const array = operand(env);
      if (isNullish(array)) return null;
      if (!isArray(array)) {
        return fail(
          17047,
          `All operands of $setIntersection must be arrays. One argument is of type: ${typeNameOf(array)}`,
        );
      }
      common = common ? intersect(common, array, operation) : new ValueSet(operation, array);
    }
    return common ? common.sorted() : [];
  };
}

function intersect(common: ValueSet, array: readonly Value[], operation: Operation): ValueSet {
  const other = new ValueSet(operation, array);
  const both = new ValueSet(operation);
  for (const value of common.values()) if (other.has(value)) both.add(value);
  return both;
}

function setDifference(left: Maybe, right: Maybe, operation: Operation): Maybe {
  if (isNullish(left) || isNullish(right)) return null;
  if (!isArray(left)) return notArray('$setDifference', 'First', left, 17048);
  if (!isArray(right)) return notArray('$setDifference', 'Second', right, 17049);
  // What was kept goes into the set too, so that it is kept once.
  const seen = new ValueSet(operation, right);
  return left.filter((value) => seen.add(value));
}

function notArray(name: string, which: string, value: Maybe, code: number): never {
  return fail(code, `both operands of ${name} must be arrays. ${which} argument is of type: ${typeNameOf(value)}`);
}

function setEquals(argument: Value, compiler: Compiler): Expression {
  const operands = compileArguments(argument, compiler);
  if (operands.length < 2) fail(17045, `$setEquals needs at least two arguments had: ${operands.length}`);
  for (const [index, operand] of operands.entries()) {
    const constant = constantOf(operand);
    if (constant) equalsOperand(constant.value, index, 5887502);
  }
  const { operation } = compiler;
  return (env) => {
    const sets = operands.map((operand, index) => new ValueSet(operation, equalsOperand(operand(env), index, 17044)));
    const [first, ...others] = sets as [ValueSet, ...ValueSet[]];
    return others.every((other) => first.size === other.size && [...other.values()].every((value) => first.has(value)));
  };
}

function equalsOperand(value: Maybe, index: number, code: number): Value[] {
  if (isArray(value)) return value;
  const message = `All operands of $setEquals must be arrays. ${index + 1}-th argument is of type: ${typeNameOf(value)}`;
  return fail(code, message);
}

function setIsSubset(argument: Value, compiler: Compiler): Expression {
  const [left, right] = compileArity('$setIsSubset', argument, compiler, 2) as [Expression, Expression];
  const { operation } = compiler;
  const constant = constantOf(right);
  const known = constant && isArray(constant.value) ? new ValueSet(operation, constant.value) : undefined;
  return (env) => {
    const part = left(env);
    if (!isArray(part)) return notArray('$setIsSubset', 'First', part, 17046);
    const whole = known ?? wholeSet(right(env), operation);
    return part.every((value) => whole.has(value));
  };
}

function wholeSet(value: Maybe, operation: Operation): ValueSet {
  return isArray(value) ? new ValueSet(operation, value) : notArray('$setIsSubset', 'Second', value, 17042);
}

/** Operators that take arrays as sets. */
export const SETS: OperatorTable = {
  $setUnion: lazy(setUnion),
  $setIntersection: lazy(setIntersection),
  $setDifference: binary('$setDifference', setDifference),
  $setEquals: setEquals,
  $setIsSubset: setIsSubset,
};
