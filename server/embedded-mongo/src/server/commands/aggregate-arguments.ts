import { type Doc, isDoc, type Value } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import { arrayField, numberField, requiredField } from '../arguments';
import type { CommandContext } from '../command';
import { namespaceOf } from '../namespaces';

/** The collection that a pipeline reads; undefined for `aggregate: 1`. */
export function aggregateNamespace(context: CommandContext): string | undefined {
  if (numberField(context.command, context.name) === undefined) return namespaceOf(context);
  if (numberField(context.command, context.name) === 1) return undefined;
  throw new CommandError(
    ErrorCode.FailedToParse,
    `Invalid command format: the 'aggregate' field must specify a collection name or 1`,
  );
}

/** The stages of a command, each an object. */
export function pipelineOf(command: Doc): Value[] {
  requiredField(command, 'pipeline', 'aggregate');
  const pipeline = arrayField(command, 'pipeline');
  if (!pipeline) throw new CommandError(ErrorCode.TypeMismatch, "'pipeline' option must be specified as an array");
  for (const stage of pipeline) {
    if (isDoc(stage)) continue;
    throw new CommandError(ErrorCode.TypeMismatch, "Each element of the 'pipeline' array must be an object");
  }
  return pipeline;
}
