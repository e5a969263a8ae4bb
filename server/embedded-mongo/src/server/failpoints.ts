import { type Doc, isDoc, type Value } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import { arrayField, docField, flagField, numberField, stringField } from './arguments';
import { isRetryableCode } from './error-labels';

/** What a failpoint makes of a command. */
export interface InjectedFailure {
  readonly blockMs: number;
  readonly closesConnection: boolean;
  readonly error?: CommandError;
  readonly writeConcernError?: Doc;
  /** Labels given with the failpoint replace those the server would have chosen. */
  readonly labels?: readonly string[];
}

interface FailPoint {
  readonly data: Doc;
  skip: number;
  /** Commands still to be hit; Infinity for alwaysOn. */
  times: number;
}

/** A command as failpoints look at it. */
export interface FailableCommand {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly appName: string | undefined;
}

/** Fires while a retryable write is being applied, see FailPoints.onTransactionalWrite. */
export const TRANSACTIONAL_WRITE = 'onPrimaryTransactionalWrite';
const NAMES: ReadonlySet<string> = new Set(['failCommand', TRANSACTIONAL_WRITE]);
// A failpoint must always be possible to switch off.
const NEVER_FAIL: ReadonlySet<string> = new Set(['configureFailPoint']);

/** Failures that tests ask for with configureFailPoint. */
export class FailPoints {
  private readonly points = new Map<string, FailPoint>();

  /** Sets or clears a failpoint as the command says. Answers how often it had been entered, which is not counted here. */
  configure(name: string, mode: Value | undefined, data: Doc): void {
    if (!NAMES.has(name)) throw new CommandError(249, `${name} not found`);
    if (mode === 'off') this.points.delete(name);
    else this.points.set(name, { data, ...readMode(mode) });
  }

  /** The failure for this command, counted as used up. */
  failure(command: FailableCommand): InjectedFailure | undefined {
    const point = this.points.get('failCommand');
    if (!point || NEVER_FAIL.has(command.name) || !concerns(point.data, command) || !fires(point)) return undefined;
    const { data } = point;
    const code = numberField(data, 'errorCode');
    const writeConcernError = docField(data, 'writeConcernError');
    const labels = (arrayField(data, 'errorLabels') ??
      (writeConcernError && arrayField(writeConcernError, 'errorLabels'))) as string[] | undefined;
    return {
      blockMs: flagField(data, 'blockConnection') ? (numberField(data, 'blockTimeMS') ?? 0) : 0,
      closesConnection: flagField(data, 'closeConnection') === true,
      error: code === undefined ? undefined : failing(code, data),
      writeConcernError,
      labels,
    };
  }

  /** What happens to a retryable write: the connection is lost after it, and before that it may fail without being applied. */
  onTransactionalWrite(): { readonly closesConnection: boolean; readonly failureCode?: number } | undefined {
    const point = this.points.get(TRANSACTIONAL_WRITE);
    if (!point || !fires(point)) return undefined;
    return {
      closesConnection: flagField(point.data, 'closeConnection') ?? true,
      failureCode: numberField(point.data, 'failBeforeCommitExceptionCode'),
    };
  }
}

function readMode(mode: Value | undefined): { skip: number; times: number } {
  if (mode === 'alwaysOn') return { skip: 0, times: Number.POSITIVE_INFINITY };
  if (!isDoc(mode)) throw new CommandError(ErrorCode.BadValue, `unknown mode: ${String(mode)}`);
  const activation = numberField(mode, 'activationProbability');
  if (activation !== undefined) throw new CommandError(ErrorCode.BadValue, 'activationProbability is not supported');
  return {
    skip: numberField(mode, 'skip') ?? 0,
    times: numberField(mode, 'times') ?? Number.POSITIVE_INFINITY,
  };
}

function concerns(data: Doc, command: FailableCommand): boolean {
  if (!arrayField(data, 'failCommands')?.includes(command.name)) return false;
  const appName = stringField(data, 'appName');
  if (appName !== undefined && appName !== command.appName) return false;
  const namespace = stringField(data, 'namespace');
  return namespace === undefined || namespace === command.namespace;
}

function fires(point: FailPoint): boolean {
  if (point.skip > 0) {
    point.skip -= 1;
    return false;
  }
  if (point.times <= 0) return false;
  point.times -= 1;
  return true;
}

function failing(code: number, data: Doc): CommandError {
  const message = `Failing command via 'failCommand' failpoint`;
  return new CommandError(code, message, docField(data, 'errorExtraInfo'));
}

/** Labels of an injected writeConcernError: those given with it, else RetryableWriteError where the server itself would have set it. */
export function injectedLabels(failure: InjectedFailure, code: number, isRetryable: boolean): readonly string[] {
  return failure.labels ?? (isRetryable && isRetryableCode(code) ? ['RetryableWriteError'] : []);
}
