import { AppError, ERRORS, type ErrorCode } from '@linzhang/shared/kernel/errors';
import type { Middleware } from 'koa';
import { isDatabaseAway } from '../db/databaseAway';
import type { Logger } from '../platform/logger';
import type { RequestState } from './actor';

/** Status codes that koa's own parts (body parser, router) throw or leave without a body, in the words of the catalogue. */
const CODE_OF_STATUS: Record<number, ErrorCode> = {
  400: 'invalid_request',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'request_too_large',
  415: 'invalid_request',
  501: 'method_not_allowed',
};

/** Turns whatever is thrown into `{ error: { code, details?, traceId } }`; a fault is logged once and sent as `internal`. */
export function errorHandler(logger: Logger): Middleware<RequestState> {
  return async (ctx, next) => {
    try {
      await next();
      const unanswered = ctx.body == null ? CODE_OF_STATUS[ctx.status] : undefined;
      if (unanswered) throw new AppError(unanswered);
    } catch (error) {
      const { code, details } = refusalOf(error) ?? faultOf(error);
      if (code === 'internal' || code === 'unavailable')
        logger.error({ err: error, traceId: ctx.state.traceId, method: ctx.method, path: ctx.path }, 'request failed');
      ctx.status = ERRORS[code].status;
      if (typeof details?.retryAfterSeconds === 'number') ctx.set('Retry-After', String(details.retryAfterSeconds));
      ctx.body = { error: { code, ...(details ? { details } : {}), traceId: ctx.state.traceId } };
    }
  };
}

interface Refusal {
  code: ErrorCode;
  details?: Record<string, unknown>;
}

function refusalOf(error: unknown): Refusal | null {
  if (error instanceof AppError) return error;
  const status = (error as { status?: unknown } | null)?.status;
  const exposed = (error as { expose?: unknown } | null)?.expose === true;
  const code = exposed && typeof status === 'number' ? CODE_OF_STATUS[status] : undefined;
  return code ? { code } : null;
}

const RETRY_AFTER_SECONDS = 5;

function faultOf(error: unknown): Refusal {
  return isDatabaseAway(error)
    ? { code: 'unavailable', details: { retryAfterSeconds: RETRY_AFTER_SECONDS } }
    : { code: 'internal' };
}
