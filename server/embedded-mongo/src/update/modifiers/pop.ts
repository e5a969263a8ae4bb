import type { Value } from '../../bson/values';
import { isArray, typeNameOf } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import type { Modifier } from '../modifier';
import { UNCHANGED } from '../modifier';
import { requireInteger } from './integer';

/** `$pop` */
export function popModifier(field: string, argument: Value): Modifier {
  const end = requireInteger(field, argument);
  if (end !== 1 && end !== -1) {
    throw new CommandError(ErrorCode.FailedToParse, `$pop expects 1 or -1, found: ${end}`);
  }
  return {
    change: (current, site) => {
      if (!isArray(current)) {
        const found = `contains an element of non-array type '${typeNameOf(current)}'`;
        throw new CommandError(ErrorCode.TypeMismatch, `Path '${site.path.join('.')}' ${found}`);
      }
      if (current.length === 0) return UNCHANGED;
      return end === -1 ? current.slice(1) : current.slice(0, -1);
    },
  };
}
