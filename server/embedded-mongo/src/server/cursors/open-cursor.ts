import { encodeDocument } from '../../bson/encode';
import type { Doc } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import { checkFields, countField, docField, fieldRules } from '../arguments';
import type { CommandContext } from '../command';
import { DEFAULT_BATCH, readBatch } from './batches';
import { cursorReply } from './cursor-reply';
import { type Cursor, type CursorOwner, closeSource, type DocumentSource } from './cursors';

/** How a command wants its first batch. */
export interface FirstBatch {
  readonly namespace: string;
  readonly batchSize?: number;
  /** Close the cursor after this batch, whatever is left. */
  readonly single?: boolean;
  readonly noTimeout?: boolean;
  readonly atClusterTime?: bigint;
}

/** Session and transaction that a cursor opened by this command belongs to. */
export function cursorOwner(context: CommandContext): CursorOwner {
  return {
    sessionKey: context.session?.key,
    txnNumber: context.transaction ? context.session?.txnNumber : undefined,
  };
}

/** Answers the first batch of a reading and keeps the rest for getMore. The source is closed when it fails or ends. */
export async function openCursor(context: CommandContext, source: DocumentSource, first: FirstBatch): Promise<Buffer> {
  const { operation, services } = context;
  let cursor: Cursor | undefined;
  try {
    const batch = await readBatch(source, first.batchSize ?? DEFAULT_BATCH, operation);
    if (!batch.exhausted && !first.single) {
      const remainingMs = operation.deadline - performance.now();
      cursor = services.cursors.open({
        namespace: first.namespace,
        source,
        operation,
        pending: batch.pending,
        remainingMs,
        noTimeout: first.noTimeout === true,
        ...cursorOwner(context),
      });
      // Between commands no clock runs against the reading, and the end of this connection does not end it.
      operation.deadline = Number.POSITIVE_INFINITY;
    }
    const { namespace, atClusterTime } = first;
    return cursorReply(batch.documents, { id: cursor?.id ?? 0n, namespace, field: 'firstBatch', atClusterTime });
  } finally {
    if (!cursor) closeSource(source);
  }
}

/** Answers documents that are all at hand (catalog listings) through a cursor. */
export function openListCursor(context: CommandContext, documents: Iterable<Doc>, namespace: string): Promise<Buffer> {
  const encoded = Array.from(documents, (doc) => encodeDocument(doc));
  const source = { documents: encoded[Symbol.iterator](), close: () => undefined };
  return openCursor(context, source, { namespace, batchSize: cursorBatchSize(context.command, context.name) });
}

const CURSOR_FIELDS = fieldRules({ batchSize: 'number' });

/** `cursor.batchSize` of a command. */
export function cursorBatchSize(command: Doc, name: string): number | undefined {
  const cursor = docField(command, 'cursor');
  if (!cursor) return undefined;
  checkFields(cursor, CURSOR_FIELDS, `${name}.cursor`);
  return countField(cursor, 'batchSize', `${name}.cursor`);
}

/** Refuses to continue a cursor in another session or transaction than it was opened in. */
export function checkCursorOwner(cursor: Cursor, context: CommandContext): void {
  const owner = cursorOwner(context);
  if (cursor.sessionKey !== owner.sessionKey) {
    const [code, where] =
      owner.sessionKey === undefined
        ? [50737, 'without an lsid']
        : [cursor.sessionKey === undefined ? 50736 : 50738, 'in another session'];
    throw new CommandError(
      code,
      `Cannot run getMore on cursor ${cursor.id}, which was created in its own session, ${where}`,
    );
  }
  if (cursor.txnNumber !== owner.txnNumber) {
    const code = owner.txnNumber === undefined ? 50740 : cursor.txnNumber === undefined ? 50739 : 50741;
    throw new CommandError(
      code,
      `Cannot run getMore on cursor ${cursor.id}, which belongs to another transaction or none`,
    );
  }
}

/** The error for a cursor that does not exist (any more). */
export function cursorNotFound(id: bigint): CommandError {
  return new CommandError(ErrorCode.CursorNotFound, `cursor id ${id} not found`);
}
