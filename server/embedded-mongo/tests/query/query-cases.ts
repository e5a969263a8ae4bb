import { fromJs } from '../../src/bson/js';
import type { Doc } from '../../src/bson/values';
import { CommandError } from '../../src/errors';
import { type Operation, plainOperation } from '../../src/operation';
import { compileFilter } from '../../src/query/filter';

/** A document from a plain object. */
export function doc(value: object): Doc {
  return fromJs(value) as Doc;
}

/** Whether a query matches a document. */
export function matches(filter: object, document: object, operation: Operation = plainOperation()): boolean {
  return compileFilter(doc(filter), operation).matches(doc(document));
}

/** Array position that the match leaves for the positional operator. */
export function positionOf(filter: object, document: object): number | undefined {
  const details: { position?: number } = {};
  return compileFilter(doc(filter), plainOperation()).matches(doc(document), details) ? details.position : undefined;
}

/** Code and message of the error. */
export function refusal(work: () => unknown): [number, string] {
  try {
    work();
  } catch (error) {
    if (error instanceof CommandError) return [error.code, error.message];
    throw error;
  }
  throw new Error('nothing was thrown');
}
