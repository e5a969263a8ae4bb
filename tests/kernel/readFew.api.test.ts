import mongoose from 'mongoose';
import { readFew } from '../../server/src/db/readFew';
import { openTestDatabase } from '../support/processes';

describe('a read of a few documents in one command', () => {
  let drop: () => Promise<void>;
  beforeAll(async () => {
    ({ drop } = await openTestDatabase());
    const rows = Array.from({ length: 5 }, (_none, n) => ({ _id: n as never, n }));
    await mongoose.connection.collection('few').insertMany(rows);
  });
  afterAll(() => drop());

  it('gives them all, also where there are more than was said', async () => {
    const sorted = [{ $sort: { n: 1 } as const }];
    expect((await readFew<{ n: number }>('few', sorted, 5)).map((row) => row.n)).toEqual([0, 1, 2, 3, 4]);
    expect((await readFew<{ n: number }>('few', sorted, 2)).map((row) => row.n)).toEqual([0, 1, 2, 3, 4]);
    expect(await readFew('nobody', [], 1)).toEqual([]);
  });

  it('reports what the database refuses', async () => {
    await expect(readFew('few', [{ $nonsense: {} } as never], 1)).rejects.toMatchObject({ code: 40324 });
  });

  it('asks again by the rules of the driver where the first answer is that the primary has changed', async () => {
    const { db } = mongoose.connection;
    const stepDown = Object.assign(new mongoose.mongo.MongoServerError({ message: 'not primary' }), { code: 10107 });
    const command = jest.spyOn(db as NonNullable<typeof db>, 'command').mockRejectedValueOnce(stepDown);
    expect(await readFew('few', [{ $match: { n: 3 } }], 1)).toEqual([{ _id: 3, n: 3 }]);
    expect(command).toHaveBeenCalledTimes(1);
    command.mockRestore();
  });
});
