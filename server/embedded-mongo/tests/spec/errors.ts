import { type Document, MongoServerError } from 'mongodb';
import type { ExpectedError } from './format';
import { type MatchLookup, match } from './matching';
import { plainResult } from './results';

/** What the driver's errors may carry. */
interface DriverError extends Error {
  code?: unknown;
  codeName?: string;
  errorResponse?: Document;
  result?: Document;
  partialResult?: unknown;
  writeErrors?: unknown;
  writeConcernErrors?: Document[];
  cause?: unknown;
  hasErrorLabel?(label: string): boolean;
}

type Check = (wanted: never, error: DriverError, lookup: MatchLookup) => void;

const CHECKS: { readonly [K in keyof ExpectedError]-?: Check } = {
  isError: () => undefined,
  isClientError: (wanted: boolean, error) => {
    if (error instanceof MongoServerError === wanted)
      throw new Error(`expected an error of the ${wanted ? 'client' : 'server'}, got ${describeError(error)}`);
  },
  isTimeoutError: (wanted: boolean, error) => {
    if (/Timeout/.test(error.name) !== wanted)
      throw new Error(`expected a timeout: ${wanted}, got ${describeError(error)}`);
  },
  errorContains: (wanted: string, error) => {
    if (!error.message.toLowerCase().includes(wanted.toLowerCase()))
      throw new Error(`expected a message with "${wanted}", got ${describeError(error)}`);
  },
  errorCode: (wanted: number, error) => {
    if (!codes(error).includes(wanted)) throw new Error(`expected code ${wanted}, got ${describeError(error)}`);
  },
  errorCodeName: (wanted: string, error) => {
    const names = replies(error).map((reply) => reply['codeName']);
    if (error.codeName !== wanted && !names.includes(wanted))
      throw new Error(`expected codeName ${wanted}, got ${describeError(error)}`);
  },
  errorLabelsContain: (wanted: string[], error) => {
    const missing = wanted.filter((label) => !error.hasErrorLabel?.(label));
    if (missing.length > 0) throw new Error(`expected label ${missing.join(', ')} on ${describeError(error)}`);
  },
  errorLabelsOmit: (wanted: string[], error) => {
    const unwanted = wanted.filter((label) => error.hasErrorLabel?.(label));
    if (unwanted.length > 0) throw new Error(`unexpected label ${unwanted.join(', ')} on ${describeError(error)}`);
  },
  errorResponse: (wanted: Document, error, lookup) => {
    const cause = error.cause as DriverError | undefined;
    match(wanted, error.errorResponse ?? cause?.errorResponse ?? error.result, lookup);
  },
  writeErrors: (wanted: Record<string, Document>, error, lookup) => {
    const actual = error.writeErrors instanceof Map ? Object.fromEntries(error.writeErrors) : error.writeErrors;
    const found = (actual ?? {}) as Record<string, unknown>;
    if (Object.keys(found).join() !== Object.keys(wanted).join())
      throw new Error(`expected write errors at ${Object.keys(wanted)}, got ${Object.keys(found)}`);
    for (const [index, one] of Object.entries(wanted)) match(one, found[index], lookup);
  },
  writeConcernErrors: (wanted: Document[], error, lookup) => match(wanted, error.writeConcernErrors, lookup),
  expectResult: (wanted: unknown, error, lookup) => {
    match(wanted, plainResult(error.partialResult ?? error.result), lookup);
  },
};

/** Checks an error that a step threw against what the test expects; throws an Error that says what differs. */
export function checkError(expected: ExpectedError, thrown: unknown, lookup: MatchLookup): void {
  if (!(thrown instanceof Error)) throw new Error(`something else than an error was thrown: ${String(thrown)}`);
  for (const [name, wanted] of Object.entries(expected)) {
    const check = CHECKS[name as keyof ExpectedError];
    if (!check) throw new Error(`unknown expectation of an error: ${name}`);
    check(wanted as never, thrown, lookup);
  }
}

/** Name, code and message of an error in one line. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as DriverError;
  return `${error.name}${code === undefined ? '' : ` ${String(code)}`}: ${error.message}`;
}

function replies(error: DriverError): Document[] {
  const causes = [error, error.cause as DriverError | undefined];
  return causes
    .flatMap((one) => [one?.errorResponse, one?.result])
    .flatMap((one) => [one, one?.['writeConcernError'] as Document | undefined])
    .filter((one): one is Document => one !== undefined && one !== null);
}

function codes(error: DriverError): unknown[] {
  return [error.code, (error.cause as DriverError | undefined)?.code, ...replies(error).map((reply) => reply['code'])];
}
