import { type TerminalWrite, terminalWrite } from '../../aggregation/terminal-write';
import type { Value } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import { docField, fieldRules, flagField } from '../arguments';
import type { CommandContext, CommandTable } from '../command';
import { cursorReply } from '../cursors/cursor-reply';
import type { DocumentSource } from '../cursors/cursors';
import { cursorBatchSize, openCursor } from '../cursors/open-cursor';
import { applyCollationAndLet, openReading } from '../readings';
import type { Reply } from '../reply-body';
import { writeMerged } from '../writes/merge-stage';
import { writeOut } from '../writes/out-stage';
import { aggregateNamespace, pipelineOf } from './aggregate-arguments';
import { explainAggregate } from './explain-aggregate';
import { hintOf } from './find';
import { pipelineSource } from './pipeline-source';

/** Fields of aggregate, also inside explain. */
export const AGGREGATE_FIELDS = fieldRules({
  pipeline: 'any',
  explain: 'flag',
  allowDiskUse: 'flag',
  cursor: 'object',
  bypassDocumentValidation: 'flag',
  collation: 'object',
  hint: ['string', 'object'],
  let: 'object',
});

/** The aggregate command. */
export const aggregateCommands: CommandTable = {
  aggregate: {
    fields: AGGREGATE_FIELDS,
    reads: true,
    readsSnapshots: true,
    writes: true,
    inTransactions: true,
    stableApi: true,
    run: aggregate,
  },
};

async function aggregate(context: CommandContext): Promise<Reply> {
  const { command } = context;
  const namespace = aggregateNamespace(context);
  const pipeline = pipelineOf(command);
  if (flagField(command, 'explain')) return explainAggregate(context, 'queryPlanner');
  if (!docField(command, 'cursor')) {
    throw new CommandError(
      ErrorCode.FailedToParse,
      "The 'cursor' option is required, except for aggregate with the explain argument",
    );
  }
  const batchSize = cursorBatchSize(command, 'aggregate');
  applyCollationAndLet(context);
  const write = terminalWrite(pipeline, context.database);
  const cursorNamespace = namespace ?? `${context.database}.$cmd.aggregate`;
  if (write) {
    await writeResult(context, namespace, pipeline, write);
    return cursorReply([], { id: 0n, namespace: cursorNamespace, field: 'firstBatch' });
  }
  const opened = openReading(context);
  let source: DocumentSource;
  try {
    source = pipelineSource(context, opened, namespace, pipeline, hintOf(command));
  } catch (error) {
    opened.close();
    throw error;
  }
  return openCursor(context, source, { namespace: cursorNamespace, batchSize, atClusterTime: opened.atClusterTime });
}

async function writeResult(
  context: CommandContext,
  namespace: string | undefined,
  pipeline: Value[],
  write: TerminalWrite,
): Promise<void> {
  const stage = write.kind === 'out' ? '$out' : '$merge';
  if (context.transaction) {
    throw new CommandError(
      ErrorCode.OperationNotSupportedInTransaction,
      `Operation not permitted in transaction :: caused by :: Aggregation stage not supported in transactions: ${stage}`,
    );
  }
  const level = docField(context.command, 'readConcern')?.get('level');
  if (level === 'linearizable' || level === 'snapshot') {
    throw new CommandError(ErrorCode.InvalidOptions, `${stage} cannot be used with a '${level}' read concern level`);
  }
  const opened = openReading(context);
  let source: DocumentSource;
  try {
    source = pipelineSource(context, opened, namespace, pipeline, hintOf(context.command));
  } catch (error) {
    opened.close();
    throw error;
  }
  if (write.kind === 'out') await writeOut(context, source, write);
  else await writeMerged(context, source, write);
}
