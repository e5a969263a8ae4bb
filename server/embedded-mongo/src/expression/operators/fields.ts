import type { Doc, Value } from '../../bson/values';
import { isDoc, isNullish, typeNameOf } from '../../bson/values';
import { fail, namedArguments, required } from '../arguments';
import type { Compiler, Env, Expression, OperatorFactory, OperatorTable } from '../scope';
import { constantOf } from '../scope';

/** Codes by which `$getField` and `$setField` refuse a field name that is a path, not constant, or no string. */
interface NameCodes {
  readonly path: number;
  readonly constant: number;
  readonly type: number;
}

const GET_CODES: NameCodes = { path: 5654600, constant: 5654601, type: 5654602 };
const SET_CODES: NameCodes = { path: 4161108, constant: 4161106, type: 4161107 };

function fieldName(operator: string, source: Value, compiler: Compiler, codes: NameCodes): string {
  const expression = compiler.compile(source);
  if (typeof source === 'string' && source.startsWith('$')) {
    const hint = `is a field path reference which is not allowed in this context. Did you mean {$literal: '${source}'}?`;
    fail(codes.path, `'${source}' ${hint}`);
  }
  const constant = constantOf(expression);
  if (!constant) {
    return fail(
      codes.constant,
      `${operator} requires 'field' to evaluate to a constant, but got a non-constant argument`,
    );
  }
  const { value } = constant;
  if (typeof value === 'string') return value;
  return fail(codes.type, `${operator} requires 'field' to evaluate to type String, but got ${typeNameOf(value)}`);
}

function getField(argument: Value, compiler: Compiler): Expression {
  const named = isDoc(argument) && !argument.keys().next().value?.startsWith('$') ? argument : undefined;
  if (!named) {
    const name = fieldName('$getField', argument, compiler, GET_CODES);
    compiler.markDynamic();
    return (env) => readField(env.current, name);
  }
  namedArguments(named, {
    names: ['field', 'input'],
    notObject: () => fail(3041702, `$getField requires 'field' to be specified`),
    unknown: (name) => fail(3041701, `$getField found an unknown argument: ${name}`),
  });
  const source = named.get('field') ?? fail(3041702, `$getField requires 'field' to be specified`);
  const input = required(named, 'input', compiler, 3041703, `$getField requires 'input' to be specified`);
  const name = fieldName('$getField', source, compiler, GET_CODES);
  return (env) => readField(input(env), name);
}

function readField(value: ReturnType<Expression>, name: string): ReturnType<Expression> {
  if (isDoc(value)) return value.get(name);
  return value === null ? null : undefined;
}

function setting(operator: '$setField' | '$unsetField'): OperatorFactory {
  return (argument, compiler) => {
    const fields = namedArguments(argument, {
      names: operator === '$setField' ? ['field', 'input', 'value'] : ['field', 'input'],
      notObject: () => fail(4161100, `${operator} only supports an object as its argument`),
      unknown: (name) => fail(4161101, `${operator} found an unknown argument: ${name}`),
    });
    const source = fields.get('field') ?? fail(4161102, `${operator} requires 'field' to be specified`);
    const value =
      operator === '$setField'
        ? required(fields, 'value', compiler, 4161103, `${operator} requires 'value' to be specified`)
        : () => undefined;
    const input = required(fields, 'input', compiler, 4161109, `${operator} requires 'input' to be specified`);
    const name = fieldName(operator, source, compiler, SET_CODES);
    return (env) => withField(operator, input, name, value, env);
  };
}

function withField(operator: string, input: Expression, name: string, value: Expression, env: Env): Value {
  const doc = input(env);
  if (isNullish(doc)) return null;
  if (!isDoc(doc)) return fail(4161105, `${operator} requires 'input' to evaluate to type Object`);
  const result: Doc = new Map(doc);
  const field = value(env);
  if (field === undefined) result.delete(name);
  else result.set(name, field);
  return result;
}

/** Access to fields whose names are no paths, with dots or dollar signs in them. */
export const FIELDS: OperatorTable = {
  $getField: getField,
  $setField: setting('$setField'),
  $unsetField: setting('$unsetField'),
};
