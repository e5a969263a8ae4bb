import type { Maybe, Value } from '../../bson/values';
import { Double, isArray, isDoc } from '../../bson/values';
import { notSupported } from '../../errors';
import { fail, namedArguments } from '../arguments';
import { boundValue } from '../growth';
import type { Compiler, Env, Expression, OperatorFactory, OperatorTable } from '../scope';
import { constantExpression } from '../scope';
import { InnerEnv, validateVariableName } from '../variables';

function letIn(argument: Value, compiler: Compiler): Expression {
  const fields = namedArguments(argument, {
    names: ['vars', 'in'],
    notObject: () => fail(16874, '$let only supports an object as its argument'),
    unknown: (name) => fail(16875, `Unrecognized parameter to $let: ${name}`),
  });
  const definitions = fields.get('vars') ?? fail(16876, `Missing 'vars' parameter to $let`);
  const body = fields.get('in') ?? fail(16877, `Missing 'in' parameter to $let`);
  if (!isDoc(definitions)) return fail(10065, 'invalid parameter: expected an object (vars)');
  const variables: [string, Expression][] = [];
  for (const [name, source] of definitions) {
    validateVariableName(name);
    variables.push([name, compiler.compile(source)]);
  }
  const inner = compiler.withVariables(definitions.keys()).compile(body);
  return (env) => inner(bind(env, variables));
}

function bind(env: Env, variables: readonly [string, Expression][]): Env {
  const inner = new InnerEnv(env);
  for (const [name, expression] of variables) inner.set(name, boundValue(expression(env)));
  return inner;
}

function random(argument: Value, compiler: Compiler): Expression {
  if (!isDoc(argument) && !isArray(argument)) fail(10065, 'invalid parameter: expected an object ($rand)');
  const size = isDoc(argument) ? argument.size : argument.length;
  if (size > 0) fail(3040501, '$rand does not currently accept arguments');
  compiler.markDynamic();
  return (): Maybe => new Double(Math.random());
}

function refused(name: string): OperatorFactory {
  return () => {
    throw notSupported(`the expression ${name}`);
  };
}

/** Variables, constants, chance, and what needs a script or the metadata of a search. */
export const VARIABLES: OperatorTable = {
  $let: letIn,
  $literal: (argument) => constantExpression(argument),
  $const: (argument) => constantExpression(argument),
  $rand: random,
  $meta: refused('$meta'),
  $function: refused('$function'),
  $accumulator: refused('$accumulator'),
  $toHashedIndexKey: refused('$toHashedIndexKey'),
};
