import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import mongoose, { Types } from 'mongoose';
import { connect } from '../../server/src/db/connection';
import type { RequestState } from '../../server/src/http/actor';
import { authenticate } from '../../server/src/http/authenticate';
import { jsonBody } from '../../server/src/http/jsonBody';
import { resolveSession } from '../../server/src/members/sessions.service';

interface Row {
  _id: string;
  left: number;
  used: number;
}

/**
 * The floor of claims and scans: the product's connection, authentication and sessions, then two plain writes, a
 * guarded `$inc` on one row and an insert. No transaction, no rule, no ledger, no index but `_id`, no other middleware.
 */
async function serve(): Promise<void> {
  await connect(process.env.MONGODB_URI ?? '');
  const rows = mongoose.connection.collection<Row>('floorrows');
  const marks = mongoose.connection.collection('floormarks');
  const app = new Koa<RequestState>();
  app.use(authenticate({ resolveSession, now: () => new Date(), countRefusal: async () => undefined }));
  app.use(jsonBody());
  app.use(async (ctx) => {
    const { actor } = ctx.state;
    if (actor?.kind !== 'member') return;
    const _id = ctx.path.slice(1);
    const { requestId } = (ctx.request as unknown as { body: { requestId: string } }).body;
    const changed = await rows.updateOne({ _id, left: { $gte: 1 } }, { $inc: { left: -1, used: 1 } });
    if (changed.matchedCount !== 1) return;
    const mark = { memberId: new Types.ObjectId(actor.memberId), row: _id, requestId, at: new Date() };
    await marks.insertOne(mark);
    ctx.status = 201;
    ctx.body = mark;
  });
  const server = createServer(app.callback());
  server.listen(0, '127.0.0.1', () => {
    process.send?.({ listening: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  });
}

void serve();
