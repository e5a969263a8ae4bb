import { randomUUID } from 'node:crypto';
import type { Middleware } from 'koa';
import type { RequestState } from './actor';

const SAFE_TRACE_ID = /^[\w.-]{8,64}$/;

/** Gives each request a trace id: the caller's X-Request-Id where it is harmless, else a new one; it goes back out. */
export function requestContext(): Middleware<RequestState> {
  return async (ctx, next) => {
    const given = ctx.get('X-Request-Id');
    ctx.state.traceId = SAFE_TRACE_ID.test(given) ? given : randomUUID();
    ctx.state.actor = { kind: 'anonymous' };
    ctx.set('X-Request-Id', ctx.state.traceId);
    await next();
  };
}
