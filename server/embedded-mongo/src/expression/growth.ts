import type { Doc, Maybe, Value } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import type { Operation } from '../operation';
import { checkInterrupt } from '../operation';

/** Most bytes that one computed value may stand for, as MongoDB's limit for blocking operators. */
export const MAX_VALUE_BYTES = 100 * 1024 * 1024;
/** Longest computed string: MongoDB's limit for a document inside the server, 16 MB and 16 KB. */
export const MAX_STRING_BYTES = 16 * 1024 * 1024 + 16 * 1024;
/** Deepest nesting of a computed value. */
const MAX_VALUE_DEPTH = 200;
const BYTES_PER_SLOT = 16;

interface Extent {
  readonly bytes: number;
  readonly depth: number;
}

/**
 * Extents of containers seen before. Values are shared, never copied: `["$$a", "$$a"]` nested 40 times takes
 * 40 arrays, yet stands for 2^40 elements. Remembering each extent keeps the count linear in what is in memory.
 */
const known = new WeakMap<object, Extent>();

/** Hands a computed array or document on, unless the whole it stands for is too big or too deep. */
export function boundGrowth<T extends Value[] | Doc>(container: T): T {
  if (containersWithin(container) > 0) extentOf(container, 0);
  return container;
}

/** Like `boundGrowth` for any value. */
export function boundValue(value: Maybe): Maybe {
  if (value instanceof Map || Array.isArray(value)) extentOf(value, 0);
  return value;
}

/**
 * For a value put into a document: `$$ROOT` in a field of each of many stages doubles the document with every stage.
 * Values without arrays or documents inside are not looked through.
 */
export function boundComputed(value: Maybe): Maybe {
  return value instanceof Map || Array.isArray(value) ? boundGrowth(value) : value;
}

/** Throws when an array of this many elements would not fit the limit. */
export function boundLength(length: number, operator: string): void {
  if (length * BYTES_PER_SLOT > MAX_VALUE_BYTES) throw tooBig(operator);
}

/** Throws when a computed string is longer than a document may be. */
export function boundString(text: string, operator: string): string {
  // A UTF-16 unit takes at least one byte, so this needs no count of the real length below the limit's third.
  if (text.length * 3 <= MAX_STRING_BYTES) return text;
  if (text.length > MAX_STRING_BYTES || Buffer.byteLength(text) > MAX_STRING_BYTES) throw tooBig(operator);
  return text;
}

function tooBig(what: string): CommandError {
  return new CommandError(ErrorCode.ExceededMemoryLimit, `${what} would use too much memory`);
}

function containersWithin(container: Value[] | Doc): number {
  let count = 0;
  for (const value of container.values()) if (value instanceof Map || Array.isArray(value)) count++;
  return count;
}

function extentOf(container: Value[] | Doc, level: number): Extent {
  const before = known.get(container);
  if (before) return before;
  if (level > MAX_VALUE_DEPTH) throw tooDeep();
  let bytes = container instanceof Map ? namesLength(container) : BYTES_PER_SLOT;
  let depth = 0;
  for (const value of container.values()) {
    bytes += BYTES_PER_SLOT;
    if (typeof value === 'string') bytes += value.length;
    else if (value instanceof Map || Array.isArray(value)) {
      const inner = extentOf(value, level + 1);
      bytes += inner.bytes;
      depth = Math.max(depth, inner.depth);
    }
  }
  if (depth >= MAX_VALUE_DEPTH) throw tooDeep();
  if (bytes > MAX_VALUE_BYTES) throw tooBig('a computed value');
  const extent = { bytes, depth: depth + 1 };
  known.set(container, extent);
  return extent;
}

function namesLength(doc: Doc): number {
  let length = 0;
  for (const name of doc.keys()) length += name.length;
  return length;
}

function tooDeep(): CommandError {
  return new CommandError(ErrorCode.Overflow, `a computed value is nested more than ${MAX_VALUE_DEPTH} levels deep`);
}

/** Longest that expressions may keep everybody else waiting: there is no pause within the expressions of one document. */
const MAX_TURN_MS = 1000;
const STEPS_BETWEEN_CHECKS = 256;

let steps = 0;
let turnStartedAt: number | undefined;

/** To be called in every loop over data: now and then looks whether the command should stop. */
export function loopStep(operation: Operation): void {
  if (++steps < STEPS_BETWEEN_CHECKS) return;
  steps = 0;
  checkInterrupt(operation);
  checkTurn();
}

function checkTurn(): void {
  const now = performance.now();
  if (turnStartedAt === undefined) {
    turnStartedAt = now;
    setImmediate(() => {
      turnStartedAt = undefined;
    });
  } else if (now - turnStartedAt > MAX_TURN_MS) {
    throw new CommandError(
      ErrorCode.MaxTimeMSExpired,
      `operation exceeded time limit: the expressions of one document took longer than ${MAX_TURN_MS} milliseconds`,
    );
  }
}
