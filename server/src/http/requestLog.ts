import type { Middleware } from 'koa';
import type { Logger } from '../platform/logger';
import type { RequestState } from './actor';

const PROBES = new Set(['/healthz', '/readyz', '/metrics']);

/** One JSON line a request: trace id, actor, route pattern, status and milliseconds; never bodies, paths or tokens. */
export function requestLog(logger: Logger): Middleware<RequestState> {
  return async (ctx, next) => {
    const from = performance.now();
    await next();
    const actor = ctx.state.actor;
    // Probes come every few seconds: they are looked up in the metrics.
    logger[PROBES.has(ctx.path) && ctx.status < 400 ? 'debug' : 'info']({
      traceId: ctx.state.traceId,
      actorId: actor.kind === 'member' ? actor.memberId : undefined,
      method: ctx.method,
      route: ctx.state.route ?? 'none',
      status: ctx.status,
      ms: Math.round(performance.now() - from),
    });
  };
}
