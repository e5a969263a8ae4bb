/**
 * The figures of a branch with 100,000 members: reading them, the list and the summary, and computing every row anew,
 * with nothing and with 1 % changed. Usage: `tsx tests/bench/portfolio.bench.ts [--members N]`
 */
import { parseArgs } from 'node:util';
import mongoose from 'mongoose';
import { connect } from '../../server/src/db/connection';
import { migrations } from '../../server/src/db/migrations/list';
import { migrate } from '../../server/src/db/migrations/runner';
import { createLogger } from '../../server/src/platform/logger';
import { presentFigures } from '../../server/src/portfolio/figures.presenter';
import { presentMembers } from '../../server/src/portfolio/members.presenter';
import { refreshPortfolio } from '../../server/src/portfolio/nightly.service';
import { presentSummary } from '../../server/src/portfolio/summary.presenter';
import { takeFacts } from '../../server/src/tiering/standings.service';
import { onEachStage, type Stage } from './stage';

/** A page that a head opens must be there within this. */
const MOST_READ_MS = 1_000;
/** The night has half an hour for a million members. */
const MOST_MS_PER_MEMBER = 1.8;
const BATCH = 1_000;
const MANAGERS = 60;
const RUNS = 5;
const NOW = new Date('2026-11-22T02:00:00Z');
const DAYS = ['2026-07-31', '2026-08-31', '2026-09-30', '2026-10-31'];

const { values } = parseArgs({ options: { members: { type: 'string', default: '100000' } } });

const { ObjectId } = mongoose.Types;
const branchId = new ObjectId();
const managers = Array.from({ length: MANAGERS }, () => new ObjectId());
const idOf = (at: number) => new ObjectId(at.toString(16).padStart(24, '0'));
const fenOf = (at: number, place: number) => ((at * 7_919) % 30_000_000) + place * 100_000;

const SAYS = {
  ...{ birthYear: 1980, managerNo: null, wealthFen: 0, fundsFen: 0, insuranceFen: 0, bondsFen: 0, metalsFen: 0 },
  ...{ loansFen: 0, cardSpendingFen: 0, custodyFen: 0, cardGrade: 'none', products: ['deposit', 'fund'] },
  ...{ transactions: 3, channelPercent: null, mobileActive: true, cardsActivated: 1 },
};

const insert = (collection: string, documents: object[]) =>
  mongoose.connection.collection(collection).insertMany(documents as never, { ordered: false });

/** Members with owner, account, two rows of the list that are read, and standing. */
async function fill(from: number, count: number): Promise<void> {
  const places = Array.from({ length: count }, (_none, at) => from + at);
  await insert(
    'members',
    places.map((at) => ({ _id: idOf(at), status: 'active', nickname: `客户${at}`, consents: [], createdAt: NOW })),
  );
  await insert(
    'relations',
    places.map((at) => ({ _id: idOf(at), ownerId: managers[at % MANAGERS], ownerSince: NOW, branchId })),
  );
  const points = (at: number) => DAYS.map((on, place) => ({ on, fen: fenOf(at, place), by: 1 }));
  await insert(
    'aumaccounts',
    places.map((at) => ({ _id: idOf(at), branchId, customerNo: `C${at}`, memberId: idOf(at), points: points(at) })),
  );
  const rows = (at: number) =>
    ['2026-06-30', ...DAYS].map((on) => ({
      _id: `${idOf(at).toHexString()}:${on}:00000001`,
      importId: branchId,
      row: at,
      says: { ...SAYS, depositsFen: fenOf(at, 2) },
    }));
  await insert('aumrows', places.flatMap(rows));
  const { birthYear, loansFen, cardSpendingFen, custodyFen, products, transactions, channelPercent, mobileActive } =
    SAYS;
  const said = {
    birthYear,
    loansFen,
    cardSpendingFen,
    custodyFen,
    products,
    transactions,
    channelPercent,
    mobileActive,
  };
  await takeFacts(
    places.map((at) => ({
      memberId: idOf(at).toHexString(),
      branchId: branchId.toHexString(),
      points: points(at).map(({ on, fen }) => ({ on, fen })),
      facts: { ...said, cardGrade: 'none' as const, asOf: '2026-10-31', aumFen: fenOf(at, 3) },
    })),
    NOW,
  );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** The slowest of some runs. */
async function slowest(work: () => Promise<unknown>): Promise<number> {
  let most = 0;
  for (let run = 0; run < RUNS; run += 1) most = Math.max(most, await timed(work));
  return most;
}

async function readings(): Promise<[string, number][]> {
  const id = branchId.toHexString();
  const [whole, one] = [
    { branchId: id, ownerId: null },
    { branchId: null, ownerId: managers[0]?.toHexString() ?? '' },
  ];
  const head = { employeeId: managers[0]?.toHexString() ?? '', branchId: id, roles: ['head'] };
  const reader = { employee: head, headOf: id };
  const list = (filter: object) => () =>
    presentMembers(
      { filter: { order: 'aum', ...filter }, scope: whole, readable: null, moved: null },
      reader,
      { limit: 20 },
      NOW,
    );
  return [
    [
      'branch by employee',
      await slowest(() => presentFigures({ quarter: undefined, by: 'employee', scope: whole }, NOW)),
    ],
    ['one manager by tier', await slowest(() => presentFigures({ quarter: undefined, by: 'tier', scope: one }, NOW))],
    ['summary of the branch', await slowest(() => presentSummary(undefined, whole, NOW))],
    ['first page of the branch', await slowest(list({}))],
    ['page of those who rose', await slowest(list({ set: 'rose' }))],
    ['search by name', await slowest(list({ search: '客户999' }))],
  ];
}

async function measure(stage: Stage, members: number): Promise<boolean> {
  await connect(stage.uri('portfolio'));
  await migrate(migrations, createLogger('silent'));
  for (let from = 0; from < members; from += BATCH) await fill(from, Math.min(BATCH, members - from));
  let met = true;
  const nights: [string, number | null][] = [
    ['first night', null],
    ['night without a change', 0],
    ['night with 1 % changed', 0.01],
  ];
  for (const [name, share] of nights) {
    if (share)
      await mongoose.connection
        .collection('portfoliorows')
        .updateMany({ memberId: { $lt: idOf(members * share) } }, { $set: { aumFen: 1 } });
    const ms = await timed(() => refreshPortfolio(NOW));
    met &&= ms / members <= MOST_MS_PER_MEMBER;
    const each = (ms / members).toFixed(3);
    console.log(
      `${stage.name}, ${members} members, ${name}: ${(ms / 1000).toFixed(1)} s, ${each} ms each (most ${MOST_MS_PER_MEMBER})`,
    );
  }
  for (const [name, ms] of await readings()) {
    met &&= ms <= MOST_READ_MS;
    console.log(`${stage.name}, ${members} members, ${name}: ${Math.round(ms)} ms (most ${MOST_READ_MS})`);
  }
  await mongoose.disconnect();
  return met;
}

void onEachStage(async (stage) => {
  if (!(await measure(stage, Number(values.members)))) process.exitCode = 1;
});
