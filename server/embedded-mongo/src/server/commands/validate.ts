import { decodeDocument } from '../../bson/decode';
import { fromCount } from '../../bson/numeric';
import { type Doc, docOf, type Value } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import { checkInterrupt } from '../../operation';
import type { Collection, IndexInfo, View } from '../../storage/types';
import { fieldRules } from '../arguments';
import type { CommandContext, CommandTable } from '../command';
import { namespaceOf } from '../namespaces';
import { reading } from '../readings';
import { TimeSlice } from '../time-slice';
import { refuseView } from '../views';

/** The validate command: reads every document and every index entry. */
export const validateCommands: CommandTable = {
  validate: {
    fields: fieldRules({ full: 'flag', repair: 'flag', metadata: 'flag', checkBSONConformance: 'flag' }),
    run: validate,
  },
};

const EVERY_KEY = { low: Buffer.alloc(0), high: Buffer.from([0xff, 0xff]) };

function validate(context: CommandContext): Promise<Doc> {
  const namespace = namespaceOf(context);
  return reading(context, async ({ view }) => {
    const collection = view.collection(namespace);
    if (!collection) {
      throw new CommandError(ErrorCode.NamespaceNotFound, `Collection '${namespace}' does not exist to validate.`);
    }
    refuseView(collection, 'validate');
    const errors: Value[] = [];
    const documents = await checkDocuments(context, view, collection, errors);
    const keysPerIndex: Doc = new Map();
    const indexDetails: Doc = new Map();
    for (const index of collection.indexes) {
      const problems: Value[] = [];
      keysPerIndex.set(index.name, fromCount(await checkIndex(context, view, collection, index, problems)));
      indexDetails.set(index.name, docOf({ valid: problems.length === 0 }));
      errors.push(...problems);
    }
    return docOf({
      ns: namespace,
      nInvalidDocuments: fromCount(documents.invalid),
      nrecords: fromCount(documents.count),
      nIndexes: collection.indexes.length,
      keysPerIndex,
      indexDetails,
      valid: errors.length === 0,
      repaired: false,
      warnings: [],
      errors,
      extraIndexEntries: [],
      missingIndexEntries: [],
      corruptRecords: [],
    });
  });
}

/** Takes a turn's rest when it is due. */
async function pace(slice: TimeSlice, count: number, context: CommandContext): Promise<void> {
  if ((count & 127) !== 0) return;
  checkInterrupt(context.operation);
  if (slice.over) await slice.rest(context.operation);
}

async function checkDocuments(context: CommandContext, view: View, collection: Collection, errors: Value[]) {
  const slice = new TimeSlice();
  let count = 0;
  let invalid = 0;
  for (const { raw } of view.scanDocuments(collection)) {
    count += 1;
    try {
      decodeDocument(raw);
    } catch {
      invalid += 1;
    }
    await pace(slice, count, context);
  }
  if (invalid > 0) errors.push(`${invalid} documents cannot be read`);
  if (count !== view.count(collection)) errors.push(`the kept count ${view.count(collection)} differs from ${count}`);
  return { count, invalid };
}

/** Counts the entries of an index. Each must lead to a document; where every document has one key, each must be led to. */
async function checkIndex(
  context: CommandContext,
  view: View,
  collection: Collection,
  index: IndexInfo,
  problems: Value[],
): Promise<number> {
  const slice = new TimeSlice();
  let count = 0;
  let dangling = 0;
  for (const { recordId } of view.scanIndex(index, EVERY_KEY)) {
    count += 1;
    if (!view.document(collection, recordId)) dangling += 1;
    await pace(slice, count, context);
  }
  if (dangling > 0) problems.push(`index ${index.name} has ${dangling} entries without a document`);
  const isComplete = index.state === 'ready' && !index.multikey && !index.sparse && !index.partialFilter;
  if (isComplete && count !== view.count(collection)) {
    problems.push(`index ${index.name} has ${count} entries for ${view.count(collection)} documents`);
  }
  return count;
}
