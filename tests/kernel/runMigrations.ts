import mongoose from 'mongoose';
import { connect } from '../../server/src/db/connection';
import { type Migration, migrate } from '../../server/src/db/migrations/runner';
import { createLogger } from '../../server/src/platform/logger';
import '../../server/src/db/outbox';

const STEP_MS = Number(process.env.STEP_MS ?? '200');

/** A migration that leaves a trace each time it runs: running twice would show. */
function tracing(id: string): Migration {
  return {
    id,
    up: async (db) => {
      await db.collection('traces').insertOne({ migration: id, pid: process.pid });
      process.send?.({ running: id });
      await new Promise((resolve) => setTimeout(resolve, STEP_MS));
    },
  };
}

async function main(): Promise<void> {
  await connect(process.env.MONGODB_URI ?? '');
  await migrate(['202601010000-b', '202601020000-c', '202512310000-a'].map(tracing), createLogger('silent'));
  process.send?.({ done: true });
  await mongoose.disconnect();
  process.exit(0);
}

void main();
