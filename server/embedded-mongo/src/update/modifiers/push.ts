import type { Doc, Value } from '../../bson/values';
import { isArray, isDoc, typeNameOf } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import type { Operation } from '../../operation';
import { idText } from '../element-text';
import type { Modifier } from '../modifier';
import { UNCHANGED } from '../modifier';
import { integerOf } from './integer';
import { pushOrder } from './push-sort';

interface PushSpec {
  readonly values: readonly Value[];
  readonly position?: number;
  readonly order?: (a: Value, b: Value) => number;
  readonly slice?: number;
}

/** `$push` */
export function pushModifier(_field: string, argument: Value, operation: Operation): Modifier {
  const spec = isDoc(argument) && argument.has('$each') ? pushSpec(argument, operation) : { values: [argument] };
  return {
    change: (current, site) => {
      if (!isArray(current)) {
        const found = `must be an array but is of type ${typeNameOf(current)} in document {${idText(site.root)}}`;
        throw new CommandError(ErrorCode.BadValue, `The field '${site.path.join('.')}' ${found}`);
      }
      return pushed(current, spec) ?? UNCHANGED;
    },
    create: () => pushed([], spec) ?? [],
  };
}

/** The array after the push; undefined where the push leaves it alone. A sort counts as a change even if it moves nothing. */
function pushed(current: readonly Value[], spec: PushSpec): Value[] | undefined {
  const { values, position, order, slice } = spec;
  let result = current.slice();
  if (values.length > 0) {
    const start = position === undefined ? result.length : insertionPoint(position, result.length);
    result = start >= result.length ? result.concat(values) : inserted(result, start, values);
  }
  if (order !== undefined) result.sort(order);
  if (slice !== undefined && result.length > Math.abs(slice)) {
    return slice >= 0 ? result.slice(0, slice) : result.slice(slice);
  }
  return values.length > 0 || order !== undefined ? result : undefined;
}

function insertionPoint(position: number, length: number): number {
  return position >= 0 ? position : Math.max(0, length + position);
}

function inserted(array: Value[], start: number, values: readonly Value[]): Value[] {
  return array.slice(0, start).concat(values, array.slice(start));
}

function pushSpec(argument: Doc, operation: Operation): PushSpec {
  for (const name of argument.keys()) {
    if (name === '$each' || name === '$slice' || name === '$sort' || name === '$position') continue;
    throw badPush(`Unrecognized clause in $push: ${name}`);
  }
  const each = argument.get('$each')!;
  if (!isArray(each)) {
    throw badPush(`The argument to $each in $push must be an array but it was of type: ${typeNameOf(each)}`);
  }
  const slice = clauseInteger(argument, '$slice', 'but was given type');
  const sort = argument.get('$sort');
  const order = sort === undefined ? undefined : pushOrder(sort, operation.collator);
  const position = clauseInteger(argument, '$position', 'not of type');
  return {
    values: each,
    ...(position === undefined ? {} : { position }),
    ...(order === undefined ? {} : { order }),
    ...(slice === undefined ? {} : { slice }),
  };
}

function clauseInteger(argument: Doc, clause: '$slice' | '$position', but: string): number | undefined {
  const value = argument.get(clause);
  if (value === undefined) return undefined;
  const integer = integerOf(value);
  if (integer !== undefined) return integer;
  const comma = clause === '$position' ? ',' : '';
  throw badPush(`The value for ${clause} must be an integer value${comma} ${but}: ${typeNameOf(value)}`);
}

function badPush(message: string): CommandError {
  return new CommandError(ErrorCode.BadValue, message);
}
