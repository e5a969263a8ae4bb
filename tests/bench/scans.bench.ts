/**
 * Stamps a second at ten booths at 64 connections, every scan the first of another customer, against the floor
 * (floorServer.ts: the same authentication, two plain writes, on a row for each booth); with one and with two server
 * processes. Figures are medians of the rounds, a ratio is taken within its round; the database is verified at the
 * end. On the embedded database, and on MONGODB_URI where it is set.
 * Usage: `npm run bench:scans [-- --rounds N --requests N]`
 */
import { parseArgs } from 'node:util';
import mongoose from 'mongoose';
import { connect } from '../../server/src/db/connection';
import { callerAt, requestId } from '../support/api';
import { type Desk, newVisitors, openBooths, shown } from './booths';
import { Figures, fire, judge, type Run, type Shot } from './load';
import { rows } from './offers';
import { checkLedgers, onEachStage, type Stage, startFloor, startProduct } from './stage';

const WARM_UP = 1_000;

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, requests: { type: 'string', default: '5000' } },
});
const ROUNDS = Number(values.rounds);
const REQUESTS = Number(values.requests);

async function compare(stage: Stage, processes: number): Promise<void> {
  const uri = stage.uri(`scans${processes}`);
  const product = await startProduct(uri, processes);
  const floor = await startFloor(uri, processes);
  await connect(uri);
  const { eventId, desks } = await openBooths(callerAt(product.urls[0] ?? ''));
  const deskOf = (n: number): Desk => desks[n % desks.length] as Desk;
  const scans = async (count: number): Promise<Run> => {
    const visitors = await newVisitors(eventId, count);
    const shot = (n: number): Shot => {
      const { boothId, token } = deskOf(n);
      const visitor = visitors[n];
      const code = visitor ? shown(visitor) : '';
      return { path: '/api/scans', token, body: { code, boothId, requestId: requestId() } };
    };
    return fire(product.urls, count, shot, 200, (text) => text.includes('"stamped"'));
  };
  const plain = async (count: number): Promise<Run> => {
    for (const { boothId } of desks)
      await rows('floorrows').replaceOne({ _id: boothId }, { left: count, used: 0 }, { upsert: true });
    const shot = (n: number): Shot => {
      const { boothId, token } = deskOf(n);
      return { path: `/${boothId}`, token, body: { requestId: requestId() } };
    };
    return fire(floor.urls, count, shot, 201);
  };
  const figures = new Figures();
  for (const warm of [scans, plain]) await warm(WARM_UP);
  for (let round = 0; round < ROUNDS; round += 1) {
    figures.add('floor', await plain(REQUESTS));
    figures.add('scans', await scans(REQUESTS));
  }
  console.log(`${stage.name}, ${processes} server process(es), ${REQUESTS} requests a run, ${ROUNDS} rounds`);
  for (const name of ['floor', 'scans'])
    console.log(`  ${name}: ${figures.of(name).toFixed(0)}/s, p99 ${figures.of(name, 'p99').toFixed(1)} ms`);
  judge('scans/floor', figures.ratio('scans', 'floor'), 0.5);
  await product.stop();
  await floor.stop();
  await checkLedgers(uri);
  await mongoose.disconnect();
}

void onEachStage(async (stage) => {
  for (const processes of [1, 2]) await compare(stage, processes);
});
