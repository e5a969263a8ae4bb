import mongoose, { type Connection, Schema } from 'mongoose';
import { connectDeployment } from '../server/deployment';

describe('mongoose', () => {
  let deployment: Awaited<ReturnType<typeof connectDeployment>>;
  let connection: Connection;
  let models = 0;

  beforeAll(async () => {
    deployment = await connectDeployment();
    connection = mongoose.createConnection();
    connection.setClient(deployment.client);
    connection = connection.useDb(deployment.database.databaseName);
  });
  afterAll(() => deployment.close());

  /** A model of its own name, so that tests do not meet. */
  const model = (schema: Schema) => connection.model(`Model${++models}`, schema);

  it('may begin a transaction while a model is still making its collection and indexes', async () => {
    for (let round = 0; round < 5; round++) {
      const Account = model(new Schema({ owner: { type: String, unique: true }, city: { type: String, index: true } }));
      const session = await connection.startSession();
      await Account.createCollection();
      session.startTransaction();
      await Account.create([{ owner: 'a' }], { session });
      const found = await Account.findOne({ owner: 'a' }).session(session);
      found!.set('city', 'X');
      await found!.save();
      await session.commitTransaction();
      await session.endSession();
      await Account.init();
      expect(await Account.countDocuments({ city: 'X' })).toBe(1);
      await expect(Account.create({ owner: 'a' })).rejects.toMatchObject({ code: 11000, keyValue: { owner: 'a' } });
    }
  });

  it('finds no difference after it has brought the indexes in line', async () => {
    const Item = model(
      new Schema(
        { a: { type: Number, index: true }, b: { type: Date, expires: 60 }, c: { type: String, sparse: true } },
        { autoIndex: false },
      )
        .index({ a: 1, c: -1 }, { name: 'both' })
        .index({ c: 1, a: 1 }, { partialFilterExpression: { a: { $gt: 3 } } })
        .index({ b: 1, a: 1 }, { hidden: true }),
    );
    await Item.createCollection();
    await Item.collection.createIndex({ old: 1 });
    expect(await Item.syncIndexes()).toEqual(['old_1']);
    expect(await Item.diffIndexes()).toEqual({ toDrop: [], toCreate: [] });
    expect((await Item.listIndexes()).map(({ name }) => name).sort()).toEqual(
      ['_id_', 'a_1', 'b_1', 'b_1_a_1', 'both', 'c_1', 'c_1_a_1'].sort(),
    );
  });

  it('can remove indexes and documents while a model is still making its indexes', async () => {
    const collection = `shared${++models}`;
    for (let round = 0; round < 20; round++) {
      connection.deleteModel(/./);
      const schema = new Schema({
        name: { type: String, unique: round % 2 === 0 },
        [`f${round % 3}`]: { index: true, type: Number },
      });
      const Shared = connection.model('Shared', schema, collection);
      const ready = Shared.init().catch((error) => error);
      await Shared.create([{ name: `a${round}` }, { name: `b${round}` }]);
      expect(await Shared.countDocuments({ name: `a${round}` })).toBe(1);
      await Promise.all([Shared.deleteMany({}), Shared.collection.dropIndexes().catch(() => undefined)]);
      await ready;
      expect(await Shared.countDocuments()).toBe(0);
    }
  });

  it('answers queries by the rules of a language', async () => {
    const Word = model(new Schema({ word: String }));
    await Word.create([{ word: 'ähnlich' }, { word: 'Zug' }, { word: 'zug' }, { word: 'Bahn' }]);
    const collation = { locale: 'de', strength: 1 };
    expect(await Word.countDocuments({ word: 'ZUG' }).collation(collation)).toBe(2);
    const sorted = await Word.find().sort({ word: 1 }).collation({ locale: 'de' }).lean();
    expect(sorted.map(({ word }) => word)).toEqual(['ähnlich', 'Bahn', 'zug', 'Zug']);
    expect((await Word.deleteMany({ word: 'BAHN' }).collation(collation)).deletedCount).toBe(1);
  });

  it('reads through a view, which cannot be written to', async () => {
    const Person = model(new Schema({ name: String, age: Number }));
    await Person.create([
      { name: 'a', age: 1 },
      { name: 'b', age: 20 },
    ]);
    const Adult = model(new Schema({ name: String }, { autoCreate: false, autoIndex: false }));
    await Adult.createCollection({
      viewOn: Person.collection.name,
      pipeline: [{ $match: { age: { $gte: 18 } } }, { $project: { name: { $concat: ['Dr ', '$name'] } } }],
    });
    expect((await Adult.find().lean()).map((one) => one['name'])).toEqual(['Dr b']);
    expect([await Adult.countDocuments({ name: 'Dr b' }), await Adult.estimatedDocumentCount()]).toEqual([1, 1]);
    await expect(Adult.create({ name: 'c' })).rejects.toMatchObject({ code: 166 });
  });

  it('is told by the server which documents a validator does not let in', async () => {
    const Checked = model(new Schema({ name: String, level: Number }, { autoCreate: false }));
    const properties = { level: { bsonType: 'int', minimum: 3 } };
    await Checked.createCollection({ validator: { $jsonSchema: { required: ['name'], properties } } });
    await Checked.create({ name: 'x', level: 3 });
    const refused = { code: 121, errInfo: { failingDocumentId: expect.anything(), details: expect.anything() } };
    await expect(Checked.create({ level: 3 })).rejects.toMatchObject(refused);
    await expect(Checked.updateOne({ name: 'x' }, { level: 2 })).rejects.toMatchObject(refused);
    expect(await Checked.countDocuments({ level: 3 })).toBe(1);
  });

  it('undoes what its transaction helper did when the work throws', async () => {
    const Entry = model(new Schema({ name: String }));
    await Entry.init();
    const failing = connection.transaction(async (session) => {
      await Entry.create([{ name: 'lost' }], { session });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await connection.transaction(async (session) => {
      await Entry.insertMany([{ name: 'kept' }], { session });
    });
    expect((await Entry.find().lean()).map(({ name }) => name)).toEqual(['kept']);
  });
});
