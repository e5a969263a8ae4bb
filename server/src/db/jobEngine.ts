import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda, type Job } from 'agenda';
import mongoose from 'mongoose';
import type { Logger } from '../platform/logger';
import { isDuplicateKey } from './duplicateKey';
import { doStepOnce, type StepWork } from './jobStep.model';
import { firstOccurrence, nextOccurrence } from './occurrences';

/** One run of a job. */
export interface JobRun {
  /** The instant this run stands for; the same when a run that was killed half-way is repeated. */
  occurrence: Date;
  now: () => Date;
  /**
   * Does a step in a transaction unless this occurrence has done it before: a run that was killed half-way is
   * repeated by another process, and each step still takes effect once. True where it was done now.
   */
  once: (step: string, work: StepWork) => Promise<boolean>;
}

export interface RecurringJob {
  name: string;
  /** Cron expression, with seconds if there are six parts, in Asia/Shanghai. */
  cron: string;
  work: (run: JobRun) => Promise<void>;
}

/** What is stored with an occurrence. */
interface OccurrenceData {
  occurrence: Date;
  /** Schedule it was taken from. */
  cron: string;
  /** False once it is done, or failed for good. */
  open: boolean;
}

/** A process that died keeps its job locked for this long; a living one renews the lock while it works. */
const LOCK_MS = 60_000;
const POLL_MS = 5_000;
const FIRST_RETRY_MS = 5_000;
/** A failed occurrence is tried six times more, over five minutes; then it stands as failed and the next one comes. */
const MAX_RETRIES = 6;
const STOP_MS = 10_000;
const COLLECTION = 'jobs';
const KEEP_SECONDS = 60 * 86_400;

export interface JobEngine {
  /** Takes no new run, and waits a while for those in hand; one that takes longer is repeated by another process. */
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
  firstRetryMs?: number;
}

/**
 * Starts the recurring jobs. Each occurrence is a one-time job of the library's, stored under its name and instant;
 * the one that ends stores the next. So of one job a single occurrence is open at a time, in one process; it is kept
 * over a restart, repeated after a crash, and retried with back-off, and its failure stays readable in `jobs`.
 * After an outage the latest missed occurrence is made up for, not each one.
 * Delayed work that belongs to a change is no job: it goes into the outbox with `notBefore`, in the same transaction.
 */
export async function startJobEngine(options: JobEngineOptions): Promise<JobEngine> {
  const engine = new Engine(options);
  await engine.start();
  return engine;
}

class Engine implements JobEngine {
  private readonly agenda: Agenda;
  private readonly running = new Set<Job>();
  private seeding: NodeJS.Timeout | undefined;

  constructor(private readonly options: JobEngineOptions) {
    const db = mongoose.connection.db;
    if (!db) throw new Error('no database connection');
    this.agenda = new Agenda({
      backend: new MongoBackend({ mongo: db as never, collection: COLLECTION }),
      processEvery: options.pollMs ?? POLL_MS,
      defaultLockLifetime: options.lockMs ?? LOCK_MS,
      defaultConcurrency: 1,
      defaultLockLimit: 1,
    });
    this.agenda.on('error', (error: Error) => this.report(error));
    this.agenda.on('start', (job: Job) => this.running.add(job));
    this.agenda.on('complete', (job: Job) => this.running.delete(job));
  }

  async start(): Promise<void> {
    await this.agenda.ready;
    await this.makeIndexes();
    for (const job of this.options.jobs) this.define(job);
    await this.seed();
    await this.agenda.start();
    // A process that died between an occurrence's end and the next one's storing leaves a gap, which is closed here.
    this.seeding = setInterval(() => void this.seed().catch((error) => this.report(error)), this.lockMs());
  }

