import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { Schema } from 'mongoose';
import { connect } from '../../server/src/db/connection';
import { defineModel } from '../../server/src/db/model';

interface ThingRecord {
  key: string;
  name: string;
}

const schema = new Schema<ThingRecord>({ key: String, name: String }, { versionKey: false });
schema.index({ key: 1 }, { unique: true });
const Thing = defineModel<ThingRecord>('Thing', schema, 'things');

const THINGS = 1_000;

/** What the product's routes are compared with: an empty Koa route, and one that does a findOne by a unique index. */
async function serve(): Promise<void> {
  await connect(process.env.MONGODB_URI ?? '');
  await Thing.createIndexes();
  await Thing.insertMany(
    Array.from({ length: THINGS }, (_none, index) => ({ key: `k${index}`, name: `thing ${index}` })),
  );
  const app = new Koa();
  let next = 0;
  app.use(async (ctx) => {
    if (ctx.path === '/empty') {
      ctx.body = { status: 'ok' };
      return;
    }
    next = (next + 1) % THINGS;
    ctx.body = await Thing.findOne({ key: `k${next}` }).lean();
  });
  const server = createServer(app.callback());
  server.listen(0, '127.0.0.1', () => {
    process.send?.({ listening: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  });
}

void serve();
