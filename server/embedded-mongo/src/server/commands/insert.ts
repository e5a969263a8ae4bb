import { decodeDocument } from '../../bson/decode';
import { fromCount } from '../../bson/numeric';
import { type Doc, docOf, isDoc, typeNameOf } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import { fieldRules } from '../arguments';
import type { CommandContext, CommandTable } from '../command';
import { checkWritable, namespaceOf } from '../namespaces';
import { MAX_WRITE_BATCH } from '../services';
import type { StatementResult } from '../sessions/statement-log';
import { TimeSlice } from '../time-slice';
import { bypassesValidation } from '../validation';
import { insertDocument, newDocument } from '../writes/new-document';
import { StatementRunner, withWriteOutcome } from '../writes/statements';

/** The insert command. */
export const insertCommands: CommandTable = {
  insert: {
    fields: fieldRules({ documents: 'array', ordered: 'flag', bypassDocumentValidation: 'flag' }),
    writes: true,
    inTransactions: true,
    retryable: true,
    stableApi: true,
    run: insert,
  },
};

const INSERTED: StatementResult = { n: 1, modified: 0 };
/** Messages up to this size keep their decoded documents; bigger ones are decoded once more, in groups, when stored. */
const KEEP_DECODED_BYTES = 4_000_000;

interface Received {
  readonly count: number;
  at(index: number): { doc: Doc; raw?: Buffer };
}

async function insert(context: CommandContext): Promise<Doc> {
  const namespace = namespaceOf(context);
  checkWritable(namespace);
  const received = await receivedDocuments(context);
  checkBatchSize(received.count);
  const { now } = context.operation;
  const bypass = bypassesValidation(context);
  const runner = new StatementRunner(context, received.count, (index) => {
    const { doc, raw } = received.at(index);
    const document = newDocument(doc, now, raw);
    return {
      apply: (view) => {
        insertDocument(view, namespace, document, bypass);
        return INSERTED;
      },
    };
  });
  const outcome = await runner.run();
  context.services.counters.inserted += outcome.results.length;
  return withWriteOutcome(docOf({ n: fromCount(outcome.results.length) }), context, outcome);
}

/** Refuses a batch with no or too many statements. */
export function checkBatchSize(count: number): void {
  if (count >= 1 && count <= MAX_WRITE_BATCH) return;
  throw new CommandError(
    ErrorCode.InvalidLength,
    `Write batch sizes must be between 1 and ${MAX_WRITE_BATCH}. Got ${count} operations.`,
  );
}

/** The documents of the command. All are checked before the first is stored. */
async function receivedDocuments(context: CommandContext): Promise<Received> {
  const raws = context.sequences.get('documents');
  if (raws) return decodedSequence(context, raws);
  const documents = context.command.get('documents');
  if (!Array.isArray(documents)) {
    throw new CommandError(40414, "BSON field 'insert.documents' is missing but a required field");
  }
  const docs = documents.map((doc, index) => {
    if (isDoc(doc)) return doc;
    throw new CommandError(
      ErrorCode.TypeMismatch,
      `BSON field 'insert.documents.${index}' is the wrong type '${typeNameOf(doc)}', expected type 'object'`,
    );
  });
  return { count: docs.length, at: (index) => ({ doc: docs[index]! }) };
}

async function decodedSequence(context: CommandContext, raws: readonly Buffer[]): Promise<Received> {
  const bytes = raws.reduce((sum, raw) => sum + raw.length, 0);
  const keep = bytes <= KEEP_DECODED_BYTES;
  const docs: Doc[] = [];
  const slice = new TimeSlice();
  for (const raw of raws) {
    const doc = decodeDocument(raw);
    if (keep) docs.push(doc);
    if (slice.over) await slice.rest(context.operation);
  }
  return {
    count: raws.length,
    at: (index) => ({ doc: docs[index] ?? decodeDocument(raws[index]!), raw: raws[index]! }),
  };
}
