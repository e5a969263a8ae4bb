import { formatValue } from '../../bson/js';
import type { Value } from '../../bson/values';
import { isArray, isDoc, typeNameOf } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import type { Operation } from '../../operation';
import type { Modifier } from '../modifier';
import { UNCHANGED } from '../modifier';
import { ValueSet } from './value-set';

/** `$addToSet` */
export function addToSetModifier(_field: string, argument: Value, operation: Operation): Modifier {
  const listed = valuesToAdd(argument);
  const set = new ValueSet(listed, operation.collator);
  const additions = missingFrom([], listed, set);
  return {
    change: (current, site) => {
      if (!isArray(current)) {
        const field = `Field named '${site.path.at(-1)}' has non-array type ${typeNameOf(current)}`;
        throw new CommandError(ErrorCode.BadValue, `Cannot apply $addToSet to non-array field. ${field}`);
      }
      const missing = missingFrom(current, additions, set);
      return missing.length === 0 ? UNCHANGED : current.concat(missing);
    },
    create: () => additions,
  };
}

/** Those of `values` (all in `set`) that `present` does not have, each once and in their order. */
function missingFrom(present: readonly Value[], values: readonly Value[], set: ValueSet): Value[] {
  const seen = new Set<number>();
  for (const value of present) seen.add(set.indexOf(value));
  return values.filter((value) => {
    const index = set.indexOf(value);
    if (seen.has(index)) return false;
    seen.add(index);
    return true;
  });
}

function valuesToAdd(argument: Value): readonly Value[] {
  if (!isDoc(argument)) return [argument];
  const [first] = argument;
  if (first === undefined || first[0] !== '$each') return [argument];
  const each = first[1];
  if (!isArray(each)) {
    const message = `The argument to $each in $addToSet must be an array but it was of type ${typeNameOf(each)}`;
    throw new CommandError(ErrorCode.TypeMismatch, message);
  }
  if (argument.size > 1) {
    const message = `Found unexpected fields after $each in $addToSet: ${formatValue(argument)}`;
    throw new CommandError(ErrorCode.BadValue, message);
  }
  return each;
}
