/**
 * Computing the standings of 1,000,000 members anew, with all and with 1 % of them changed, as ratio to one walk of a
 * cursor over the same documents and a bulkWrite of as many as changed. Twice gives no change.
 * Usage: `npm run bench:tiering [-- --members N --every 1,100]`, every so-manieth being changed
 */
import { parseArgs } from 'node:util';
import { DAY_MS } from '@linzhang/shared/kernel/time';
import mongoose from 'mongoose';
import { connect } from '../../server/src/db/connection';
import { migrations } from '../../server/src/db/migrations/list';
import { migrate } from '../../server/src/db/migrations/runner';
import { createLogger } from '../../server/src/platform/logger';
import { type MemberFacts, recompute, takeFacts } from '../../server/src/tiering/standings.service';
import { onEachStage, type Stage } from './stage';

const TARGET_RATIO = 2;
const BATCH = 1_000;

const { values } = parseArgs({
  options: { members: { type: 'string', default: '1000000' }, every: { type: 'string', default: '1,100' } },
});

const branchId = new mongoose.Types.ObjectId().toHexString();

function factsOf(at: number): MemberFacts {
  const fen = (at * 7_919) % 30_000_000;
  const days = ['2026-07-31', '2026-08-31', '2026-09-30', '2026-10-31'];
  const points = days.map((on, place) => ({ on, fen: fen + place * 100_000 }));
  return {
    memberId: at.toString(16).padStart(24, '0'),
    branchId,
    points,
    facts: {
      asOf: '2026-10-31',
      aumFen: fen + 300_000,
      loansFen: 0,
      cardSpendingFen: 360_050,
      custodyFen: 0,
      cardGrade: 'standard',
      products: ['deposit', 'fund'],
      transactions: 3,
      channelPercent: at % 100,
      mobileActive: at % 2 === 0,
      birthYear: 1950 + (at % 50),
    },
  };
}

const standings = () => mongoose.connection.collection('standings');

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** One walk over all documents, writing each `every`-th back with what a change writes. */
async function floor(every: number): Promise<void> {
  let writes: object[] = [];
  let at = 0;
  for await (const row of standings().find({}, { batchSize: BATCH }).sort({ _id: 1 })) {
    if (at % every === 0) {
      const { score, result, steps, changedAt } = row;
      writes.push({
        updateOne: { filter: { _id: row._id }, update: { $set: { score, result, steps, changedAt, again: 1 } } },
      });
    }
    at += 1;
    if (writes.length < BATCH) continue;
    await standings().bulkWrite(writes as never, { ordered: false });
    writes = [];
  }
  if (writes.length > 0) await standings().bulkWrite(writes as never, { ordered: false });
}

/** Makes every `every`-th result one that does not hold. */
async function spoil(members: number, every: number): Promise<void> {
  for (let from = 0; from < members; from += BATCH * every) {
    const ids = Array.from({ length: BATCH }, (_none, place) => from + place * every)
      .filter((at) => at < members)
      .map((at) => new mongoose.Types.ObjectId(at.toString(16).padStart(24, '0')));
    await standings().updateMany({ _id: { $in: ids } }, { $set: { 'result.near': 'unknown' } });
  }
}

async function measure(stage: Stage, members: number): Promise<boolean> {
  await connect(stage.uri('tiering'));
  await migrate(migrations, createLogger('silent'));
  const now = new Date('2026-11-22T02:00:00Z');
  for (let from = 0; from < members; from += BATCH)
    await takeFacts(
      Array.from({ length: Math.min(BATCH, members - from) }, (_none, at) => factsOf(from + at)),
      new Date(now.getTime() - DAY_MS),
    );
  await recompute(null, now);
  let met = true;
  for (const every of values.every.split(',').map(Number)) {
    const floorMs = await timed(() => floor(every));
    await spoil(members, every);
    let changed = 0;
    const ms = await timed(async () => {
      ({ changed } = await recompute(null, now));
    });
    const again = await recompute(null, now);
    if (changed !== Math.ceil(members / every) || again.changed !== 0)
      throw new Error(`changed ${changed}, again ${again.changed}`);
    const ratio = ms / floorMs;
    met &&= ratio <= TARGET_RATIO;
    console.log(
      `${stage.name}, ${members} members, ${changed} changed: ${(ms / 1000).toFixed(1)} s, floor ${(floorMs / 1000).toFixed(1)} s, ` +
        `ratio ${ratio.toFixed(2)} (target ${TARGET_RATIO}), ${ratio <= TARGET_RATIO ? 'met' : 'MISSED'}`,
    );
  }
  await mongoose.disconnect();
  return met;
}

void onEachStage(async (stage) => {
  if (!(await measure(stage, Number(values.members)))) process.exitCode = 1;
});
