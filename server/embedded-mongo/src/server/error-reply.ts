import { type Doc, Double, docOf } from '../bson/values';
import { CommandError, codeName, ErrorCode } from '../errors';
import { reportFault } from '../fault-log';
import type { LabelContext } from './error-labels';
import { labelsFor } from './error-labels';

/** Turns anything thrown into an error of the protocol. A fault of this server is reported on stderr, once. */
export function asCommandError(error: unknown, during: string): CommandError {
  if (error instanceof CommandError) return error;
  const message = error instanceof Error ? error.message : String(error);
  reportFault(`fault in ${during}`, error);
  return new CommandError(ErrorCode.InternalError, `internal error: ${message}`);
}

/** The answer `ok: 0`. `labels` given by a failpoint replace those the rules would set. */
export function errorReply(error: CommandError, context: LabelContext, labels?: readonly string[]): Doc {
  const chosen = labels ?? labelsFor(error.code, error.labels, context);
  const reply = docOf({
    ok: new Double(0),
    errmsg: error.message,
    code: error.code,
    codeName: codeName(error.code),
  });
  for (const [name, value] of error.fields ?? []) reply.set(name, value);
  if (chosen.length > 0) reply.set('errorLabels', [...chosen]);
  return reply;
}
