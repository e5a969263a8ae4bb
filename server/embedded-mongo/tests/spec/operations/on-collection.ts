import type { Collection, Document } from 'mongodb';
import { Skip, UNSUPPORTED } from '../skip';
import { optionsOf, type Step, type Steps } from './operation';

type CollectionStep = Step<Collection>;

/** The format says `After`, the driver `after`. */
function modifyOptions(args: Document): Document {
  const options = optionsOf(args, 'filter', 'update', 'replacement');
  if (options['returnDocument']) options['returnDocument'] = String(options['returnDocument']).toLowerCase();
  return options;
}

const reads: Steps<Collection> = {
  find: (collection, args) => collection.find(args['filter'], optionsOf(args, 'filter')).toArray(),
  findOne: (collection, args) => collection.findOne(args['filter'], optionsOf(args, 'filter')),
  aggregate: (collection, args) => collection.aggregate(args['pipeline'], optionsOf(args, 'pipeline')).toArray(),
  count: (collection, args) => collection.count(args['filter'], optionsOf(args, 'filter')),
  countDocuments: (collection, args) => collection.countDocuments(args['filter'], optionsOf(args, 'filter')),
  estimatedDocumentCount: (collection, args) => collection.estimatedDocumentCount(args),
  distinct: (collection, args) =>
    collection.distinct(args['fieldName'], args['filter'], optionsOf(args, 'fieldName', 'filter')),
  createFindCursor: async (collection, args) => {
    const cursor = collection.find(args['filter'], optionsOf(args, 'filter'));
    await cursor.hasNext(); // sends the command without taking a document
    return cursor;
  },
  createChangeStream: () => {
    throw new Skip(UNSUPPORTED.changeStreams);
  },
  mapReduce: () => {
    throw new Skip(UNSUPPORTED.mapReduce);
  },
};

/** The driver gives a document whose _id is null an id of its own, unless it is told to leave ids to the server. */
function asWritten(documents: Document[], options: Document): Document {
  return documents.some((one) => one?.['_id'] === null) ? { ...options, forceServerObjectId: true } : options;
}

function documentsOf(requests: Document[]): Document[] {
  return requests.map((request) => request['insertOne']?.['document'] as Document);
}

const updateWith =
  (name: 'updateOne' | 'updateMany'): CollectionStep =>
  (collection, args) =>
    collection[name](args['filter'], args['update'], optionsOf(args, 'filter', 'update'));

const writes: Steps<Collection> = {
  insertOne: (collection, args) =>
    collection.insertOne(args['document'], asWritten([args['document']], optionsOf(args, 'document'))),
  insertMany: (collection, args) =>
    collection.insertMany(args['documents'], asWritten(args['documents'], optionsOf(args, 'documents'))),
  updateOne: updateWith('updateOne'),
  updateMany: updateWith('updateMany'),
  replaceOne: (collection, args) =>
    collection.replaceOne(args['filter'], args['replacement'], optionsOf(args, 'filter', 'replacement')),
  deleteOne: (collection, args) => collection.deleteOne(args['filter'], optionsOf(args, 'filter')),
  deleteMany: (collection, args) => collection.deleteMany(args['filter'], optionsOf(args, 'filter')),
  findOneAndDelete: (collection, args) => collection.findOneAndDelete(args['filter'], modifyOptions(args)),
  findOneAndReplace: (collection, args) =>
    collection.findOneAndReplace(args['filter'], args['replacement'], modifyOptions(args)),
  findOneAndUpdate: (collection, args) =>
    collection.findOneAndUpdate(args['filter'], args['update'], modifyOptions(args)),
  bulkWrite: (collection, args) =>
    collection.bulkWrite(args['requests'], asWritten(documentsOf(args['requests']), optionsOf(args, 'requests'))),
};

const definitions: Steps<Collection> = {
  createIndex: (collection, args) => collection.createIndex(args['keys'], optionsOf(args, 'keys')),
  dropIndex: (collection, args) => collection.dropIndex(args['name'], optionsOf(args, 'name')),
  dropIndexes: (collection, args) => collection.dropIndexes(args),
  listIndexes: (collection, args) => collection.listIndexes(args).toArray(),
  listIndexNames: async (collection, args) =>
    (await collection.listIndexes(args).toArray()).map((index) => index['name'] as string),
  rename: (collection, args) => collection.rename(args['to'], optionsOf(args, 'to')),
};

/** Steps whose object is a collection. */
export const collectionSteps: Steps<Collection> = { ...reads, ...writes, ...definitions };
