import { fromJs, toJs } from '../../src/bson/js';
import type { Doc, Value } from '../../src/bson/values';
import { CommandError } from '../../src/errors';
import { plainOperation } from '../../src/operation';
import { compileUpdate } from '../../src/update/compile';
import { upsertDocument } from '../../src/update/upsert';

/** Plain JavaScript objects stand for documents: whole numbers are int, others double. */
export interface Circumstances {
  arrayFilters?: unknown[];
  position?: number;
  isInsert?: boolean;
  now?: number;
}

export const doc = (value: unknown): Doc => fromJs(value) as Doc;

export function compiled(update: unknown, circumstances: Circumstances = {}) {
  const { arrayFilters, now } = circumstances;
  return compileUpdate(fromJs(update), {
    arrayFilters: arrayFilters === undefined ? undefined : (fromJs(arrayFilters) as Value),
    filter: new Map(),
    operation: plainOperation(now ?? 1_700_000_000_000),
  });
}

/** The document after the update, still in the server's own form. */
export function rawUpdated(before: Doc, update: unknown, circumstances: Circumstances = {}): Doc {
  const { position, isInsert = false } = circumstances;
  return compiled(update, circumstances).apply(before, { position, isInsert });
}

/** The document after the update, as a plain object. */
export function updated(before: unknown, update: unknown, circumstances: Circumstances = {}): unknown {
  return toJs(rawUpdated(doc(before), update, circumstances));
}

/** Code and message of the error that `work` throws. */
export function errorOf(work: () => unknown): [number, string] {
  try {
    work();
  } catch (error) {
    if (error instanceof CommandError) return [error.code, error.message];
    throw error;
  }
  throw new Error('no error was thrown');
}

export function upserted(filter: unknown, update: unknown): Doc {
  return upsertDocument(doc(filter), compiled(update), plainOperation());
}
