import type { Operation } from '../../operation';
import { readBatch } from '../cursors/batches';
import { closeSource, type DocumentSource } from '../cursors/cursors';

/** Reads a source to its end in batches, one after another, and closes it. */
export async function eachBatch(
  source: DocumentSource,
  size: number,
  operation: Operation,
  consume: (documents: readonly Buffer[]) => Promise<void>,
): Promise<void> {
  try {
    let pending: Buffer | undefined;
    for (;;) {
      const batch = await readBatch(source, size, operation, pending);
      if (batch.documents.length > 0) await consume(batch.documents);
      if (batch.exhausted) return;
      pending = batch.pending;
    }
  } finally {
    closeSource(source);
  }
}