  async stop(): Promise<void> {
    clearInterval(this.seeding);
    await this.agenda.stop();
    const until = Date.now() + STOP_MS;
    while (this.running.size > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  private lockMs(): number {
    return this.options.lockMs ?? LOCK_MS;
  }

  private report(error: unknown): void {
    this.options.logger.error({ err: error }, 'job engine');
  }

  private async makeIndexes(): Promise<void> {
    const jobs = this.collection();
    // An occurrence exists once, and of a job only one is open: processes that store the next at once store one.
    await jobs.createIndex({ name: 1, 'data.occurrence': 1 }, { unique: true });
    await jobs.createIndex(
      { name: 1, 'data.open': 1 },
      { unique: true, partialFilterExpression: { 'data.open': true } },
    );
    await jobs.createIndex({ lastFinishedAt: 1 }, { expireAfterSeconds: KEEP_SECONDS });
  }

  private collection() {
    return mongoose.connection.collection(COLLECTION);
  }

  /** Stores an occurrence of every job that has none open. */
  private async seed(): Promise<void> {
    const now = this.options.now();
    for (const job of this.options.jobs) {
      const last = await this.collection().findOne({ name: job.name }, { sort: { 'data.occurrence': -1 } });
      const data = last?.['data'] as OccurrenceData | undefined;
      if (data?.open && !(data.cron !== job.cron && (await this.forget(job)))) continue;
      await this.store(
        job,
        data && !data.open ? nextOccurrence(job.cron, data.occurrence, now) : firstOccurrence(job.cron, now),
      );
    }
  }

  /** Removes an occurrence of an earlier schedule that nobody has begun. */
  private async forget(job: RecurringJob): Promise<boolean> {
    const idle = { name: job.name, 'data.open': true, lockedAt: null, lastRunAt: null };
    return (await this.collection().deleteOne(idle)).deletedCount > 0;
  }

  private async store(job: RecurringJob, occurrence: Date): Promise<void> {
    const data: OccurrenceData = { occurrence, cron: job.cron, open: true };
    try {
      await this.agenda
        .create(job.name, data)
        .unique({ 'data.occurrence': occurrence }, { insertOnly: true })
        .schedule(occurrence)
        .save();
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  private define(job: RecurringJob): void {
    const first = this.options.firstRetryMs ?? FIRST_RETRY_MS;
    this.agenda.define<OccurrenceData>(job.name, (running) => this.run(job, running), {
      backoff: ({ attempt }: { attempt: number }) => (attempt > MAX_RETRIES ? null : first * 2 ** (attempt - 1)),
    });
  }

  private async run(job: RecurringJob, running: Job<OccurrenceData>): Promise<void> {
    const occurrence = new Date(running.attrs.data.occurrence);
    // The process that did it was killed between closing it and giving the lock back.
    if (!(await this.collection().findOne({ name: job.name, 'data.occurrence': occurrence, 'data.open': true })))
      return;
    const renew = setInterval(() => void running.touch().catch(() => undefined), this.lockMs() / 3);
    try {
      await job.work(this.runOf(job, occurrence));
      await this.close(job, occurrence);
    } catch (error) {
      this.options.onFailure(job.name);
      this.options.logger.error({ err: error, job: job.name, occurrence }, 'job failed');
      if ((running.attrs.failCount ?? 0) >= MAX_RETRIES) await this.close(job, occurrence);
      throw error;
    } finally {
      clearInterval(renew);
    }
  }

  /** Ends an occurrence and stores the next. */
  private async close(job: RecurringJob, occurrence: Date): Promise<void> {
    await this.collection().updateOne(
      { name: job.name, 'data.occurrence': occurrence },
      { $set: { 'data.open': false } },
    );
    await this.store(job, nextOccurrence(job.cron, occurrence, this.options.now()));
  }

  private runOf(job: RecurringJob, occurrence: Date): JobRun {
    const { now } = this.options;
    return {
      occurrence,
      now,
      once: (step, work) => doStepOnce(`${job.name}:${occurrence.toISOString()}:${step}`, now(), work),
    };
  }
}
