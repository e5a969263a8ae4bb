import type { Doc, Value } from '../../bson/values';
import { docOf } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import { arrayField, countField, fieldRules, requiredField, stringField } from '../arguments';
import type { CommandContext, CommandTable } from '../command';
import { readBatch } from '../cursors/batches';
import { cursorReply } from '../cursors/cursor-reply';
import type { Cursor } from '../cursors/cursors';
import { checkCursorOwner, cursorNotFound } from '../cursors/open-cursor';
import { namespaceOf } from '../namespaces';

/** getMore and killCursors. */
export const cursorCommands: CommandTable = {
  getMore: {
    fields: fieldRules({ collection: 'string', batchSize: 'number', term: 'any', lastKnownCommittedOpTime: 'any' }),
    reads: true,
    inTransactions: true,
    stableApi: true,
    run: getMore,
  },
  killCursors: {
    fields: fieldRules({ cursors: 'array' }),
    inTransactions: true,
    stableApi: true,
    run: killCursors,
  },
};

function findCursor(context: CommandContext): Cursor {
  const { command, database, services } = context;
  const id = command.get('getMore');
  if (typeof id !== 'bigint') {
    throw new CommandError(
      ErrorCode.TypeMismatch,
      "BSON field 'getMore.getMore' is the wrong type, expected type 'long'",
    );
  }
  requiredField(command, 'collection', 'getMore');
  const cursor = services.cursors.get(id);
  if (!cursor) throw cursorNotFound(id);
  const namespace = `${database}.${stringField(command, 'collection')}`;
  if (cursor.namespace !== namespace) {
    throw new CommandError(
      ErrorCode.Unauthorized,
      `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
    );
  }
  checkCursorOwner(cursor, context);
  if (cursor.busy) {
    throw new CommandError(12051, `cursor with id ${id} is already in use`);
  }
  if (command.has('maxTimeMS')) {
    throw new CommandError(ErrorCode.BadValue, 'cannot set maxTimeMS on getMore command for a non-awaitData cursor');
  }
  return cursor;
}

async function getMore(context: CommandContext): Promise<Buffer> {
  const { services, operation } = context;
  const cursor = findCursor(context);
  services.counters.getMores += 1;
  const size = countField(context.command, 'batchSize', 'getMore') || Number.POSITIVE_INFINITY;
  // The pipeline behind the cursor looks at the operation of the command that opened it.
  const reading = cursor.operation;
  reading.deadline = performance.now() + cursor.remainingMs;
  const stop = context.connection.onClose(() => {
    reading.interrupted = true;
  });
  if (operation.interrupted) reading.interrupted = true;
  context.session?.operations.add(reading);
  cursor.busy = true;
  let keep = false;
  try {
    const batch = await readBatch(cursor.source, size, reading, cursor.pending);
    cursor.pending = batch.pending;
    keep = !batch.exhausted && !cursor.killed;
    return cursorReply(batch.documents, {
      id: keep ? cursor.id : 0n,
      namespace: cursor.namespace,
      field: 'nextBatch',
    });
  } finally {
    stop();
    context.session?.operations.delete(reading);
    cursor.remainingMs = reading.deadline - performance.now();
    reading.deadline = Number.POSITIVE_INFINITY;
    cursor.lastUse = Date.now();
    cursor.busy = false;
    if (!keep) services.cursors.kill(cursor);
  }
}

function killCursors(context: CommandContext): Doc {
  const namespace = namespaceOf(context);
  const ids = arrayField(context.command, 'cursors');
  if (!ids) throw new CommandError(40414, "BSON field 'killCursors.cursors' is missing but a required field");
  const killed: Value[] = [];
  const notFound: Value[] = [];
  for (const id of ids) {
    if (typeof id !== 'bigint') {
      throw new CommandError(
        ErrorCode.TypeMismatch,
        "BSON field 'killCursors.cursors.0' is the wrong type, expected type 'long'",
      );
    }
    const cursor = context.services.cursors.get(id);
    if (cursor && cursor.namespace === namespace) {
      context.services.cursors.kill(cursor);
      killed.push(id);
    } else notFound.push(id);
  }
  return docOf({ cursorsKilled: killed, cursorsNotFound: notFound, cursorsAlive: [], cursorsUnknown: [] });
}
