import type Router from '@koa/router';
import type { Metrics } from './metrics';

export interface Readiness {
  /** False until started and again from SIGTERM on. */
  open: () => boolean;
  /** Throws or hangs where the database does. */
  checkDatabase: () => Promise<unknown>;
  /** True where the public comes through a proxy. */
  behindProxy: boolean;
}

const DATABASE_LIMIT_MS = 1_000;

/** `/healthz` says the process lives, `/readyz` that it can serve, `/metrics` speaks Prometheus. */
export function healthRoutes(router: Router, readiness: Readiness, metrics: Metrics): void {
  router.get('/healthz', (ctx) => {
    ctx.body = { status: 'ok' };
  });
  router.get('/readyz', async (ctx) => {
    const reason = readiness.open() ? await databaseFault(readiness) : 'not_open';
    ctx.status = reason ? 503 : 200;
    ctx.body = reason ? { status: 'unavailable', reason } : { status: 'ok' };
  });
  router.get('/metrics', async (ctx) => {
    // The proxy passes every path on; figures of the inside are for who reaches the process itself.
    if (readiness.behindProxy && ctx.get('X-Forwarded-For') !== '') return;
    ctx.type = metrics.registry.contentType;
    ctx.body = await metrics.registry.metrics();
  });
}

async function databaseFault(readiness: Readiness): Promise<'database' | null> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('database is slow')), DATABASE_LIMIT_MS);
  });
  try {
    await Promise.race([readiness.checkDatabase(), limit]);
    return null;
  } catch {
    return 'database';
  } finally {
    clearTimeout(timer);
  }
}
