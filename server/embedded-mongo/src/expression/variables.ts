import type { Maybe } from '../bson/values';
import { UtcDate } from '../bson/values';
import { CommandError, ErrorCode, notSupported } from '../errors';
import type { Operation } from '../operation';
import type { Env, Expression, ExpressionScope } from './scope';

/** What `$redact` answers to keep a document as it is. */
export const KEEP = 'keep';
/** What `$redact` answers to drop a document. */
export const PRUNE = 'prune';
/** What `$redact` answers to keep a document's fields and look into its subdocuments. */
export const DESCEND = 'descend';

/** The variables that exist inside `$redact` only; its stage adds them to scope and environment. */
export const REDACT_VARIABLES: ReadonlyMap<string, Maybe> = new Map([
  ['KEEP', KEEP],
  ['PRUNE', PRUNE],
  ['DESCEND', DESCEND],
]);

const REFUSED = new Set(['CLUSTER_TIME', 'JS_SCOPE', 'IS_MR', 'SEARCH_META', 'USER_ROLES']);

/** Throws unless users may define a variable of this name (`let`, `$let`, `as`). */
export function validateVariableName(name: string): void {
  if (name === 'CURRENT') return;
  validateReadName(name);
  if (!/^[a-z\u0080-\uffff]/.test(name)) {
    throw new CommandError(
      ErrorCode.FailedToParse,
      `'${name}' starts with an invalid character for a user variable name`,
    );
  }
}

function validateReadName(name: string): void {
  if (name === '') throw new CommandError(ErrorCode.FailedToParse, 'empty variable names are not allowed');
  if (!/^[A-Za-z\u0080-\uffff]/.test(name)) {
    throw new CommandError(
      ErrorCode.FailedToParse,
      `'${name}' starts with an invalid character for a user variable name`,
    );
  }
  const bad = /[^A-Za-z0-9_\u0080-\uffff]/.exec(name);
  if (bad) {
    throw new CommandError(
      ErrorCode.FailedToParse,
      `'${name}' contains an invalid character for a variable name: '${bad[0]}'`,
    );
  }
}

/** Reader of a `$$name`; throws where no such variable is defined. */
export function compileVariable(name: string, scope: ExpressionScope): Expression {
  validateReadName(name);
  if (name === 'CURRENT') return (env) => env.current;
  if (scope.variables.has(name) || scope.operation.variables.has(name)) return (env) => env.variables.get(name);
  if (name === 'ROOT') return (env) => env.root;
  if (name === 'REMOVE') return () => undefined;
  if (name === 'NOW') return nowReader(scope.operation);
  if (REFUSED.has(name)) throw notSupported(`the system variable $$${name}`);
  throw new CommandError(17276, `Use of undefined variable: ${name}`);
}

function nowReader(operation: Operation): Expression {
  const now = new UtcDate(operation.now);
  return () => now;
}

/** An environment inside another one whose variables a loop sets anew for each element. */
export class InnerEnv implements Env {
  readonly root: Maybe;
  current: Maybe;
  readonly variables: Map<string, Maybe>;

  constructor(outer: Env) {
    this.root = outer.root;
    this.current = outer.current;
    this.variables = new Map(outer.variables);
  }

  set(name: string, value: Maybe): void {
    if (name === 'CURRENT') this.current = value;
    else this.variables.set(name, value);
  }
}
