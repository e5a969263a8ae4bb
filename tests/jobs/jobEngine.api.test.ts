import mongoose from 'mongoose';
import { type RecurringJob, startJobEngine } from '../../server/src/db/jobEngine';
import { createLogger } from '../../server/src/platform/logger';
import { openTestDatabase } from '../support/processes';

let database: { uri: string; drop: () => Promise<void> };
beforeEach(async () => {
  database = await openTestDatabase();
});
afterEach(() => database.drop());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const jobs = () => mongoose.connection.collection('jobs');

async function start(job: RecurringJob, failures: string[] = []) {
  return startJobEngine({
    jobs: [job],
    logger: createLogger('silent'),
    now: () => new Date(),
    onFailure: (name) => failures.push(name),
    pollMs: 50,
    lockMs: 2_000,
    firstRetryMs: 20,
  });
}

async function until(fact: () => boolean | Promise<boolean>): Promise<void> {
  const limit = Date.now() + 15_000;
  while (!(await fact())) {
    if (Date.now() > limit) throw new Error('never happened');
    await pause(50);
  }
}

describe('a job that fails', () => {
  it('is tried again for the same occurrence, and its steps take effect once', async () => {
    const failures: string[] = [];
    const occurrences: number[] = [];
    const steps: boolean[] = [];
    const job: RecurringJob = {
      name: 'flaky',
      cron: '* * * * * *',
      work: async ({ occurrence, once }) => {
        occurrences.push(occurrence.getTime());
        steps.push(await once('step', async () => undefined));
        if (occurrences.length < 3) throw new Error('not yet');
      },
    };
    const engine = await start(job, failures);
    await until(() => occurrences.length >= 3);
    await engine.stop();
    expect(new Set(occurrences.slice(0, 3)).size).toBe(1);
    expect(steps.slice(0, 3)).toEqual([true, false, false]);
    expect(failures).toEqual(['flaky', 'flaky']);
  }, 30_000);

  it('for good stays readable, and the next occurrence comes', async () => {
    const tries = new Map<number, number>();
    const job: RecurringJob = {
      name: 'broken',
      cron: '* * * * * *',
      work: async ({ occurrence }) => {
        tries.set(occurrence.getTime(), (tries.get(occurrence.getTime()) ?? 0) + 1);
        if (tries.size === 1) throw new Error('the file is missing');
      },
    };
    const engine = await start(job);
    await until(() => tries.size >= 2);
    await engine.stop();
    expect([...tries.values()][0]).toBe(7);
    const failed = await jobs().findOne({ failReason: { $ne: null } });
    expect([failed?.['failReason'], failed?.['data'].open]).toEqual(['the file is missing', false]);
  }, 30_000);
});

describe('a job', () => {
  it('keeps its next occurrence over a restart, and follows a changed schedule', async () => {
    const yearly: RecurringJob = { name: 'plan', cron: '0 0 1 1 *', work: async () => undefined };
    await (await start(yearly)).stop();
    const planned = await jobs().findOne({ name: 'plan' });
    await (await start(yearly)).stop();
    expect(await jobs().find({ name: 'plan' }).toArray()).toEqual([planned]);
    await (await start({ ...yearly, cron: '0 0 1 6 *' })).stop();
    const moved = await jobs().find({ name: 'plan' }).toArray();
    expect(moved.map((row) => row['nextRunAt'].toISOString().slice(5))).toEqual(['05-31T16:00:00.000Z']);
  }, 30_000);

  it('is made up for once after an outage', async () => {
    const done: Date[] = [];
    const hourly: RecurringJob = {
      name: 'hourly',
      cron: '0 * * * *',
      work: async ({ occurrence }) => {
        done.push(occurrence);
      },
    };
    await (await start(hourly)).stop();
    const dayAgo = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 - 86_400_000);
    await jobs().updateOne({ name: 'hourly' }, { $set: { nextRunAt: dayAgo, 'data.occurrence': dayAgo } });
    const engine = await start(hourly);
    await until(() => done.length >= 2);
    await pause(300);
    await engine.stop();
    const hour = Math.floor(Date.now() / 3_600_000) * 3_600_000;
    expect(done.map((each) => each.getTime())).toEqual([dayAgo.getTime(), hour]);
  }, 30_000);

  it('in hand is finished when the process stops', async () => {
    let finished = false;
    let begun = false;
    const engine = await start({
      name: 'long',
      cron: '* * * * * *',
      work: async () => {
        begun = true;
        await pause(800);
        finished = true;
      },
    });
    await until(() => begun);
    await engine.stop();
    expect(finished).toBe(true);
    const row = await jobs().findOne({ name: 'long', 'data.open': false });
    expect(row?.['lockedAt'] ?? null).toBeNull();
  }, 30_000);
});
