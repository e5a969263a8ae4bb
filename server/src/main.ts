import { createServer, type Server } from 'node:http';
import { createApp } from './app';
import { type Env, EnvError, readEnv } from './config/env';
import { openDatabase } from './db/connection';
import { migrations } from './db/migrations/list';
import { migrate } from './db/migrations/runner';
import { createMetrics } from './http/metrics';
import { startJobs } from './jobs';
import { createLogger, type Logger } from './platform/logger';
import { startWechat } from './platform/wechat/start';

/** A running server: where it listens, and how to stop it so that no accepted request is lost. */
export interface RunningServer {
  url: string;
  stop: () => Promise<void>;
}

/** Starts everything in order: database, migrations, WeChat, HTTP, jobs. */
export async function startServer(env: Env, logger: Logger): Promise<RunningServer> {
  const clock = { now: () => new Date() };
  const database = await openDatabase(env);
  await migrate(migrations, logger);
  const metrics = createMetrics();
  const wechat = await startWechat(env, logger, clock);
  let ready = false;
  const deps = { env, logger, clock, wechat: wechat.client, appid: wechat.appid, metrics, ready: () => ready };
  const server = createServer(createApp(deps).callback());
  server.requestTimeout = env.REQUEST_TIMEOUT_MS * 2;
  server.headersTimeout = env.REQUEST_TIMEOUT_MS;
  server.keepAliveTimeout = 65_000;
  const url = await listen(server, env.PORT, env.HOST);
  const jobs = await startJobs(deps);
  ready = true;
  logger.info(
    { url, database: database.embedded ? 'embedded' : 'given', wechat: env.simulator ? 'simulator' : 'platform' },
    'listening',
  );
  return {
    url,
    stop: async () => {
      ready = false;
      await jobs.stop();
      await closeGently(server, env.STOP_TIMEOUT_MS);
      await wechat.stop();
      await database.close();
      logger.info('stopped');
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      const actual = typeof address === 'object' && address ? address.port : port;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${actual}`);
    });
  });
}

/** How long kept-alive clients get to send one more request and be told to go elsewhere, before idle ones are closed. */
const FAREWELL_MS = 1_000;

/**
 * Tells kept-alive clients to go elsewhere, then takes no new connections and lets requests in flight end. What is
 * still open after `limitMs` is cut, so that a stuck client cannot keep the process.
 */
async function closeGently(server: Server, limitMs: number): Promise<void> {
  server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));
  await new Promise((resolve) => setTimeout(resolve, Math.min(FAREWELL_MS, limitMs)));
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const sweep = setInterval(() => server.closeIdleConnections(), 100);
  const cut = setTimeout(() => server.closeAllConnections(), limitMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}

async function run(): Promise<void> {
  const env = readEnv();
  const logger = createLogger(env.LOG_LEVEL);
  const running = await startServer(env, logger);
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'stop failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  process.send?.({ listening: running.url });
}

if (require.main === module) {
  run().catch((error: unknown) => {
    process.stderr.write(`${error instanceof EnvError ? error.message : String((error as Error)?.stack ?? error)}\n`);
    process.exit(1);
  });
}
