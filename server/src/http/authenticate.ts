import { AppError } from '@linzhang/shared/kernel/errors';
import type { Middleware } from 'koa';
import type { RequestState, ResolveSession } from './actor';

const BEARER = /^Bearer ([\w-]{20,200})$/;

export interface AuthenticateOptions {
  resolveSession: ResolveSession;
  now: () => Date;
  /** Counts a refused token against the caller's address, so that tokens cannot be guessed at leisure. */
  countRefusal: (address: string) => Promise<void>;
}

/**
 * Finds the actor behind `Authorization: Bearer <token>`. Without the header the actor is anonymous; with a
 * token that is unknown, expired or revoked the answer is `signed_out`, so that a client never goes on as nobody.
 */
export function authenticate(options: AuthenticateOptions): Middleware<RequestState> {
  return async (ctx, next) => {
    const header = ctx.get('Authorization');
    if (header !== '') {
      const token = BEARER.exec(header)?.[1];
      const actor = token === undefined ? null : await options.resolveSession(token, options.now());
      if (actor === null) {
        await options.countRefusal(ctx.ip);
        throw new AppError('signed_out');
      }
      ctx.state.actor = actor;
    }
    await next();
  };
}
