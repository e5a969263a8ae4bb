/**
 * Claims a second on one hot offer at 64 connections, against the floor (floorServer.ts: the same authentication, two
 * plain writes) and against 1,000 offers claimed evenly; with one and with two server processes. Then how long claims
 * take with 200,000 claims in the database and with 2,000, by turns. Figures are medians of the rounds, a ratio is
 * taken within its round; every database is verified at the end. On the embedded database, and on MONGODB_URI where it
 * is set. Usage: `npm run bench:claims [-- --rounds N --requests N --parts throughput,growth --processes 1,2]`
 */
import { parseArgs } from 'node:util';
import mongoose from 'mongoose';
import { connect } from '../../server/src/db/connection';
import { callerAt, requestId } from '../support/api';
import { type Seeded, seedMembers } from '../support/seed';
import { Figures, fire, judge, type Run, type Shot } from './load';
import { copyOffers, firstOffer, removeOffer, rows, seedClaims } from './offers';
import { checkLedgers, onEachStage, type Stage, startFloor, startProduct } from './stage';

const MEMBERS = 2_000;
const SPREAD = 1_000;
const WARM_UP = 2_000;
/** Offers claimed by every member before: 2,000 claims, and 200,000. */
const BEFORE = { few: 1, many: 100 } as const;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    requests: { type: 'string', default: '20000' },
    parts: { type: 'string', default: 'throughput,growth' },
    processes: { type: 'string', default: '1,2' },
  },
});
const ROUNDS = Number(values.rounds);
const REQUESTS = Number(values.requests);

/** Members in turn, each call a new wish for the offer that `offerOf` names. */
function wishes(members: readonly Seeded[], pathOf: (n: number) => string) {
  return (n: number): Shot => {
    const { token } = members[n % members.length] as Seeded;
    return { path: pathOf(n), token, body: { requestId: requestId() } };
  };
}

const claimsOf = (offerId: string): string => `/api/offers/${offerId}/claims`;

async function throughput(stage: Stage, processes: number): Promise<void> {
  const uri = stage.uri(`claims${processes}`);
  const product = await startProduct(uri, processes);
  const floor = await startFloor(uri, processes);
  await connect(uri);
  const members = await seedMembers(MEMBERS);
  const offer = await firstOffer(callerAt(product.urls[0] ?? ''));
  const hot = async (count: number): Promise<Run> => {
    const [id = ''] = await copyOffers(offer, 1);
    return fire(
      product.urls,
      count,
      wishes(members, () => claimsOf(id)),
      201,
    );
  };
  const spread = async (count: number): Promise<Run> => {
    const ids = await copyOffers(offer, SPREAD);
    return fire(
      product.urls,
      count,
      wishes(members, (n) => claimsOf(ids[n % SPREAD] ?? '')),
      201,
    );
  };
  const plain = async (count: number): Promise<Run> => {
    await rows('floorrows').replaceOne({ _id: 'hot' }, { left: count, used: 0 }, { upsert: true });
    return fire(
      floor.urls,
      count,
      wishes(members, () => '/hot'),
      201,
    );
  };
  const figures = new Figures();
  for (const warm of [hot, spread, plain]) await warm(WARM_UP);
  for (let round = 0; round < ROUNDS; round += 1) {
    figures.add('floor', await plain(REQUESTS));
    figures.add('hot', await hot(REQUESTS));
    figures.add('spread', await spread(REQUESTS));
  }
  console.log(`${stage.name}, ${processes} server process(es), ${REQUESTS} requests a run, ${ROUNDS} rounds`);
  judgeThroughput(figures);
  await product.stop();
  await floor.stop();
  await checkLedgers(uri);
  await mongoose.disconnect();
}

function judgeThroughput(figures: Figures): void {
  for (const name of ['floor', 'hot', 'spread'])
    console.log(`  ${name}: ${figures.of(name).toFixed(0)}/s, p99 ${figures.of(name, 'p99').toFixed(1)} ms`);
  judge('hot/floor', figures.ratio('hot', 'floor'), 0.5);
  judge('hot/spread', figures.ratio('hot', 'spread'), 0.8);
  judge('spread/floor', figures.ratio('spread', 'floor'), 0.3);
}

/** A database with so many claims in it already. */
async function crowded(stage: Stage, name: keyof typeof BEFORE, processes: number) {
  const uri = stage.uri(`${name}${processes}`);
  const product = await startProduct(uri, processes);
  await reconnect(uri);
  const api = callerAt(product.urls[0] ?? '');
  const offer = await firstOffer(api);
  const members = await seedMembers(MEMBERS);
  await seedClaims(api, offer, members, BEFORE[name]);
  const run = async (count: number): Promise<Run> => {
    await reconnect(uri);
    const [id = ''] = await copyOffers(offer, 1);
    const result = await fire(
      product.urls,
      count,
      wishes(members, () => claimsOf(id)),
      201,
    );
    await removeOffer(id);
    return result;
  };
  return { name, uri, product, run };
}

/** Two databases are measured by turns; this process is connected to one at a time. */
async function reconnect(uri: string): Promise<void> {
  await mongoose.disconnect();
  await connect(uri);
}

async function growth(stage: Stage, processes: number): Promise<void> {
  const databases = [await crowded(stage, 'few', processes), await crowded(stage, 'many', processes)];
  const figures = new Figures();
  for (const { run } of databases) await run(WARM_UP);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const { name, run } of databases) figures.add(name, await run(REQUESTS));
  console.log(`${stage.name}, ${processes} server process(es), claims in the database before: 2,000 and 200,000`);
  for (const { name } of databases)
    console.log(`  ${name}: ${figures.of(name).toFixed(0)}/s, p99 ${figures.of(name, 'p99').toFixed(1)} ms`);
  judge('p99 many/few', figures.ratio('many', 'few', 'p99'), 1.3, 'most');
  for (const { product, uri } of databases) {
    await product.stop();
    await checkLedgers(uri);
  }
  await mongoose.disconnect();
}

const PARTS: Readonly<Record<string, (stage: Stage, processes: number) => Promise<void>>> = { throughput, growth };

void onEachStage(async (stage) => {
  for (const part of values.parts.split(','))
    for (const processes of values.processes.split(',')) await PARTS[part]?.(stage, Number(processes));
});
