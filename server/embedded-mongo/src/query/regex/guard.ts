import { createContext, Script } from 'node:vm';
import { CommandError, ErrorCode } from '../../errors';
import { checkInterrupt, type Operation } from '../../operation';

/** Milliseconds that risky regular expressions may take together in one command. */
const COMMAND_BUDGET_MS = 1000;
/** A single call below this many milliseconds is not counted against the budget. */
const FREE_MS = 0.1;

/** mongod's code for a regular expression that failed while it ran. */
const REGEX_FAILED = 51156;

const spentBy = new WeakMap<Operation, number>();

let task: () => unknown = () => undefined;
let context: object | undefined;
const script = new Script('run()');

function remaining(operation: Operation): number {
  return COMMAND_BUDGET_MS - (spentBy.get(operation) ?? 0);
}

function spend(operation: Operation, since: number): void {
  const elapsed = performance.now() - since;
  if (elapsed > FREE_MS) spentBy.set(operation, (spentBy.get(operation) ?? 0) + elapsed);
}

function outOfTime(): CommandError {
  return new CommandError(
    REGEX_FAILED,
    `Error occurred while executing the regular expression: it took longer than ${COMMAND_BUDGET_MS} milliseconds`,
  );
}

function deadlineExceeded(): CommandError {
  return new CommandError(ErrorCode.MaxTimeMSExpired, 'operation exceeded time limit');
}

/** Runs a match whose worst case is small but not negligible, and counts its time. */
export function runCounted<T>(operation: Operation, work: () => T): T {
  const start = performance.now();
  if (remaining(operation) <= 0) throw outOfTime();
  const result = work();
  spend(operation, start);
  return result;
}

/** Runs a match that may take arbitrarily long; it is cut off at the command's deadline or when the budget is used up. */
export function runGuarded<T>(operation: Operation, work: () => T): T {
  checkInterrupt(operation);
  const start = performance.now();
  const budget = Math.min(remaining(operation), operation.deadline - start);
  if (budget <= 0) throw outOfTime();
  context ??= createContext({ run: () => task() });
  task = work;
  try {
    return script.runInContext(context, { timeout: Math.max(1, Math.ceil(budget)) }) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw failure(error);
    // The timer may fire a little before the deadline it was set for.
    throw operation.deadline - start <= budget ? deadlineExceeded() : outOfTime();
  } finally {
    task = () => undefined;
    spend(operation, start);
  }
}

/** The engine's own refusals: a pattern too large to compile, or its stack used up. */
export function failure(error: unknown): unknown {
  const name = (error as Error | undefined)?.name;
  if (name === 'RangeError') {
    return new CommandError(REGEX_FAILED, 'Error occurred while executing the regular expression: out of stack');
  }
  if (name === 'SyntaxError') return invalid('regular expression is too large');
  return error;
}

/** MongoDB's error for a pattern that is no regular expression. */
export function invalid(reason: string): CommandError {
  return new CommandError(51091, `Regular expression is invalid: ${reason}`);
}

/** Error for options other than `imsxu`. */
export function invalidFlags(flags: string): CommandError {
  return new CommandError(51108, ` invalid flag in regex options: ${flags}`);
}

/** Error for a NUL in the pattern. */
export function embeddedNull(): CommandError {
  return new CommandError(ErrorCode.BadValue, 'Regular expression cannot contain an embedded null byte');
}
