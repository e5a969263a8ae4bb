import { truthy } from '../../bson/numeric';
import type { Value } from '../../bson/values';
import { isArray, isDoc, isNullish, typeNameOf } from '../../bson/values';
import { compileArguments, compileArity, fail, namedArguments, optional, required } from '../arguments';
import type { Compiler, Expression, OperatorTable } from '../scope';
import { constantOf } from '../scope';

function cond(argument: Value, compiler: Compiler): Expression {
  const [test, then, otherwise] = isDoc(argument)
    ? namedBranches(argument, compiler)
    : (compileArity('$cond', argument, compiler, 3) as [Expression, Expression, Expression]);
  return (env) => (truthy(test(env)) ? then(env) : otherwise(env));
}

function namedBranches(argument: Value, compiler: Compiler): [Expression, Expression, Expression] {
  const fields = namedArguments(argument, {
    names: ['if', 'then', 'else'],
    notObject: () => fail(17083, '$cond expects an object'),
    unknown: (name) => fail(17083, `Unrecognized parameter to $cond: ${name}`),
  });
  return [
    required(fields, 'if', compiler, 17080, `Missing 'if' parameter to $cond`),
    required(fields, 'then', compiler, 17081, `Missing 'then' parameter to $cond`),
    required(fields, 'else', compiler, 17082, `Missing 'else' parameter to $cond`),
  ];
}

function ifNull(argument: Value, compiler: Compiler): Expression {
  const operands = compileArguments(argument, compiler);
  if (operands.length < 2) fail(1257300, `$ifNull needs at least two arguments, had: ${operands.length}`);
  const last = operands.pop()!;
  return (env) => {
    for (const operand of operands) {
      const value = operand(env);
      if (!isNullish(value)) return value;
    }
    return last(env);
  };
}

interface Branch {
  readonly test: Expression;
  readonly then: Expression;
}

function switchOf(argument: Value, compiler: Compiler): Expression {
  const fields = namedArguments(argument, {
    names: ['branches', 'default'],
    notObject: () => fail(40060, `$switch requires an object as an argument, found: ${typeNameOf(argument)}`),
    unknown: (name) => fail(40067, `$switch found an unknown argument: ${name}`),
  });
  const sources = fields.get('branches') ?? [];
  if (!isArray(sources)) fail(40061, `$switch expected an array for 'branches', found: ${typeNameOf(sources)}`);
  const branches = sources.map((source) => compileBranch(source, compiler));
  const otherwise = optional(fields, 'default', compiler);
  if (!otherwise && branches.every(neverTaken)) {
    const why = 'Cannot execute a switch statement where all the cases evaluate to false without a default';
    fail(sources.length === 0 ? 40068 : 40069, sources.length === 0 ? '$switch requires at least one branch.' : why);
  }
  return (env) => {
    for (const { test, then } of branches) if (truthy(test(env))) return then(env);
    if (otherwise) return otherwise(env);
    return fail(40066, '$switch could not find a matching branch for an input, and no default was specified.');
  };
}

function neverTaken({ test }: Branch): boolean {
  const constant = constantOf(test);
  return constant !== undefined && !truthy(constant.value);
}

function compileBranch(source: Value, compiler: Compiler): Branch {
  const fields = namedArguments(source, {
    names: ['case', 'then'],
    notObject: () => fail(40062, `$switch expected each branch to be an object, found: ${typeNameOf(source)}`),
    unknown: (name) => fail(40063, `$switch found an unknown argument to a branch: ${name}`),
  });
  const test = required(fields, 'case', compiler, 40064, `$switch requires each branch have a 'case' expression`);
  const then = required(fields, 'then', compiler, 40065, `$switch requires each branch have a 'then' expression.`);
  return { test, then };
}

/** Operators that evaluate only some of their arguments. */
export const CONDITIONAL: OperatorTable = { $cond: cond, $ifNull: ifNull, $switch: switchOf };
