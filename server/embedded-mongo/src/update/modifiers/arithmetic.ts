import { identical } from '../../bson/compare';
import type { Numeric } from '../../bson/numeric';
import { describeNumber, exactAdd, exactMultiply, isNumeric } from '../../bson/numeric';
import type { Value } from '../../bson/values';
import { Double, typeNameOf } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import { elementText, idText } from '../element-text';
import type { Modifier, Site } from '../modifier';
import { UNCHANGED } from '../modifier';

type Arithmetic = (current: Numeric, operand: Numeric, failure?: () => string) => Value;

/** `$inc` */
export function incModifier(field: string, amount: Value): Modifier {
  requireNumber('increment', field, amount);
  return { change: changeBy('$inc', exactAdd, amount), create: () => amount };
}

/** `$mul` */
export function mulModifier(field: string, factor: Value): Modifier {
  requireNumber('multiply', field, factor);
  return { change: changeBy('$mul', exactMultiply, factor), create: () => exactMultiply(0, factor) };
}

function changeBy(operator: string, arithmetic: Arithmetic, operand: Numeric): Modifier['change'] {
  return (current, site) => {
    if (!isNumeric(current)) throw nonNumericField(operator, current, site);
    const failure = () =>
      `Failed to apply ${operator} operations to current value (${describeNumber(current)})` +
      ` for document {${idText(site.root)}}`;
    const result = arithmetic(current, operand, failure);
    return sameNumber(result, current) ? UNCHANGED : result;
  };
}

/** Numbers that MongoDB does not count as a change; 0 and -0 are the same to it. */
function sameNumber(a: Value, b: Value): boolean {
  if (a instanceof Double && b instanceof Double) return a.value === b.value;
  return identical(a, b);
}

function requireNumber(verb: string, field: string, argument: Value): asserts argument is Numeric {
  if (isNumeric(argument)) return;
  const message = `Cannot ${verb} with non-numeric argument: {${elementText(field, argument)}}`;
  throw new CommandError(ErrorCode.TypeMismatch, message);
}

function nonNumericField(operator: string, current: Value, site: Site): CommandError {
  const field = `has the field '${site.path.at(-1)}' of non-numeric type ${typeNameOf(current)}`;
  const message = `Cannot apply ${operator} to a value of non-numeric type. {${idText(site.root)}} ${field}`;
  return new CommandError(ErrorCode.TypeMismatch, message);
}
