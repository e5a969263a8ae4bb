import { truthy } from '../../bson/numeric';
import type { Maybe } from '../../bson/values';
import { isArray, typeNameOf } from '../../bson/values';
import { fail, lazy, unary } from '../arguments';
import type { OperatorTable } from '../scope';

function elements(name: string, code: number, every: boolean) {
  return unary(name, (value: Maybe) => {
    if (!isArray(value)) fail(code, `${name}'s argument must be an array, but is ${typeNameOf(value)}`);
    return every ? value.every(truthy) : value.some(truthy);
  });
}

/** Logic. */
export const BOOLEAN: OperatorTable = {
  $and: lazy((operands) => (env) => {
    for (const operand of operands) if (!truthy(operand(env))) return false;
    return true;
  }),
  $or: lazy((operands) => (env) => {
    for (const operand of operands) if (truthy(operand(env))) return true;
    return false;
  }),
  $not: unary('$not', (value) => !truthy(value)),
  $allElementsTrue: elements('$allElementsTrue', 17040, true),
  $anyElementTrue: elements('$anyElementTrue', 17041, false),
};
