import type { Doc, Maybe, Value } from '../bson/values';
import { isDoc } from '../bson/values';
import { CommandError } from '../errors';
import type { Operation } from '../operation';
import type { Compiler, Expression, OperatorFactory } from './scope';

/** Throws a CommandError; an expression, so that it fits behind `??`. */
export function fail(code: number, message: string): never {
  throw new CommandError(code, message);
}

/** Compiles the arguments of an operator: the elements of an array, or one single argument. */
export function compileArguments(argument: Value, compiler: Compiler): Expression[] {
  if (Array.isArray(argument)) return argument.map((element) => compiler.compile(element));
  return [compiler.compile(argument)];
}

/** Compiles between `min` and `max` arguments, or refuses as MongoDB does. */
export function compileArity(name: string, argument: Value, compiler: Compiler, min: number, max = min): Expression[] {
  const compiled = compileArguments(argument, compiler);
  if (compiled.length >= min && compiled.length <= max) return compiled;
  if (min === max) {
    fail(16020, `Expression ${name} takes exactly ${min} arguments. ${compiled.length} were passed in.`);
  }
  return fail(
    28667,
    `Expression ${name} takes at least ${min} arguments, and at most ${max}, but ${compiled.length} were passed in.`,
  );
}

/** An operator of one argument. */
export function unary(name: string, apply: (value: Maybe, operation: Operation) => Maybe): OperatorFactory {
  return (argument, compiler) => {
    const [operand] = compileArity(name, argument, compiler, 1) as [Expression];
    const { operation } = compiler;
    return (env) => apply(operand(env), operation);
  };
}

/** An operator of two arguments. */
export function binary(
  name: string,
  apply: (left: Maybe, right: Maybe, operation: Operation) => Maybe,
): OperatorFactory {
  return (argument, compiler) => {
    const [left, right] = compileArity(name, argument, compiler, 2) as [Expression, Expression];
    const { operation } = compiler;
    return (env) => apply(left(env), right(env), operation);
  };
}

/** An operator of `min` to `max` arguments, all of which are evaluated. */
export function ranged(
  name: string,
  min: number,
  max: number,
  apply: (values: Maybe[], operation: Operation) => Maybe,
): OperatorFactory {
  return (argument, compiler) => {
    const operands = compileArity(name, argument, compiler, min, max);
    const { operation } = compiler;
    return (env) => {
      const values: Maybe[] = new Array(operands.length);
      for (let i = 0; i < operands.length; i++) values[i] = operands[i]!(env);
      return apply(values, operation);
    };
  };
}

/** An operator of any number of arguments that decides itself which of them to evaluate. */
export function lazy(build: (operands: readonly Expression[], operation: Operation) => Expression): OperatorFactory {
  return (argument, compiler) => build(compileArguments(argument, compiler), compiler.operation);
}

/** How an operator with named arguments refuses what does not fit. */
export interface FieldRules {
  /** Names of all arguments. */
  readonly names: readonly string[];
  /** Refuses an argument that is no document. */
  notObject(argument: Value): never;
  /** Refuses an argument of another name. */
  unknown(name: string): never;
}

/** The named arguments of an operator, not yet compiled. */
export function namedArguments(argument: Value, rules: FieldRules): Doc {
  if (!isDoc(argument)) return rules.notObject(argument);
  for (const name of argument.keys()) if (!rules.names.includes(name)) rules.unknown(name);
  return argument;
}

/** Compiles a named argument that may be left out. */
export function optional(fields: Doc, name: string, compiler: Compiler): Expression | undefined {
  const source = fields.get(name);
  return source === undefined ? undefined : compiler.compile(source);
}

/** Compiles a named argument that must be there. */
export function required(fields: Doc, name: string, compiler: Compiler, code: number, message: string): Expression {
  return optional(fields, name, compiler) ?? fail(code, message);
}
