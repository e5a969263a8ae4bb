import { valuesEqual } from '../../bson/compare';
import { formatValue } from '../../bson/js';
import { type Doc, docOf, isDoc, type Value } from '../../bson/values';
import { CommandError, ErrorCode, notSupported } from '../../errors';
import type { Collection, CreatedIndexes, IndexInfo, WriteView } from '../../storage/types';
import {
  arrayField,
  checkFields,
  docField,
  fieldRules,
  flagField,
  numberField,
  requiredField,
  stringField,
} from '../arguments';
import type { CommandContext, CommandTable } from '../command';
import { openListCursor } from '../cursors/open-cursor';
import { checkWritable, namespaceOf } from '../namespaces';
import { reading } from '../readings';
import { changesValidation, validationOptions } from '../validation';
import { refuseView } from '../views';
import { write } from '../writes/write';

/** createIndexes, dropIndexes, listIndexes and collMod. */
export const indexCommands: CommandTable = {
  createIndexes: {
    fields: fieldRules({ indexes: 'array', commitQuorum: 'any', ignoreUnknownIndexOptions: 'flag' }),
    writes: true,
    inTransactions: true,
    stableApi: true,
    run: createIndexes,
  },
  dropIndexes: { fields: fieldRules({ index: 'any' }), writes: true, stableApi: true, run: dropIndexes },
  listIndexes: {
    fields: fieldRules({ cursor: 'object', includeBuildUUIDs: 'flag' }),
    stableApi: true,
    run: listIndexes,
  },
  collMod: {
    fields: fieldRules({
      index: 'object',
      validator: 'object',
      validationLevel: 'string',
      validationAction: 'string',
      viewOn: 'string',
      pipeline: 'array',
      expireAfterSeconds: 'any',
      changeStreamPreAndPostImages: 'object',
      cappedSize: 'number',
      cappedMax: 'number',
    }),
    writes: true,
    stableApi: true,
    run: collMod,
  },
};

async function createIndexes(context: CommandContext): Promise<Doc> {
  const { command, services, operation } = context;
  const namespace = namespaceOf(context);
  checkWritable(namespace);
  if (flagField(command, 'ignoreUnknownIndexOptions')) throw notSupported("'ignoreUnknownIndexOptions'");
  const specs = indexSpecs(command);
  if (context.transaction) return createdReply(createInTransaction(context.transaction.view, namespace, specs));
  await reading(context, ({ view }) => refuseView(view.collection(namespace), 'createIndexes'));
  const created = await services.storage.createIndexes(namespace, specs, operation);
  services.clock.tick();
  return createdReply(created);
}

function indexSpecs(command: Doc): Doc[] {
  requiredField(command, 'indexes', 'createIndexes');
  const specs = arrayField(command, 'indexes') ?? [];
  if (specs.length === 0) throw new CommandError(ErrorCode.BadValue, 'Must specify at least one index to create');
  return specs.map((spec, index) => {
    if (isDoc(spec)) return spec;
    throw new CommandError(
      ErrorCode.TypeMismatch,
      `BSON field 'createIndexes.indexes.${index}' is the wrong type, expected type 'object'`,
    );
  });
}

function createInTransaction(view: WriteView, namespace: string, specs: readonly Doc[]): CreatedIndexes {
  const existing = view.collection(namespace);
  const collection = existing ?? view.ensureCollection(namespace);
  const numIndexesBefore = collection.indexes.length;
  if (existing && view.count(existing) > 0) {
    throw new CommandError(
      ErrorCode.OperationNotSupportedInTransaction,
      `Cannot create new indexes on existing collection ${namespace} in a multi-document transaction.`,
    );
  }
  const added = view.createIndexes(collection, specs);
  return { numIndexesBefore, numIndexesAfter: numIndexesBefore + added, createdCollection: !existing };
}

function createdReply(created: CreatedIndexes): Doc {
  const { numIndexesBefore, numIndexesAfter, createdCollection } = created;
  return docOf({
    numIndexesBefore,
    numIndexesAfter,
    createdCollectionAutomatically: createdCollection,
    note: numIndexesAfter === numIndexesBefore ? 'all indexes already exist' : undefined,
  });
}

async function dropIndexes(context: CommandContext): Promise<Doc> {
  const namespace = namespaceOf(context);
  const which = requiredField(context.command, 'index', 'dropIndexes');
  const count = await write(context, (view) => {
    const collection = view.collection(namespace);
    if (!collection) throw new CommandError(ErrorCode.NamespaceNotFound, `ns not found ${namespace}`);
    refuseView(collection, 'dropIndexes');
    for (const index of indexesToDrop(collection, which)) view.dropIndex(collection, index);
    return collection.indexes.length;
  });
  const message = which === '*' ? `non-_id indexes dropped for collection` : undefined;
  return docOf({ nIndexesWas: count, msg: message });
}

