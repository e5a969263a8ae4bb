import { CommandError, ErrorCode } from '../../errors';
import type { WriteView } from '../../storage/types';
import type { CommandContext } from '../command';

const INTERRUPTIONS: ReadonlySet<number> = new Set([
  ErrorCode.MaxTimeMSExpired,
  ErrorCode.Interrupted,
  ErrorCode.InterruptedAtShutdown,
  ErrorCode.InterruptedDueToReplStateChange,
]);
const ENDS_TRANSACTION: ReadonlySet<number> = new Set([
  ErrorCode.WriteConflict,
  ErrorCode.SnapshotUnavailable,
  ErrorCode.NoSuchTransaction,
]);

/** How long one write may take, so that other connections get their turn. */
export const WRITE_SLICE_MS = 12;

/** Writes in the command's transaction, or in the next group commit. `work` may run more than once. */
export async function write<T>(context: CommandContext, work: (view: WriteView) => T): Promise<T> {
  const { transaction, services, operation } = context;
  if (transaction) return work(transaction.view);
  const result = await services.storage.write(work, operation);
  services.clock.tick();
  return result;
}

/** True for errors that end the whole command instead of standing for one statement of it. */
export function endsCommand(error: unknown): boolean {
  if (!(error instanceof CommandError)) return true;
  return INTERRUPTIONS.has(error.code) || ENDS_TRANSACTION.has(error.code);
}

/**
 * Lets the failpoint that strikes retryable writes strike: the write fails before it is applied, or the connection
 * is lost after it. Call the answer once the write is done.
 */
export function strikeTransactionalWrite(context: CommandContext): () => void {
  const { retryable, services, connection } = context;
  const struck = retryable ? services.failPoints?.onTransactionalWrite() : undefined;
  if (!struck) return () => undefined;
  if (struck.failureCode !== undefined) {
    if (struck.closesConnection) connection.destroy();
    throw new CommandError(struck.failureCode, 'Failing write due to failpoint. The write must not be reflected.');
  }
  return () => {
    if (struck.closesConnection) connection.destroy();
  };
}
