import type { Value } from '../../bson/values';
import { isDoc, typeNameOf, UtcDate } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import type { Operation } from '../../operation';
import { nextTimestamp } from '../cluster-time';
import type { Modifier } from '../modifier';

/** `$currentDate` */
export function currentDateModifier(_field: string, argument: Value, operation: Operation): Modifier {
  const type = requestedType(argument);
  const now = () => (type === 'date' ? new UtcDate(operation.now) : nextTimestamp(operation.now));
  return { change: now, create: now };
}

function requestedType(argument: Value): 'date' | 'timestamp' {
  if (typeof argument === 'boolean') return 'date';
  if (!isDoc(argument)) {
    throw new CommandError(
      ErrorCode.BadValue,
      `${typeNameOf(argument)} is not valid type for $currentDate.` +
        " Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).",
    );
  }
  for (const name of argument.keys()) {
    if (name !== '$type') throw new CommandError(ErrorCode.BadValue, `Unrecognized $currentDate option: ${name}`);
  }
  const type = argument.get('$type');
  if (typeof type === 'string' && (type === 'date' || type === 'timestamp')) return type;
  throw new CommandError(
    ErrorCode.BadValue,
    "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}",
  );
}
