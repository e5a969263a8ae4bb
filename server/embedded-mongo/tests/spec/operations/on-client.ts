import type { MongoClient } from 'mongodb';
import { Skip, UNSUPPORTED } from '../skip';
import { optionsOf, type Steps } from './operation';

/** A model of the format is `{ insertOne: {...} }`, one of the driver `{ name: 'insertOne', ... }`. */
function driverModels(models: Record<string, object>[]): never {
  return models.map((model) => {
    const [name, fields] = Object.entries(model)[0] ?? [];
    return { name, ...fields };
  }) as never;
}

/** Steps whose object is a client. */
export const clientSteps: Steps<MongoClient> = {
  listDatabases: async (client, args) => (await client.db().admin().listDatabases(args)).databases,
  listDatabaseNames: async (client, args) => {
    const { databases } = await client
      .db()
      .admin()
      .listDatabases({ ...args, nameOnly: true });
    return databases.map(({ name }) => name);
  },
  clientBulkWrite: (client, args) => client.bulkWrite(driverModels(args['models']), optionsOf(args, 'models')),
  close: (client) => client.close(),
  createChangeStream: () => {
    throw new Skip(UNSUPPORTED.changeStreams);
  },
};
