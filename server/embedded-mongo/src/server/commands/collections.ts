import { compilePipeline } from '../../aggregation/pipeline';
import { valuesEqual } from '../../bson/compare';
import { Binary, type Doc, docOf, isDoc, type Value } from '../../bson/values';
import { CommandError, ErrorCode, notSupported } from '../../errors';
import { compileFilter } from '../../query/filter';
import type { Collection, WriteView } from '../../storage/types';
import { arrayField, docField, fieldRules, filledDocField, flagField, requiredField, stringField } from '../arguments';
import type { CommandContext, CommandTable } from '../command';
import { openListCursor } from '../cursors/open-cursor';
import { checkWritable, collectionName, namespaceOf, splitNamespace } from '../namespaces';
import { reading } from '../readings';
import { validationOptions } from '../validation';
import { isView } from '../views';
import { write } from '../writes/write';
import { collectionSource } from './pipeline-source';

/** create, drop, dropDatabase, renameCollection and listCollections. */
export const collectionCommands: CommandTable = {
  create: {
    fields: fieldRules({
      capped: 'flag',
      autoIndexId: 'flag',
      idIndex: 'object',
      size: 'number',
      max: 'number',
      storageEngine: 'object',
      validator: 'object',
      validationLevel: 'string',
      validationAction: 'string',
      indexOptionDefaults: 'object',
      viewOn: 'string',
      pipeline: 'array',
      collation: 'object',
      timeseries: 'object',
      clusteredIndex: 'any',
      expireAfterSeconds: 'number',
      changeStreamPreAndPostImages: 'object',
      encryptedFields: 'object',
      temp: 'flag',
      flags: 'number',
    }),
    writes: true,
    inTransactions: true,
    stableApi: true,
    run: create,
  },
  drop: { fields: fieldRules({}), writes: true, stableApi: true, run: drop },
  dropDatabase: { fields: fieldRules({}), writes: true, stableApi: true, run: dropDatabase },
  renameCollection: {
    fields: fieldRules({ to: 'string', dropTarget: 'flag', stayTemp: 'flag' }),
    writes: true,
    adminOnly: true,
    run: renameCollection,
  },
  listCollections: {
    fields: fieldRules({ filter: 'object', nameOnly: 'flag', authorizedCollections: 'flag', cursor: 'object' }),
    stableApi: true,
    run: listCollections,
  },
};

const REFUSED_OPTIONS = [
  'capped',
  'size',
  'max',
  'timeseries',
  'clusteredIndex',
  'expireAfterSeconds',
  'encryptedFields',
  'storageEngine',
  'indexOptionDefaults',
];

/** Refuses by name what collections cannot be here. */
function refuseOptions(command: Doc): void {
  for (const option of REFUSED_OPTIONS) {
    const value = command.get(option);
    const says = isDoc(value) ? value.size > 0 : value !== undefined && value !== null && value !== false;
    if (says) throw notSupported(`create option '${option}'`);
  }
  const images = docField(command, 'changeStreamPreAndPostImages');
  if (images && flagField(images, 'enabled')) throw notSupported("create option 'changeStreamPreAndPostImages'");
  const locale = filledDocField(command, 'collation')?.get('locale');
  if (locale !== undefined && locale !== 'simple') throw notSupported('a default collation of a collection');
  if (flagField(command, 'autoIndexId') === false) throw notSupported('a collection without an index on _id');
}

/** Options that are kept with a collection or view. */
function keptOptions(context: CommandContext): Doc {
  const { command, database, operation } = context;
  const viewOn = stringField(command, 'viewOn');
  if (viewOn === undefined) {
    if (command.has('pipeline')) {
      throw new CommandError(ErrorCode.InvalidOptions, "'pipeline' requires 'viewOn' to also be specified");
    }
    return validationOptions(command);
  }
  collectionName(viewOn, database);
  const pipeline = arrayField(command, 'pipeline') ?? [];
  const nothing = { collection: () => undefined } as unknown as WriteView;
  compilePipeline(pipeline, { operation, database, source: collectionSource(context, nothing) });
  return docOf({ viewOn, pipeline });
}

async function create(context: CommandContext): Promise<Doc> {
  const namespace = namespaceOf(context);
  checkWritable(namespace);
  refuseOptions(context.command);
  const options = keptOptions(context);
  await write(context, (view) => {
    const existing = view.collection(namespace);
    // Creating what exists alike changes nothing.
    if (existing && !context.transaction && valuesEqual(existing.options, options)) return;
    if (existing) throw new CommandError(ErrorCode.NamespaceExists, `Collection ${namespace} already exists.`);
    view.createCollection(namespace, options);
  });
  return docOf({});
}

async function drop(context: CommandContext): Promise<Doc> {
  const namespace = namespaceOf(context);
  const indexCount = await write(context, (view) => {
    const collection = view.collection(namespace);
    if (!collection) return undefined;
    view.dropCollection(collection);
    return isView(collection) ? 0 : collection.indexes.length;
  });
  if (indexCount === undefined) return docOf({});
  return docOf({ nIndexesWas: indexCount > 0 ? indexCount : undefined, ns: namespace });
}

async function dropDatabase(context: CommandContext): Promise<Doc> {
  const { database } = context;
  const existed = await write(context, (view) => {
    const collections = view.collections(database);
    for (const collection of collections) view.dropCollection(collection);
    return collections.length > 0;
  });
  return docOf({ dropped: existed ? database : undefined });
}

async function renameCollection(context: CommandContext): Promise<Doc> {
  const { command } = context;
  const source = stringField(command, 'renameCollection') ?? '';
  requiredField(command, 'to', 'renameCollection');
  const target = stringField(command, 'to') ?? '';
  splitNamespace(source);
  splitNamespace(target);
  checkWritable(source);
  checkWritable(target);
  if (source === target) throw new CommandError(ErrorCode.IllegalOperation, "Can't rename a collection to itself");
  await write(context, (view) => {
    const collection = view.collection(source);
    if (!collection) {
      throw new CommandError(ErrorCode.NamespaceNotFound, `Source collection ${source} does not exist`);
    }
    if (view.collection(target) && !flagField(command, 'dropTarget')) {
      throw new CommandError(ErrorCode.NamespaceExists, 'target namespace exists');
    }
    view.renameCollection(collection, target, flagField(command, 'dropTarget') === true);
  });
  return docOf({});
}

function listCollections(context: CommandContext): Promise<Buffer> {
  const { command, database, operation } = context;
  const nameOnly = flagField(command, 'nameOnly') === true;
  const filter = compileFilter(docField(command, 'filter') ?? new Map(), operation);
  return reading(context, ({ view }) => {
    const entries = view.collections(database).map((collection) => entryOf(collection, nameOnly));
    return openListCursor(
      context,
      entries.filter((entry) => filter.matches(entry)),
      `${database}.$cmd.listCollections`,
    );
  });
}

function entryOf(collection: Collection, nameOnly: boolean): Doc {
  const { collection: name } = splitNamespace(collection.namespace);
  const viewed = isView(collection);
  const type: Value = viewed ? 'view' : 'collection';
  if (nameOnly) return docOf({ name, type });
  if (viewed) return docOf({ name, type, options: collection.options, info: docOf({ readOnly: true }) });
  return docOf({
    name,
    type,
    options: collection.options,
    info: docOf({ readOnly: false, uuid: new Binary(collection.uuid, 4) }),
    idIndex: docOf({ v: 2, key: docOf({ _id: 1 }), name: '_id_' }),
  });
}