function indexesToDrop(collection: Collection, which: Value): IndexInfo[] {
  if (which === '*') return collection.indexes.filter((index) => index.name !== '_id_');
  if (typeof which === 'string') return [namedIndex(collection, which)];
  if (Array.isArray(which)) return which.map((name) => namedIndex(collection, String(name)));
  if (isDoc(which)) return [patternIndex(collection, which)];
  throw new CommandError(
    ErrorCode.TypeMismatch,
    "BSON field 'dropIndexes.index' is the wrong type, expected types '[string, object]'",
  );
}

function namedIndex(collection: Collection, name: string): IndexInfo {
  if (name === '_id_') throw new CommandError(ErrorCode.InvalidOptions, 'cannot drop _id index');
  const found = collection.indexes.find((index) => index.name === name);
  if (found) return found;
  throw new CommandError(ErrorCode.IndexNotFound, `index not found with name [${name}]`);
}

function patternIndex(collection: Collection, pattern: Doc): IndexInfo {
  const found = byPattern(collection, pattern);
  if (found?.name === '_id_') throw new CommandError(ErrorCode.InvalidOptions, 'cannot drop _id index');
  if (found) return found;
  throw new CommandError(ErrorCode.IndexNotFound, `can't find index with key: ${formatValue(pattern)}`);
}

function byPattern(collection: Collection, pattern: Doc): IndexInfo | undefined {
  return collection.indexes.find((index) => valuesEqual(index.spec.get('key'), pattern));
}

function listIndexes(context: CommandContext): Promise<Buffer> {
  const namespace = namespaceOf(context);
  return reading(context, ({ view }) => {
    const collection = view.collection(namespace);
    if (!collection) throw new CommandError(ErrorCode.NamespaceNotFound, `ns does not exist: ${namespace}`);
    refuseView(collection, 'listIndexes');
    const ready = collection.indexes.filter((index) => index.state === 'ready');
    return openListCursor(
      context,
      ready.map((index) => index.spec),
      namespace,
    );
  });
}

const INDEX_CHANGE_FIELDS = fieldRules({
  keyPattern: 'object',
  name: 'string',
  expireAfterSeconds: 'number',
  hidden: 'flag',
});

async function collMod(context: CommandContext): Promise<Doc> {
  const { command } = context;
  const namespace = namespaceOf(context);
  for (const option of ['expireAfterSeconds', 'changeStreamPreAndPostImages', 'cappedSize', 'cappedMax']) {
    const value = command.get(option);
    if (value === undefined || (isDoc(value) && value.size === 0)) continue;
    throw notSupported(`collMod option '${option}'`);
  }
  return write(context, (view) => {
    const collection = view.collection(namespace);
    if (!collection) throw new CommandError(ErrorCode.NamespaceNotFound, `ns does not exist: ${namespace}`);
    if (command.has('viewOn')) changeView(view, collection, command);
    else if (changesValidation(command)) view.setOptions(collection, validationOptions(command, collection.options));
    const index = docField(command, 'index');
    return index ? changeIndex(view, collection, index) : docOf({});
  });
}

function changeView(view: WriteView, collection: Collection, command: Doc): void {
  const viewOn = stringField(command, 'viewOn');
  if (!collection.options.has('viewOn')) {
    throw new CommandError(ErrorCode.InvalidOptions, `option viewOn not supported on a collection`);
  }
  view.setOptions(collection, docOf({ viewOn, pipeline: arrayField(command, 'pipeline') ?? [] }));
}

function changeIndex(view: WriteView, collection: Collection, change: Doc): Doc {
  checkFields(change, INDEX_CHANGE_FIELDS, 'collMod.index');
  const name = stringField(change, 'name');
  const pattern = docField(change, 'keyPattern');
  if ((name === undefined) === (pattern === undefined)) {
    throw new CommandError(ErrorCode.InvalidOptions, 'must specify either index name or key pattern');
  }
  const index =
    name === undefined ? byPattern(collection, pattern!) : collection.indexes.find((each) => each.name === name);
  if (!index) {
    throw new CommandError(
      ErrorCode.IndexNotFound,
      `cannot find index ${name ?? formatValue(pattern!)} for ns ${collection.namespace}`,
    );
  }
  const seconds = numberField(change, 'expireAfterSeconds');
  const hidden = flagField(change, 'hidden');
  if (seconds === undefined && hidden === undefined) {
    throw new CommandError(ErrorCode.InvalidOptions, 'no expireAfterSeconds, hidden, unique, or prepareUnique field');
  }
  if (seconds !== undefined && !(seconds >= 0 && seconds <= 2147483647)) {
    throw new CommandError(ErrorCode.InvalidOptions, 'TTL index expireAfterSeconds must be between 0 and 2147483647');
  }
  view.alterIndex(collection, index, {
    ...(seconds === undefined ? {} : { expireAfterSeconds: Math.trunc(seconds) }),
    ...(hidden === undefined ? {} : { hidden }),
  });
  return docOf({
    expireAfterSeconds_old:
      seconds === undefined || index.expireAfterSeconds === undefined ? undefined : BigInt(index.expireAfterSeconds),
    expireAfterSeconds_new: seconds === undefined ? undefined : BigInt(Math.trunc(seconds)),
    hidden_old: hidden === undefined ? undefined : index.hidden,
    hidden_new: hidden,
  });
}
