import { reportFault } from '../fault-log';
import { Store } from '../storage/store';
import type { Durability, StorageEngine } from '../storage/types';
import { LogicalClock } from './clock';
import { commandRegistry } from './commands/registry';
import { CursorRegistry } from './cursors/cursors';
import { Dispatcher } from './dispatcher';
import { FailPoints } from './failpoints';
import { Parameters } from './parameters';
import { PinnedSnapshots } from './pinned-snapshots';
import { RunningOperations } from './running-operations';
import type { Services } from './services';
import { Sessions } from './sessions/sessions';
import { LISTEN_ADDRESS, Listener } from './wire/listener';
import { dropUnfinishedOutput } from './writes/out-stage';

/** How to run a server. */
export interface ServerOptions {
  readonly dataDir: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly durability: Durability;
  /** Allows configureFailPoint. */
  readonly testCommands: boolean;
  /** Seconds between two sweeps of TTL indexes. */
  readonly ttlIntervalSeconds: number;
  /** Seconds after which a transaction is aborted. */
  readonly transactionLifetimeLimitSeconds: number;
  readonly maxConnections: number;
  /** Called when a client has sent `shutdown`. */
  readonly onShutdown?: () => void;
}

/** Options where nothing else is said. */
export const DEFAULT_OPTIONS = {
  port: 0,
  durability: 'commit',
  testCommands: false,
  ttlIntervalSeconds: 60,
  transactionLifetimeLimitSeconds: 60,
  maxConnections: 1000,
} as const satisfies Partial<ServerOptions>;

const SWEEP_MS = 1000;
const RECORD_SWEEP_MS = 5 * 60_000;
const CLOSE_GRACE_MS = 10_000;

/** A running server. */
export interface RunningServer {
  readonly port: number;
  /** Answers what is in progress, writes everything to disk and releases the data directory. */
  close(): Promise<void>;
}

/** Opens the data directory and starts to serve it on the loopback interface. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const storage = await Store.open({ dataDir: options.dataDir, durability: options.durability });
  try {
    await dropUnfinishedOutput(storage);
    return await serve(storage, options);
  } catch (error) {
    await storage.close();
    throw error;
  }
}

async function serve(storage: StorageEngine, options: ServerOptions): Promise<RunningServer> {
  const parameters = new Parameters(options, options.ttlIntervalSeconds);
  const running = new RunningOperations();
  const clock = new LogicalClock();
  const sessions = new Sessions(storage, () => parameters.transactionLifetimeSeconds * 1000);
  const cursors = new CursorRegistry();
  sessions.onEnd((key) => cursors.killSession(key));
  sessions.onTransactionEnd((key) => cursors.killTransaction(key));
  let port = options.port;
  const services: Services = {
    storage,
    clock,
    sessions,
    cursors,
    pinnedSnapshots: new PinnedSnapshots(storage, clock),
    failPoints: options.testCommands ? new FailPoints() : undefined,
    counters: { commands: 0, inserted: 0, updated: 0, deleted: 0, queries: 0, getMores: 0 },
    startedAt: Date.now(),
    address: () => `${LISTEN_ADDRESS}:${port}`,
    runningOperations: () => running.list(),
    connectionCounts: () => listener.connectionCounts,
    shutdown: () => options.onShutdown?.(),
  };
  const dispatcher = new Dispatcher(services, commandRegistry(parameters, running), running);
  const listener = new Listener(dispatcher, options.maxConnections);
  port = await listener.listen(options.port);
  const timers = startTimers(services, parameters, options.ttlIntervalSeconds);
  return {
    port,
    close: async () => {
      timers.stop();
      await listener.close(CLOSE_GRACE_MS);
      // The data must not be closed under a command that reads it.
      await running.stopAll();
      sessions.killAll();
      cursors.closeAll();
      services.pinnedSnapshots.closeAll();
      await timers.idle();
      await storage.close();
    },
  };
}

/** Periodic work: timeouts of cursors, sessions and transactions, TTL indexes, old session records. */
function startTimers(services: Services, parameters: Parameters, ttlIntervalSeconds: number) {
  const { storage, sessions, cursors, pinnedSnapshots } = services;
  const pending = new Set<Promise<unknown>>();
  const inBackground = (name: string, work: () => Promise<unknown>) => {
    const running: Promise<unknown> = work()
      .catch((error: unknown) => reportFault(`${name} failed`, error))
      .finally(() => pending.delete(running));
    pending.add(running);
  };
  let sweepingTtl = false;
  const timers = [
    setInterval(() => {
      const now = Date.now();
      cursors.sweep(now);
      sessions.sweep(now);
      pinnedSnapshots.sweep(now);
    }, SWEEP_MS),
    setInterval(() => {
      if (sweepingTtl || !parameters.ttlMonitorEnabled) return;
      sweepingTtl = true;
      inBackground('deletion of expired documents', () =>
        storage.deleteExpired(Date.now()).finally(() => {
          sweepingTtl = false;
        }),
      );
    }, ttlIntervalSeconds * 1000),
    setInterval(
      () => inBackground('removal of old sessions', () => sessions.removeOldRecords(Date.now())),
      RECORD_SWEEP_MS,
    ),
  ];
  for (const timer of timers) timer.unref();
  return {
    stop: () => timers.forEach(clearInterval),
    idle: () => Promise.all(pending),
  };
}
