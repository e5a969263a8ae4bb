import type { Value } from '../../bson/values';
import { isDoc, typeNameOf } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import { elementText, idText } from '../element-text';
import type { Modifier } from '../modifier';
import { UNCHANGED } from '../modifier';

type Integer = number | bigint;
type BitOperation = (value: Integer) => Integer;

const FORMAT = '{$bit: {field: {and/or/xor: #}}';

/** `$bit` */
export function bitModifier(_field: string, argument: Value): Modifier {
  const operations = bitOperations(argument);
  const apply = (value: Integer) => operations.reduce((result, operation) => operation(result), value);
  return {
    change: (current, site) => {
      if (typeof current !== 'number' && typeof current !== 'bigint') {
        const where = `${idText(site.root)} has the field ${site.path.at(-1)} of non-integer type ${typeNameOf(current)}`;
        throw new CommandError(ErrorCode.BadValue, `Cannot apply $bit to a value of non-integral type.${where}`);
      }
      const result = apply(current);
      return result === current ? UNCHANGED : result;
    },
    create: () => apply(0),
  };
}

function bitOperations(argument: Value): BitOperation[] {
  if (!isDoc(argument)) {
    const found = typeNameOf(argument);
    const message = `The $bit modifier is not compatible with a ${found}. You must pass in an embedded document: ${FORMAT}`;
    throw new CommandError(ErrorCode.BadValue, message);
  }
  if (argument.size === 0) {
    const message = `You must pass in at least one bitwise operation. The format is: ${FORMAT}`;
    throw new CommandError(ErrorCode.BadValue, message);
  }
  return [...argument].map(([name, operand]) => bitOperation(name, operand));
}

function bitOperation(name: string, operand: Value): BitOperation {
  if (name !== 'and' && name !== 'or' && name !== 'xor') {
    throw new CommandError(
      ErrorCode.BadValue,
      `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: ` +
        `{${elementText(name, operand)}}`,
    );
  }
  if (typeof operand !== 'number' && typeof operand !== 'bigint') {
    throw new CommandError(
      ErrorCode.BadValue,
      `The $bit modifier field must be an Integer(32/64 bit); a '${typeNameOf(operand)}' is not supported here: ` +
        `{${elementText(name, operand)}}`,
    );
  }
  return (value) => {
    const result = combine(name, BigInt(value), BigInt(operand));
    return typeof value === 'number' && typeof operand === 'number' ? Number(result) : result;
  };
}

function combine(name: 'and' | 'or' | 'xor', a: bigint, b: bigint): bigint {
  if (name === 'and') return a & b;
  return name === 'or' ? a | b : a ^ b;
}
