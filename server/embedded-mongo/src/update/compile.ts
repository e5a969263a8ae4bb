import type { Doc, Maybe, Value } from '../bson/values';
import { isArray, isDoc } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import type { Operation } from '../operation';
import { compileArrayFilters } from './array-filters';
import type { CompiledUpdate } from './compiled-update';
import { compileOperators } from './operators';
import { compilePipelineUpdate } from './pipeline';
import { compileReplacement } from './replacement';

export type { ApplyContext, CompiledUpdate } from './compiled-update';

/** What goes with the update document or pipeline of a command. */
export interface UpdateOptions {
  /** The `arrayFilters` of the statement. */
  readonly arrayFilters?: Value;
  /** Query of the statement. */
  readonly filter: Doc;
  readonly operation: Operation;
  /** Constants of the statement (`c`), for pipelines only. Those of the command's `let` are in `operation`. */
  readonly variables?: ReadonlyMap<string, Maybe>;
}

/**
 * Compiles an update: operators when the first field begins with `$`, a pipeline when it is an array, else a
 * replacement. Throws CommandError for everything that is wrong without regard to a document.
 */
export function compileUpdate(update: Value, options: UpdateOptions): CompiledUpdate {
  const { operation, variables } = options;
  const filters = compileArrayFilters(options.arrayFilters, operation);
  if (isArray(update)) {
    if (filters.size > 0) {
      const message = 'arrayFilters may not be specified for pipeline-style updates';
      throw new CommandError(ErrorCode.FailedToParse, message);
    }
    return compilePipelineUpdate(update, operation, variables);
  }
  if (!isDoc(update)) {
    throw new CommandError(ErrorCode.FailedToParse, 'Update argument must be either an object or an array');
  }
  if (variables !== undefined && variables.size > 0) {
    throw new CommandError(51198, 'Constant values may only be specified for pipeline updates');
  }
  const [first] = update.keys();
  if (first?.startsWith('$')) return compileOperators(update, filters, operation);
  return compileReplacement(update, operation);
}
