import type { Deps } from './app';
import { workImports } from './aum/importWorker.service';
import { MATCH_OUTBOX_KIND, workMatches } from './aum/matching.service';
import { type RecurringJob, startJobEngine } from './db/jobEngine';
import { type OutboxHandler, outboxDepth, workOutbox } from './db/outbox';
import { deliverEventNotices, EVENT_NOTICES } from './events/eventNotices.service';
import { announcementJob } from './groups/announcements.service';
import { considerMember } from './leads/considering.service';
import { nightlyLeadsJob, recentLeadsJob } from './leads/following.service';
import { LEAD_OUTBOX_KIND } from './leads/leadHolding.service';
import { recyclingJob } from './leads/recycling.service';
import { findOpenid } from './members/accounts.service';
import { memberSecrets } from './members/secrets';
import { MESSAGE_OUTBOX_KIND } from './messages/messages.service';
import { sendMessages } from './messages/sending.service';
import { templatesOf } from './messages/templates';
import { expiryJob } from './offers/expiry.service';
import { PUSH_OUTBOX_KIND } from './platform/wechat/push';
import { portfolioJob } from './portfolio/nightly.service';
import { PORTFOLIO_OUTBOX_KIND } from './portfolio/portfolioHolding.service';
import { refreshMembers } from './portfolio/refreshing.service';
import { workProspectImports } from './prospects/importWorker.service';
import { workPrizeOutbox } from './stamps/prizes.service';
import { PRIZE_OUTBOX_KIND } from './stamps/scanDesk';
import { standingsJob } from './tiering/nightly.service';
import { tierNewsJob } from './tiering/tierNews.service';

export interface RunningJobs {
  stop: () => Promise<void>;
}

const OUTBOX_POLL_MS = 1_000;
const IMPORT_POLL_MS = 1_000;

/** The recurring jobs, each living in its domain. */
const recurring: readonly RecurringJob[] = [
  announcementJob,
  expiryJob,
  recentLeadsJob,
  nightlyLeadsJob,
  recyclingJob,
  standingsJob,
  tierNewsJob,
  portfolioJob,
];

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
  const imports = startImportWorker(deps);
  const prospects = startProspectWorker(deps);
  return {
    stop: async () => {
      await Promise.all([outbox.stop(), imports.stop(), prospects.stop()]);
      await engine.stop();
    },
  };
}

function outboxHandlers(deps: Deps): ReadonlyMap<string, OutboxHandler> {
  const { env, wechat, clock } = deps;
  const secrets = memberSecrets(env);
  return new Map<string, OutboxHandler>([
    [EVENT_NOTICES, (payload) => deliverEventNotices(payload, clock.now())],
    [
      MESSAGE_OUTBOX_KIND,
      sendMessages({
        wechat,
        openidOf: (memberId) => findOpenid(memberId, secrets),
        templates: templatesOf(env),
        now: clock.now,
      }),
    ],
    [MATCH_OUTBOX_KIND, workMatches(clock.now)],
    [LEAD_OUTBOX_KIND, (payload) => considerMember((payload as { memberId: string }).memberId, clock.now())],
    [
      PORTFOLIO_OUTBOX_KIND,
      async (payload) => {
        await refreshMembers([(payload as { memberId: string }).memberId], clock.now());
      },
    ],
    [PRIZE_OUTBOX_KIND, (payload) => workPrizeOutbox(payload, clock.now())],
    // Pushes are kept with what they said; domains that act on an event take it from here.
    [
      PUSH_OUTBOX_KIND,
      async (payload) => deps.logger.info({ event: (payload as { Event?: string }).Event }, 'push received'),
    ],
  ]);
}

function startOutboxWorker(deps: Deps): RunningJobs {
  const handlers = outboxHandlers(deps);
  return poll(deps, 'outbox', OUTBOX_POLL_MS, (stopping) =>
    workOutbox({ handlers, logger: deps.logger, now: deps.clock.now, stopping }),
  );
}

/** Lists of the bank take minutes: they have a worker of their own, so that no message waits for one. */
function startImportWorker(deps: Deps): RunningJobs {
  const { hashPhone } = memberSecrets(deps.env);
  return poll(deps, 'imports', IMPORT_POLL_MS, (stopping) =>
    workImports({ hashPhone, logger: deps.logger, now: deps.clock.now, stopping }),
  );
}

/** A list of prospects is short, and its sender looks on: it waits for none of the bank's. */
function startProspectWorker(deps: Deps): RunningJobs {
  const secrets = memberSecrets(deps.env);
  return poll(deps, 'prospect imports', IMPORT_POLL_MS, (stopping) =>
    workProspectImports({ secrets, logger: deps.logger, now: deps.clock.now, stopping }),
  );
}

/** Runs `work` again and again, never twice at once; stopping waits for the run in hand, which is told. */
function poll(
  { logger }: Deps,
  name: string,
  everyMs: number,
  work: (stopping: () => boolean) => Promise<unknown>,
): RunningJobs {
  let working: Promise<unknown> = Promise.resolve();
  let busy = false;
  let stopped = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    working = work(() => stopped)
      .catch((error: unknown) => logger.error({ err: error }, name))
      .finally(() => {
        busy = false;
      });
  }, everyMs);
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await working;
    },
  };
}
