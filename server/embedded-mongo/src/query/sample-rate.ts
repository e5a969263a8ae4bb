import { isNumeric, toDouble } from '../bson/numeric';
import type { Value } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import { ALWAYS, type Matcher } from './condition';

/** `$sampleRate`: lets a share of the documents through, at random. */
export function sampleRate(value: Value): Matcher {
  if (!isNumeric(value)) throw new CommandError(ErrorCode.BadValue, 'argument to $sampleRate must be a numeric type');
  const rate = toDouble(value);
  if (!(rate >= 0 && rate <= 1)) {
    throw new CommandError(ErrorCode.BadValue, 'numeric argument to $sampleRate must be in [0, 1]');
  }
  return rate === 1 ? ALWAYS : () => Math.random() < rate;
}
