import { ErrorCode } from '../errors';

const RETRYABLE_CODES: ReadonlySet<number> = new Set([
  ErrorCode.InterruptedAtShutdown,
  ErrorCode.InterruptedDueToReplStateChange,
  ErrorCode.NotWritablePrimary,
  ErrorCode.NotPrimaryNoSecondaryOk,
  ErrorCode.NotPrimaryOrSecondary,
  ErrorCode.PrimarySteppedDown,
  ErrorCode.ShutdownInProgress,
  ErrorCode.HostNotFound,
  ErrorCode.HostUnreachable,
  ErrorCode.NetworkTimeout,
  ErrorCode.SocketException,
  ErrorCode.ExceededTimeLimit,
  134,
]);

const ALWAYS_TRANSIENT: ReadonlySet<number> = new Set([
  ErrorCode.WriteConflict,
  ErrorCode.LockTimeout,
  ErrorCode.PreparedTransactionInProgress,
  ErrorCode.SnapshotUnavailable,
  ErrorCode.NoSuchTransaction,
  239,
]);

/** Codes after which the same write may succeed on another try (a lost primary, a lost network). */
export function isRetryableCode(code: number): boolean {
  return RETRYABLE_CODES.has(code);
}

/** How a command stands to transactions and retries, for the choice of labels. */
export interface LabelContext {
  readonly inTransaction: boolean;
  readonly endsTransaction: boolean;
  readonly isRetryableWrite: boolean;
}

/** Labels of a failed command, by MongoDB's rules. */
export function labelsFor(code: number, own: readonly string[], context: LabelContext): string[] {
  const labels = new Set(own);
  if (context.inTransaction) {
    if (ALWAYS_TRANSIENT.has(code) || (!context.endsTransaction && isRetryableCode(code))) {
      labels.add('TransientTransactionError');
    }
  } else {
    labels.delete('TransientTransactionError');
  }
  if ((context.isRetryableWrite || context.endsTransaction) && isRetryableCode(code)) labels.add('RetryableWriteError');
  return [...labels];
}
