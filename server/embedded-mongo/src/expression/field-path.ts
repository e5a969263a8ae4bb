import type { Maybe, Value } from '../bson/values';
import { isArray, isDoc } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import type { Compiler, Expression } from './scope';
import { compileVariable } from './variables';

/** Throws unless a computed document may have a field of this name. */
export function validateFieldName(name: string): void {
  if (name === '') throw new CommandError(15998, 'FieldPath field names may not be empty strings.');
  if (name.startsWith('$')) {
    throw new CommandError(
      16410,
      `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
    );
  }
  if (name.includes('\0')) throw new CommandError(16411, `FieldPath field names may not contain '\\0'.`);
  if (name.includes('.')) {
    throw new CommandError(16412, `FieldPath field names may not contain '.'. Consider using $getField or $setField.`);
  }
}

/** Compiles `"$a.b"`, `"$$name"` and `"$$name.a.b"`. */
export function compilePath(source: string, compiler: Compiler): Expression {
  if (source.length < 2) throw new CommandError(16872, `'$' by itself is not a valid FieldPath`);
  compiler.markDynamic();
  if (!source.startsWith('$$')) {
    compiler.markDocumentRead();
    const names = fieldNames(source.slice(1));
    const only = names[0]!;
    if (names.length === 1) return (env) => fieldOf(env.current, only);
    return (env) => readPath(env.current, names, 0);
  }
  const [name = '', ...rest] = source.slice(2).split('.');
  const variable = compileVariable(name, compiler);
  if (name === 'ROOT' || name === 'CURRENT') compiler.markDocumentRead();
  if (rest.length === 0) return variable;
  const names = fieldNames(rest.join('.'));
  return (env) => readPath(variable(env), names, 0);
}

function fieldNames(path: string): string[] {
  if (path === '') throw new CommandError(40352, 'FieldPath cannot be constructed with empty string');
  if (path.endsWith('.')) throw new CommandError(40353, `FieldPath must not end with a '.'.`);
  const names = path.split('.');
  for (const name of names) validateFieldName(name);
  if (names.length > 200) throw new CommandError(ErrorCode.Overflow, 'FieldPath is too long');
  return names;
}

function fieldOf(value: Maybe, name: string): Maybe {
  if (value instanceof Map) return value.get(name);
  return isArray(value) ? readArray(value, [name], 0) : undefined;
}

/** Reads a path as expressions do: an array stands for its elements, whose hits are collected in an array. */
export function readPath(value: Maybe, names: readonly string[], from: number): Maybe {
  let current = value;
  for (let i = from; i < names.length; i++) {
    if (isDoc(current)) current = current.get(names[i]!);
    else if (isArray(current)) return readArray(current, names, i);
    else return undefined;
  }
  return current;
}

function readArray(items: readonly Value[], names: readonly string[], from: number): Value[] {
  const found: Value[] = [];
  for (const item of items) {
    // An array directly inside an array is not looked into.
    if (!isDoc(item)) continue;
    const value = readPath(item, names, from);
    if (value !== undefined) found.push(value);
  }
  return found;
}
