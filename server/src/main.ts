import { createServer, type Server } from 'node:http';
import { createApp, type Deps } from './app';
import { type Env, EnvError, readEnv } from './config/env';
import { openDatabase } from './db/connection';
import { migrations } from './db/migrations/list';
import { migrate } from './db/migrations/runner';
import { makeDemoData } from './demo/demo.service';
import { closeGently } from './http/closeGently';
import { createMetrics } from './http/metrics';
import { startJobs } from './jobs';
import { memberSecrets } from './members/secrets';
import { createLogger, type Logger } from './platform/logger';
import { startWechat } from './platform/wechat/start';

/** Time in which an uploaded file must have come in. */
const UPLOAD_MS = 600_000;

/** A running server: where it listens, and how to stop it so that no accepted request is lost. */
export interface RunningServer {
  url: string;
  stop: () => Promise<void>;
}

/** Starts everything in order: database, migrations, WeChat, domains, demo data, HTTP, jobs. */
export async function startServer(env: Env, logger: Logger): Promise<RunningServer> {
  const clock = { now: () => new Date() };
  const database = await openDatabase(env);
  await migrate(migrations, logger);
  const metrics = createMetrics();
  const wechat = await startWechat(env, logger, clock);
  let ready = false;
  const deps = { env, logger, clock, wechat: wechat.client, appid: wechat.appid, metrics, ready: () => ready };
  const app = createApp(deps);
  if (env.simulator && !env.production) await fillDemo(deps);
  const server = createServer(app.callback());
  // Long enough for a list of the bank over a branch's line; headers have the shorter limit below.
  server.requestTimeout = Math.max(env.REQUEST_TIMEOUT_MS * 2, UPLOAD_MS);
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
      await Promise.all([jobs.stop(), closeGently(server, env.STOP_TIMEOUT_MS)]);
      await wechat.stop();
      await database.close();
      logger.info('stopped');
    },
  };
}

async function fillDemo({ env, wechat, logger, clock }: Deps): Promise<void> {
  if (env.DEMO_DATA === '0') return;
  const extent = env.DEMO_DATA === '1' ? 'all' : env.DEMO_DATA;
  await makeDemoData({ wechat, secrets: memberSecrets(env), logger, now: clock.now, extent });
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

/** Starts the server and stops it at SIGTERM or SIGINT; the process ends with it. */
export async function serve(env: Env): Promise<RunningServer> {
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
  return running;
}

if (require.main === module) {
  Promise.resolve()
    .then(() => serve(readEnv()))
    .catch((error: unknown) => {
      process.stderr.write(`${error instanceof EnvError ? error.message : String((error as Error)?.stack ?? error)}\n`);
      process.exit(1);
    });
}
