import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda, type Job } from 'agenda';
import { CronExpressionParser } from 'cron-parser';
import mongoose, { type ClientSession, Schema } from 'mongoose';
import type { Logger } from '../platform/logger';
import { isDuplicateKey } from './duplicateKey';
import { defineModel } from './model';
import { inTransaction } from './transaction';

/** One run of a recurring job. */
export interface JobRun {
  /** The instant of the schedule this run stands for; the same after a restart half-way. */
  occurrence: Date;
  now: () => Date;
  /**
   * Does a step in a transaction unless this occurrence has done it before: a run that was killed half-way is
   * repeated by another process, and each step still takes effect once. True where it was done now.
   */
  once: (step: string, work: (session: ClientSession) => Promise<void>) => Promise<boolean>;
}

export interface RecurringJob {
  name: string;
  /** Cron expression with seconds, in Asia/Shanghai. */
  cron: string;
  work: (run: JobRun) => Promise<void>;
}

interface JobStepRecord {
  /** `job:occurrence:step`: a step of an occurrence exists once. */
  _id: string;
  at: Date;
}

const KEEP_DAYS = 60;
const stepSchema = new Schema<JobStepRecord>(
  { _id: String, at: { type: Date, required: true } },
  { versionKey: false },
);
stepSchema.index({ at: 1 }, { expireAfterSeconds: KEEP_DAYS * 86_400 });
const JobStep = defineModel<JobStepRecord>('JobStep', stepSchema, 'jobsteps');

const TIME_ZONE = 'Asia/Shanghai';
/** A process that died keeps its jobs locked for this long; a living one renews the lock while it works. */
const LOCK_MS = 60_000;
const RENEW_MS = 20_000;
const FIRST_RETRY_MS = 5_000;
const MAX_RETRIES = 6;

export interface JobEngine {
  stop: () => Promise<void>;
}

export interface JobEngineOptions {
  jobs: readonly RecurringJob[];
  logger: Logger;
  now: () => Date;
  /** Counts failures by job, for metrics. */
  onFailure: (job: string) => void;
  /** How often due jobs are looked for. */
  pollMs?: number;
  lockMs?: number;
}

/** Starts the recurring jobs: each in one process at a time, kept over a restart, retried with back-off. */
export async function startJobEngine(options: JobEngineOptions): Promise<JobEngine> {
  const db = mongoose.connection.db;
  if (!db) throw new Error('no database connection');
  const agenda = new Agenda({
    backend: new MongoBackend({ mongo: db as never, collection: 'jobs' }),
    processEvery: options.pollMs ?? 5_000,
    defaultLockLifetime: options.lockMs ?? LOCK_MS,
    defaultConcurrency: 1,
    defaultLockLimit: 1,
  });
  agenda.on('error', (error: Error) => options.logger.error({ err: error }, 'job engine'));
  await agenda.ready;
  for (const job of options.jobs) defineJob(agenda, job, options);
  await agenda.start();
  for (const job of options.jobs)
    await agenda.every(job.cron, job.name, undefined, { timezone: TIME_ZONE, skipImmediate: true });
  return { stop: () => agenda.stop() };
}

function defineJob(agenda: Agenda, job: RecurringJob, options: JobEngineOptions): void {
  const run = async (running: Job): Promise<void> => {
    const renew = setInterval(
      () => void running.touch().catch(() => undefined),
      Math.min(RENEW_MS, (options.lockMs ?? LOCK_MS) / 3),
    );
    try {
      await job.work(runOf(job, options.now));
    } catch (error) {
      options.onFailure(job.name);
      options.logger.error({ err: error, job: job.name }, 'job failed');
      throw error;
    } finally {
      clearInterval(renew);
    }
  };
  agenda.define(job.name, run, {
    backoff: ({ attempt }: { attempt: number }) => (attempt > MAX_RETRIES ? null : FIRST_RETRY_MS * 2 ** (attempt - 1)),
  });
}

function runOf(job: RecurringJob, now: () => Date): JobRun {
  const occurrence = occurrenceAt(job.cron, now());
  return {
    occurrence,
    now,
    once: (step, work) => doStepOnce(`${job.name}:${occurrence.toISOString()}:${step}`, now(), work),
  };
}

/** The schedule's last instant at or before `at`; a second of grace for timers that fire early. */
export function occurrenceAt(cron: string, at: Date): Date {
  return CronExpressionParser.parse(cron, { currentDate: new Date(at.getTime() + 1_000), tz: TIME_ZONE })
    .prev()
    .toDate();
}

async function doStepOnce(id: string, now: Date, work: (session: ClientSession) => Promise<void>): Promise<boolean> {
  if (await JobStep.exists({ _id: id })) return false;
  try {
    await inTransaction(async (session) => {
      await JobStep.create([{ _id: id, at: now }], { session });
      await work(session);
    });
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
