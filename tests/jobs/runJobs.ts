import mongoose from 'mongoose';
import { connect } from '../../server/src/db/connection';
import { type RecurringJob, startJobEngine } from '../../server/src/db/jobEngine';
import { createLogger } from '../../server/src/platform/logger';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A job of two steps with a pause between them: killing in the pause leaves half an occurrence. */
const tick: RecurringJob = {
  name: 'tick',
  cron: '* * * * * *',
  work: async ({ occurrence, once }) => {
    const effects = mongoose.connection.collection('effects');
    const runs = mongoose.connection.collection('runs');
    const run = await runs.insertOne({ occurrence, pid: process.pid, from: new Date() });
    for (const step of ['first', 'second']) {
      await once(step, async (session) => {
        await effects.insertOne({ occurrence, step, pid: process.pid }, { session });
      });
      process.send?.({ done: step, occurrence });
      await pause(150);
    }
    await runs.updateOne({ _id: run.insertedId }, { $set: { to: new Date() } });
  },
};

async function main(): Promise<void> {
  await connect(process.env.MONGODB_URI ?? '');
  const engine = await startJobEngine({
    jobs: [tick],
    logger: createLogger('silent'),
    now: () => new Date(),
    onFailure: (job) => process.send?.({ failed: job }),
    pollMs: 100,
    lockMs: 2_000,
  });
  process.send?.({ ready: true });
  process.on('SIGTERM', () => {
    void engine
      .stop()
      .then(() => mongoose.disconnect())
      .then(() => process.exit(0));
  });
}

void main();
