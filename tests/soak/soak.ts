/**
 * Two servers on one database, everybody at work at once, and one part after another struck: kill -9 of each server and of
 * the database, WeChat slow and failing, a phone whose clock is wrong, requests twice and in the wrong order. At the end
 * every projection must follow from the ledgers, and nobody may have got an answer of 5xx but while the database was away.
 * On MONGODB_URI, a replica set, its primary steps down in the place of the kill.
 * Usage: `npm run soak [-- --seconds N --seed N]`
 */
import { parseArgs } from 'node:util';
import mongoose from 'mongoose';
import { connect } from '../../server/src/db/connection';
import { Chance } from './chance';
import { City } from './city';
import { Client } from './client';
import { customerDoes, type Shown } from './customers';
import { Journal } from './journal';
import { buildTown, type Town } from './town';
import { lead, redeem, scan, scanOffline, serve, type Work } from './workers';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '180' }, seed: { type: 'string', default: '1' } },
});
const MS = Number(values.seconds) * 1_000;
const CUSTOMERS_AT_ONCE = 12;
/** Time that the database may be away, and what waits for it may take. */
const AWAY_MS = 30_000;
const STEP_DOWN_SECONDS = 10;

/** What strikes, and after which share of the time. */
function blows(city: City, journal: Journal): readonly [number, string, () => Promise<unknown> | undefined][] {
  const wechat = (failure: { errcode?: number; delayMs?: number }) => async () => {
    for (const call of ['phone', 'text', 'message', 'risk', 'token'])
      city.simulator.state.failNext({ call, times: 20, ...failure });
  };
  const database = async () => {
    journal.expectAway(AWAY_MS);
    if (city.embedded) city.killDatabase();
    else await mongoose.connection.getClient().db('admin').command({ replSetStepDown: STEP_DOWN_SECONDS });
  };
  return [
    [0.15, 'kill -9 of the first server', () => city.killServer(0)],
    [0.3, 'WeChat is slow', wechat({ delayMs: 3_000 })],
    [0.45, city.embedded ? 'kill -9 of the database' : 'the primary steps down', database],
    [0.65, 'WeChat fails', wechat({ errcode: -1 })],
    [0.8, 'kill -9 of the second server', () => city.killServer(1)],
  ];
}

async function strike(city: City, journal: Journal): Promise<void> {
  for (const [share, what, blow] of blows(city, journal)) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, share * MS - journal.elapsed)));
    console.log(`${(journal.elapsed / 1_000).toFixed(0).padStart(4)} s  ${what}`);
    await blow();
  }
}

async function traffic(city: City, town: Town, journal: Journal): Promise<void> {
  const seed = Number(values.seed);
  const shown: Shown = { stamp: new Map(), redeem: new Map() };
  const again = async (at: number, deed: (work: Work) => Promise<void>): Promise<void> => {
    const chance = new Chance(seed * 1_000 + at);
    const work = { client: new Client(city, journal, chance), chance, town, shown };
    while (journal.elapsed < MS) await deed(work);
  };
  const { staff, cashier } = town.branch;
  const workers: ((work: Work) => Promise<void>)[] = [
    (work) => scan(work, staff, 0),
    (work) => scan(work, cashier, 1),
    (work) => (work.chance.is(0.1) ? scanOffline(work, staff, 0) : pause(200)),
    (work) => redeem(work).then(() => pause(100)),
    (work) => serve(work).then(() => pause(300)),
    (work) => lead(work).then(() => pause(500)),
  ];
  await Promise.all([
    strike(city, journal),
    ...workers.map((deed, at) =>
      again(at, async (work) => {
        await deed(work);
        await pause(10);
      }),
    ),
    ...Array.from({ length: CUSTOMERS_AT_ONCE }, (_none, at) => again(100 + at, customerDoes)),
  ]);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function soak(): Promise<void> {
  const city = await City.build();
  try {
    await connect(city.uri);
    const town = await buildTown(city.urls[0] ?? '');
    const journal = new Journal();
    await traffic(city, town, journal);
    await mongoose.disconnect();
    const log = await city.stopServers();
    const differences = await city.differences();
    console.log(`\n${'endpoint'.padEnd(52)}${'calls'.padStart(6)}${'p50'.padStart(6)}${'p99'.padStart(6)}  statuses`);
    for (const line of journal.lines()) console.log(line);
    console.log(`\n${journal.calls} calls in ${(journal.elapsed / 1_000).toFixed(0)} s, ${journal.broken} broken off`);
    if (journal.surprises.length > 0) console.log('answers that nobody should get:', journal.surprises.slice(0, 20));
    if (log.trim() !== '') console.log(`errors in the log:\n${log.slice(0, 3_000)}`);
    console.log(differences ? `verify found differences:\n${differences}` : 'verify: no differences');
    if (differences || journal.surprises.length > 0) process.exitCode = 1;
  } finally {
    await city.close();
  }
}

soak().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
