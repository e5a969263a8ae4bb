import { decimalFromString } from '../../src/bson/decimal';
import { fromJs } from '../../src/bson/js';
import type { Doc, Maybe, Value } from '../../src/bson/values';
import { Double, UtcDate } from '../../src/bson/values';
import { CommandError } from '../../src/errors';
import { compileExpression, rootEnv } from '../../src/expression/expression';
import type { Operation } from '../../src/operation';
import { plainOperation } from '../../src/operation';

/** A double, even where the number is whole. */
export const double = (value: number): Double => new Double(value);
/** A decimal by its text. */
export const decimal = (text: string): Value => decimalFromString(text);
/** A date by its ISO text. */
export const date = (text: string): UtcDate => new UtcDate(Date.parse(text));

/** The day on which all tests run. */
export const NOW = Date.parse('2024-02-29T12:34:56.789Z');

/** Evaluates an expression written in plain JavaScript for a document. */
export function evaluate(source: unknown, doc: unknown = {}, operation: Operation = plainOperation(NOW)): Maybe {
  const expression = compileExpression(fromJs(source), { operation, variables: new Set() });
  return expression(rootEnv(fromJs(doc) as Doc, operation));
}

/** The code and message with which an expression fails, at compilation or evaluation. */
export function failure(source: unknown, doc: unknown = {}, operation?: Operation): { code: number; message: string } {
  try {
    evaluate(source, doc, operation);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { code: error.code, message: error.message };
  }
  throw new Error(`no failure of ${JSON.stringify(source)}`);
}

/** An expression, what it must answer, and the document it reads. */
export type Case = readonly [source: unknown, expected: unknown, doc?: unknown];

/** An expression, the code it must fail with, part of the message, and the document it reads. */
export type Failure = readonly [source: unknown, code: number, message?: string, doc?: unknown];

const show = (value: unknown): string =>
  JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? `${part}n` : part)) ?? 'undefined';

/** One test for each answer. */
export function answers(cases: readonly Case[]): void {
  for (const [source, expected, doc] of cases) {
    it(`answers ${show(expected)} for ${show(source)}${doc === undefined ? '' : ` of ${show(doc)}`}`, () => {
      expect(evaluate(source, doc)).toStrictEqual(expected === undefined ? undefined : fromJs(expected));
    });
  }
}

/** One test for each refusal. */
export function refusals(cases: readonly Failure[]): void {
  for (const [source, code, message, doc] of cases) {
    it(`refuses ${show(source)}${doc === undefined ? '' : ` of ${show(doc)}`} with ${code}`, () => {
      const failed = failure(source, doc);
      expect(failed.code).toBe(code);
      if (message !== undefined) expect(failed.message).toContain(message);
    });
  }
}
