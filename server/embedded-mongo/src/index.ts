import { DEFAULT_OPTIONS } from './server/server';
import { Supervisor, type SupervisorEvents } from './supervisor/supervisor';

export type { SupervisorEvents } from './supervisor/supervisor';

/** How to start an embedded server. Only `dataDir` is required. */
export interface EmbeddedMongoOptions {
  /** Directory that holds the data; made when it is missing. One server at a time may own it. */
  readonly dataDir: string;
  /** Port on 127.0.0.1; any free one when it is absent. A restarted server keeps it. */
  readonly port?: number;
  /** When a write is acknowledged: after the commit (survives the end of the process), or after the disk has it. */
  readonly durability?: 'commit' | 'flush';
  /** Allows `configureFailPoint`, for tests. Off by default. */
  readonly testCommands?: boolean;
  /** Seconds between two sweeps of TTL indexes; 60 by default. */
  readonly ttlIntervalSeconds?: number;
  /** Seconds after which a transaction is aborted; 60 by default. */
  readonly transactionLifetimeLimitSeconds?: number;
  /** Connections accepted at once; 1000 by default. */
  readonly maxConnections?: number;
}

/** A server running in a child process. */
export interface EmbeddedMongo {
  /** Connection string for drivers. It stays the same when the server is restarted. */
  readonly uri: string;
  readonly port: number;
  /** Process id of the server; another one after a restart, undefined once it is down. */
  readonly pid: number | undefined;
  /** Tells of a server that died, was restarted, or stays down. */
  on<E extends keyof SupervisorEvents>(event: E, listener: (...args: SupervisorEvents[E]) => void): void;
  /** Answers what is in progress, writes everything to disk and ends the server. */
  stop(): Promise<void>;
}

/**
 * Starts a durable MongoDB-compatible server in a child process and waits until it listens. The server is restarted on
 * the same port when it dies, and ends with this process. Rejects when the directory is in use or the port is taken.
 */
export async function startEmbeddedMongo(options: EmbeddedMongoOptions): Promise<EmbeddedMongo> {
  const supervisor = new Supervisor((port) => commandLine(options, port));
  await supervisor.start(options.port ?? DEFAULT_OPTIONS.port);
  return {
    uri: `mongodb://127.0.0.1:${supervisor.port}/?replicaSet=rs0`,
    port: supervisor.port,
    get pid() {
      return supervisor.pid;
    },
    on: (event, listener) => {
      supervisor.on(event, listener as never);
    },
    stop: () => supervisor.stop(),
  };
}

function commandLine(options: EmbeddedMongoOptions, port: number): string[] {
  const args = ['--data', options.dataDir, '--port', String(port)];
  const add = (flag: string, value: string | number | undefined) => {
    if (value !== undefined) args.push(flag, String(value));
  };
  add('--durability', options.durability);
  add('--ttl-interval', options.ttlIntervalSeconds);
  add('--transaction-lifetime', options.transactionLifetimeLimitSeconds);
  add('--max-connections', options.maxConnections);
  if (!options.testCommands) args.push('--no-test-commands');
  return args;
}
