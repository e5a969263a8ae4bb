import { formatValue } from '../../bson/js';
import type { Doc, Maybe, Value } from '../../bson/values';
import { isArray, isDoc, isNullish, typeNameOf } from '../../bson/values';
import type { Operation } from '../../operation';
import { fail, lazy, unary } from '../arguments';
import { loopStep } from '../growth';
import type { Env, Expression, OperatorTable } from '../scope';

/** The values an accumulator reads as an operator: the elements of a single array, else its arguments. */
export function accumulated(operands: readonly Expression[], env: Env): Maybe[] {
  if (operands.length !== 1) return operands.map((operand) => operand(env));
  const value = operands[0]!(env);
  return isArray(value) ? value : [value];
}

function mergeObjects(operands: readonly Expression[], operation: Operation): Expression {
  return (env) => {
    const merged: Doc = new Map();
    for (const value of accumulated(operands, env)) {
      loopStep(operation);
      if (isNullish(value)) continue;
      if (!isDoc(value)) {
        const message = `$mergeObjects requires object inputs, but input ${formatValue(value)} is of type ${typeNameOf(value)}`;
        return fail(40400, message);
      }
      for (const [name, field] of value) merged.set(name, field);
    }
    return merged;
  };
}

function objectToArray(value: Maybe): Maybe {
  if (isNullish(value)) return null;
  if (!isDoc(value)) return fail(40390, `$objectToArray requires a document input, found: ${typeNameOf(value)}`);
  return Array.from(
    value,
    ([name, field]): Doc =>
      new Map<string, Value>([
        ['k', name],
        ['v', field],
      ]),
  );
}

function arrayToObject(value: Maybe, operation: Operation): Maybe {
  if (isNullish(value)) return null;
  if (!isArray(value)) return fail(40386, `$arrayToObject requires an array input, found: ${typeNameOf(value)}`);
  const [first] = value;
  const doc: Doc = new Map();
  if (first === undefined) return doc;
  if (!isArray(first) && !isDoc(first)) {
    return fail(40398, `Unrecognised input type format for $arrayToObject: ${typeNameOf(first)}`);
  }
  const read = isArray(first) ? pairOfArray : pairOfDocument;
  for (const item of value) {
    loopStep(operation);
    const [name, field] = read(item);
    doc.set(name, field);
  }
  return doc;
}

function pairOfArray(item: Value): [string, Value] {
  if (!isArray(item)) {
    const rule = 'Elements must all be arrays or all be objects. Array was detected, now found';
    return fail(40396, `$arrayToObject requires a consistent input format. ${rule}: ${typeNameOf(item)}`);
  }
  if (item.length !== 2) {
    fail(40397, `$arrayToObject requires an array of size 2 arrays,found array of size: ${item.length}`);
  }
  const [name, value] = item as [Value, Value];
  if (typeof name !== 'string') {
    const rule = 'an array of key-value pairs, where the key must be of type string. Found key type';
    return fail(40395, `$arrayToObject requires ${rule}: ${typeNameOf(name)}`);
  }
  if (name.includes('\0')) fail(4940400, 'Key field cannot contain an embedded null byte');
  return [name, value];
}

function pairOfDocument(item: Value): [string, Value] {
  if (!isDoc(item)) {
    const rule = 'Elements must all be arrays or all be objects. Object was detected, now found';
    return fail(40391, `$arrayToObject requires a consistent input format. ${rule}: ${typeNameOf(item)}`);
  }
  if (item.size !== 2) {
    const rule = `an object keys of 'k' and 'v'. Found incorrect number of keys`;
    fail(40392, `$arrayToObject requires ${rule}:${item.size}`);
  }
  const name = item.get('k');
  const value = item.get('v');
  if (name === undefined || value === undefined) {
    const rule = `an object with keys 'k' and 'v'. Missing either or both keys from`;
    return fail(40393, `$arrayToObject requires ${rule}: ${formatValue(item)}`);
  }
  if (typeof name !== 'string') {
    const rule = `an object with keys 'k' and 'v', where the value of 'k' must be of type string. Found type`;
    return fail(40394, `$arrayToObject requires ${rule}: ${typeNameOf(name)}`);
  }
  if (name.includes('\0')) fail(4940401, 'Key field cannot contain an embedded null byte');
  return [name, value];
}

/** Operators on whole documents. */
export const OBJECTS: OperatorTable = {
  $mergeObjects: lazy(mergeObjects),
  $objectToArray: unary('$objectToArray', objectToArray),
  $arrayToObject: unary('$arrayToObject', arrayToObject),
};
