import { type Db, type Document, MongoServerError } from 'mongodb';
import { Skip, UNSUPPORTED } from '../skip';
import { optionsOf, type Steps } from './operation';

/** Options of a cursor over a command, from the format's names to the driver's. */
function cursorOptions(args: Document): Document {
  const options = optionsOf(args, 'command', 'commandName', 'batchSize', 'comment', 'maxTimeMS', 'cursorTimeout');
  if (options['timeoutMode'] === undefined) delete options['timeoutMode'];
  return options;
}

function commandCursor(database: Db, args: Document): ReturnType<Db['runCursorCommand']> {
  const cursor = database.runCursorCommand(args['command'], cursorOptions(args));
  if (args['batchSize'] !== undefined) cursor.setBatchSize(args['batchSize']);
  if (args['comment'] !== undefined) cursor.setComment(args['comment']);
  if (args['maxTimeMS'] !== undefined) cursor.setMaxTimeMS(args['maxTimeMS']);
  return cursor;
}

/** Steps whose object is a database. */
export const databaseSteps: Steps<Db> = {
  aggregate: (database, args) => database.aggregate(args['pipeline'], optionsOf(args, 'pipeline')).toArray(),
  runCommand: (database, args) => database.command(args['command'], optionsOf(args, 'command', 'commandName')),
  runCursorCommand: (database, args) => commandCursor(database, args).toArray(),
  createCommandCursor: async (database, args) => {
    const cursor = commandCursor(database, args);
    await cursor.hasNext();
    return cursor;
  },
  createCollection: async (database, args) => {
    await database.createCollection(args['collection'], optionsOf(args, 'collection'));
  },
  dropCollection: async (database, args) => {
    try {
      return await database.dropCollection(args['collection'], optionsOf(args, 'collection'));
    } catch (error) {
      if (error instanceof MongoServerError && error.code === 26) return false;
      throw error;
    }
  },
  modifyCollection: (database, args) =>
    database.command({ collMod: args['collection'], ...optionsOf(args, 'collection', 'session') }, sessionOf(args)),
  listCollections: (database, args) => database.listCollections(args['filter'], optionsOf(args, 'filter')).toArray(),
  listCollectionNames: async (database, args) => {
    const options = { ...optionsOf(args, 'filter'), nameOnly: true };
    return (await database.listCollections(args['filter'], options).toArray()).map(({ name }) => name);
  },
  createChangeStream: () => {
    throw new Skip(UNSUPPORTED.changeStreams);
  },
};

function sessionOf(args: Document): Document {
  return args['session'] ? { session: args['session'] } : {};
}
