import mongoose from 'mongoose';
import { openTestDatabase, startProcess, type TestProcess } from '../support/processes';

let database: { uri: string; drop: () => Promise<void> };
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Effect {
  occurrence: Date;
  step: string;
  pid: number;
}

const effects = () => mongoose.connection.collection<Effect>('effects').find().toArray();

/** Waits until one of the processes has done the first step of an occurrence, and gives it back. */
async function midway(processes: TestProcess[]): Promise<{ victim: TestProcess; occurrence: string }> {
  const watched = processes.map(
    (victim) =>
      new Promise<{ victim: TestProcess; occurrence: string }>((resolve) => {
        victim.child.on('message', (message: { done?: string; occurrence?: string }) => {
          if (message.done === 'first') resolve({ victim, occurrence: message.occurrence ?? '' });
        });
      }),
  );
  return Promise.race(watched);
}

describe('a job that recurs every second, in four processes', () => {
  it('takes effect once for each occurrence, though one process is killed in the middle of one', async () => {
    const processes = Array.from({ length: 4 }, () =>
      startProcess('tests/jobs/runJobs.ts', { MONGODB_URI: database.uri }),
    );
    await Promise.all(processes.map((each) => each.message()));
    await pause(3_000);
    const { victim, occurrence } = await midway(processes);
    victim.child.kill('SIGKILL');
    await victim.ended;
    const half = (await effects()).filter((each) => each.occurrence.toISOString() === occurrence);
    expect(half.map((each) => [each.step, each.pid])).toEqual([['first', victim.child.pid]]);
    await pause(6_000);
    const others = processes.filter((each) => each !== victim);
    for (const each of others) each.child.kill('SIGTERM');
    expect(await Promise.all(others.map((each) => each.ended))).toEqual([0, 0, 0]);

    const all = await effects();
    const keys = all.map((each) => `${each.occurrence.toISOString()} ${each.step}`);
    expect(keys.length).toBe(new Set(keys).size);
    const occurrences = new Set(all.map((each) => each.occurrence.getTime()));
    expect(occurrences.size).toBeGreaterThan(5);
    expect(all.length).toBe(2 * occurrences.size);
    const repeated = all.filter((each) => each.occurrence.toISOString() === occurrence);
    expect(repeated.map((each) => each.step).sort()).toEqual(['first', 'second']);
    expect(repeated.find((each) => each.step === 'second')?.pid).not.toBe(victim.child.pid);
    expect(new Set(all.map((each) => each.occurrence.getMilliseconds()))).toEqual(new Set([0]));
  }, 60_000);

  it('ran in one process at a time', async () => {
    const runs = await mongoose.connection
      .collection('runs')
      .find({ to: { $exists: true } })
      .sort({ from: 1 })
      .toArray();
    const overlapping = runs.filter((run, i) => i > 0 && run['from'] < runs[i - 1]?.['to']);
    expect(overlapping).toEqual([]);
    const open = await mongoose.connection.collection('jobs').countDocuments({ 'data.open': true });
    expect(open).toBe(1);
  });
});
