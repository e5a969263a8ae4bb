import { createCollator } from '../bson/collation';
import { Timestamp } from '../bson/values';
import { letVariables } from '../expression/expression';
import type { View } from '../storage/types';
import { docField } from './arguments';
import type { CommandContext } from './command';

/** The data a command reads, consistent until it is closed. */
export interface Reading {
  readonly view: View;
  /** Set for snapshot reads outside transactions: the point in time to answer. */
  readonly atClusterTime?: bigint;
  close(): void;
}

/** Opens the data for a command: of its transaction, of its point in time, or as it is now. */
export function openReading(context: CommandContext): Reading {
  const { transaction, services, command } = context;
  if (transaction) return { view: transaction.view, close: () => undefined };
  const concern = docField(command, 'readConcern');
  if (concern?.get('level') === 'snapshot') {
    const at = concern.get('atClusterTime');
    const { view, time, close } = services.pinnedSnapshots.open(at instanceof Timestamp ? at.value : undefined);
    return { view, atClusterTime: time, close };
  }
  const snapshot = services.storage.snapshot();
  return { view: snapshot, close: () => snapshot.close() };
}

/** Reads with `work` and closes the reading after it. */
export async function reading<T>(context: CommandContext, work: (reading: Reading) => T | Promise<T>): Promise<T> {
  const opened = openReading(context);
  try {
    return await work(opened);
  } finally {
    opened.close();
  }
}

/** Takes `collation` and `let` of a command into its operation. */
export function applyCollationAndLet(context: CommandContext): void {
  const { command, operation } = context;
  if (command.has('collation')) operation.collator = createCollator(docField(command, 'collation'));
  if (command.has('let')) operation.variables = letVariables(docField(command, 'let'), operation);
}
