import { valuesEqual } from '../../bson/compare';
import type { Value } from '../../bson/values';
import { isArray, isDoc, Regex, typeNameOf } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import type { Operation } from '../../operation';
import { checkInterrupt } from '../../operation';
import { compileFilter } from '../../query/filter';
import { isPathOperator } from '../../query/operator-names';
import type { Modifier } from '../modifier';
import { UNCHANGED } from '../modifier';
import { refuseSpecialFeatures } from '../query-features';
import { ValueSet } from './value-set';

const ELEMENTS_BETWEEN_CHECKS = 1024;

/** `$pull` */
export function pullModifier(_field: string, condition: Value, operation: Operation): Modifier {
  return removal(elementTest(condition, operation), operation);
}

/** `$pullAll` */
export function pullAllModifier(_field: string, argument: Value, operation: Operation): Modifier {
  if (!isArray(argument)) {
    const message = `$pullAll requires an array argument but was given a ${typeNameOf(argument)}`;
    throw new CommandError(ErrorCode.BadValue, message);
  }
  const set = new ValueSet(argument, operation.collator);
  return removal((element) => set.has(element), operation);
}

function removal(test: (element: Value) => boolean, operation: Operation): Modifier {
  return {
    change: (current) => {
      if (!isArray(current)) throw new CommandError(ErrorCode.BadValue, 'Cannot apply $pull to a non-array value');
      const kept = current.filter((element, index) => {
        if (index % ELEMENTS_BETWEEN_CHECKS === 0) checkInterrupt(operation);
        return !test(element);
      });
      return kept.length === current.length ? UNCHANGED : kept;
    },
  };
}

function elementTest(condition: Value, operation: Operation): (element: Value) => boolean {
  if (isDoc(condition)) {
    const [first] = condition.keys();
    if (first === undefined || !isPathOperator(first)) {
      refuseSpecialFeatures(condition);
      const filter = compileFilter(condition, operation);
      return (element) => isDoc(element) && filter.matches(element);
    }
  } else if (!(condition instanceof Regex)) {
    return (element) => valuesEqual(element, condition, operation.collator);
  }
  const filter = compileFilter(new Map([['element', condition]]), operation);
  return (element) => filter.matches(new Map([['element', element]]));
}
