import mongoose from 'mongoose';
import { isDatabaseAway } from '../../server/src/db/databaseAway';

const { MongoBulkWriteError, MongoNetworkError, MongoServerError, MongoServerSelectionError } = mongoose.mongo;
const NOTHING_WRITTEN = {} as never;

describe('a database is away', () => {
  it.each([
    ['a connection that broke', new MongoNetworkError('read ECONNRESET')],
    ['no server to choose', new MongoServerSelectionError('none', {} as never)],
    ['a write of many that broke off', new MongoBulkWriteError(new MongoNetworkError('closed'), NOTHING_WRITTEN)],
    ['a primary that steps down', new MongoServerError({ message: 'stepped down', code: 189 })],
    ['a node that is the primary no longer', new MongoServerError({ message: 'not primary', code: 10_107 })],
  ])('by %s', (_name, error) => {
    expect(isDatabaseAway(error)).toBe(true);
  });
});

describe('a database is there', () => {
  it.each([
    ['a duplicate key', new MongoServerError({ message: 'E11000', code: 11_000 })],
    ['a duplicate key among many', new MongoBulkWriteError({ message: 'E11000', code: 11_000 }, NOTHING_WRITTEN)],
    ['a fault of ours', new TypeError('x is undefined')],
    ['what is no error', 'closed'],
  ])('after %s', (_name, error) => {
    expect(isDatabaseAway(error)).toBe(false);
  });
});
