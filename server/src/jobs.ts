import type { Deps } from './app';
import { type RecurringJob, startJobEngine } from './db/jobEngine';
import { type OutboxHandler, outboxDepth, workOutbox } from './db/outbox';
import { PUSH_OUTBOX_KIND } from './platform/wechat/push';

export interface RunningJobs {
  stop: () => Promise<void>;
}

const OUTBOX_POLL_MS = 1_000;

/** The recurring jobs, each living in its domain. */
const recurring: readonly RecurringJob[] = [];

/** Starts the recurring jobs and the worker of the outbox; both stop before the HTTP server does. */
export async function startJobs(deps: Deps): Promise<RunningJobs> {
  const failures = deps.metrics.counter('job_failures_total', 'Failed runs of recurring jobs', ['job']);
  deps.metrics.gauge('outbox_waiting', 'Side effects waiting to be done', async () => (await outboxDepth()).waiting);
  deps.metrics.gauge('outbox_dead', 'Side effects given up after all retries', async () => (await outboxDepth()).dead);
  const engine = await startJobEngine({
    jobs: recurring,
    logger: deps.logger,
    now: deps.clock.now,
    onFailure: (job) => failures.inc({ job }),
  });
  const outbox = startOutboxWorker(deps);
  return {
    stop: async () => {
      await outbox.stop();
      await engine.stop();
    },
  };
}

function outboxHandlers(deps: Deps): ReadonlyMap<string, OutboxHandler> {
  return new Map<string, OutboxHandler>([
    // Pushes are kept with what they said; domains that act on an event take it from here.
    [
      PUSH_OUTBOX_KIND,
      async (payload) => deps.logger.info({ event: (payload as { Event?: string }).Event }, 'push received'),
    ],
  ]);
}

function startOutboxWorker(deps: Deps): RunningJobs {
  const handlers = outboxHandlers(deps);
  let working: Promise<unknown> = Promise.resolve();
  let busy = false;
  let stopped = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    working = workOutbox({ handlers, logger: deps.logger, now: deps.clock.now, stopping: () => stopped })
      .catch((error: unknown) => deps.logger.error({ err: error }, 'outbox'))
      .finally(() => {
        busy = false;
      });
  }, OUTBOX_POLL_MS);
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await working;
    },
  };
}
