/**
 * Two servers on one database, everybody at work at once, and one part after another struck: kill -9 of each server and of
 * the database, WeChat slow and failing, a phone whose clock is wrong, requests twice and in the wrong order. At the end
 * every projection must follow from the ledgers, all that was acknowledged must be there, and nobody may have got an answer
 * of 5xx but while the database was away. On MONGODB_URI, a replica set, its primary steps down in the place of the kill.
 * Usage: `npm run soak [-- --seconds N --seed N]`
 */
import { parseArgs } from 'node:util';
import mongoose from 'mongoose';
import { connect } from '../../server/src/db/connection';
import { isDatabaseAway } from '../../server/src/db/databaseAway';
import { scan, scanOffline, welcome } from './booths';
import { Chance } from './chance';
import { City } from './city';
import { Client, type Echo } from './client';
import { redeem } from './counters';
import { customerDoes, newcomer } from './customers';
import { direct } from './heads';
import { Journal } from './journal';
import { serve } from './managers';
import { Receipts } from './receipts';
import { buildTown, type Town } from './town';
import { pause, type Work } from './work';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '180' }, seed: { type: 'string', default: '1' } },
});
const MS = Number(values.seconds) * 1_000;
const SEED = Number(values.seed);
const CUSTOMERS_AT_ONCE = 12;
/** After a part is there again, what met it away may still be answered so. */
const AFTER_MS = { server: 1_000, database: 3_000, wechat: 6_000 };
const SLOW_MS = 3_000;
const WECHAT_CALLS = ['login', 'phone', 'codeImage', 'text', 'message', 'risk', 'token'];
/** For this share of the time WeChat is slow, and later fails. */
const WECHAT_SHARE = 0.06;

/** What strikes, and after which share of the time. */
function blows(city: City): readonly [number, keyof typeof AFTER_MS, string, () => Promise<void>][] {
  const wechat = (failure: { errcode?: number; delayMs?: number }) => async () => {
    for (const call of WECHAT_CALLS)
      city.simulator.state.failNext({ call, times: Number.MAX_SAFE_INTEGER, ...failure });
    await pause(MS * WECHAT_SHARE);
    city.simulator.state.clear();
  };
  const database = city.embedded ? 'kill -9 of the database' : 'the primary steps down';
  return [
    [0.12, 'server', 'kill -9 of the first server', () => city.killServer(0)],
    [0.28, 'wechat', 'WeChat is slow', wechat({ delayMs: SLOW_MS })],
    [0.42, 'database', database, () => city.strikeDatabase()],
    [0.58, 'wechat', 'WeChat fails', wechat({ errcode: -1 })],
    [0.72, 'server', 'kill -9 of the second server', () => city.killServer(1)],
    [0.86, 'database', database, () => city.strikeDatabase()],
  ];
}

async function strike(city: City, journal: Journal): Promise<void> {
  for (const [share, part, what, blow] of blows(city)) {
    await pause(Math.max(0, share * MS - journal.elapsed));
    const from = journal.elapsed;
    const over = journal.strike(part, AFTER_MS[part]);
    await blow();
    over();
    const seconds = [from, journal.elapsed].map((ms) => (ms / 1_000).toFixed(1).padStart(6));
    console.log(`${seconds.join(' to ')} s  ${what}`);
  }
}

/** Everybody's work, each repeated until the time is over. */
function everybody({ branch, boothWorkers, managers }: Town): ((work: Work) => Promise<void>)[] {
  const bank = boothWorkers[0] as (typeof boothWorkers)[0];
  const basement = boothWorkers.length - 1;
  const cashiers = boothWorkers.filter(({ employee }) => employee.roles.includes('cashier'));
  return [
    ...boothWorkers.map((worker, booth) =>
      booth === basement
        ? (work: Work) => scanOffline(work, worker, booth)
        : (work: Work) => scan(work, worker, booth).then(() => pause(60)),
    ),
    (work) => welcome(work, bank).then(() => pause(150)),
    ...cashiers.map((cashier) => (work: Work) => redeem(work, cashier).then(() => pause(80))),
    ...managers.map((manager) => (work: Work) => serve(work, manager).then(() => pause(100))),
    ...[branch.head, branch.otherHead].map((head) => (work: Work) => direct(work, head).then(() => pause(100))),
    (work) => newcomer(work).then(() => pause(300)),
    ({ client }) => client.echo().then(() => pause(40)),
    ...Array.from({ length: CUSTOMERS_AT_ONCE }, () => (work: Work) => customerDoes(work).then(() => pause(20))),
  ];
}

async function traffic(city: City, town: Town, journal: Journal, receipts: Receipts): Promise<void> {
  const echoes: Echo[] = [];
  const again = async (deed: (work: Work) => Promise<void>, at: number): Promise<void> => {
    const chance = new Chance(SEED * 1_000 + at);
    const work = { client: new Client(city, journal, chance, echoes), chance, town, journal, receipts };
    while (journal.elapsed < MS) {
      await deed(work).catch((error: unknown) => journal.surprise('a deed', 0, String(error)));
      await pause(5);
    }
  };
  await Promise.all([strike(city, journal), ...everybody(town).map(again)]);
}

/** Prints what happened; true where all of it is as it must be. */
async function judge(city: City, journal: Journal, receipts: Receipts): Promise<boolean> {
  const lost = await receipts.lost();
  await mongoose.disconnect();
  const faults = faultsIn(await city.stopServers());
  const differences = await city.differences();
  console.log(`\n${journal.lines().join('\n')}\n\n${journal.summary().join('\n')}`);
  console.log(`acknowledged: ${receipts.summary()}`);
  if (faults.length > 0) console.log(`${faults.length} faults in the log:\n${faults.slice(0, 5).join('\n')}`);
  console.log(
    lost.length > 0 ? `acknowledged and lost: ${lost.slice(0, 20).join(', ')}` : 'nothing acknowledged is lost',
  );
  if (journal.surprises.length > 0)
    console.log(`${journal.surprises.length} answers that nobody should get:`, journal.surprises.slice(0, 20));
  console.log(differences ? `verify found differences:\n${differences.slice(0, 4_000)}` : 'verify: no differences');
  return lost.length === 0 && journal.surprises.length === 0 && faults.length === 0 && !differences;
}

interface LogLine {
  msg?: string;
  err?: { type?: string; message?: string };
}

/** Errors that servers wrote to their log, but those by which requests failed (their callers judge) or no database answered. */
function faultsIn(log: string): string[] {
  return log.split('\n').filter((line) => {
    if (!line.startsWith('{')) return line.trim() !== '';
    const { msg, err } = JSON.parse(line) as LogLine;
    // A write of many that broke off says so by its message alone.
    const broken = /ECONNRESET|ECONNREFUSED|connection \d+ to \S+ closed/.test(err?.message ?? '');
    return (
      msg !== 'request failed' &&
      !broken &&
      !isDatabaseAway(Object.assign(new Error(err?.message), { name: err?.type }))
    );
  });
}

async function soak(): Promise<void> {
  const city = await City.build();
  try {
    await connect(city.uri);
    const town = await buildTown(city.urls[0] ?? '');
    const [journal, receipts] = [new Journal(), new Receipts()];
    await traffic(city, town, journal, receipts);
    if (!(await judge(city, journal, receipts))) process.exitCode = 1;
  } finally {
    await mongoose.disconnect();
    await city.close();
  }
}

soak().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
