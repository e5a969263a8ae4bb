import { AppError } from '@linzhang/shared/kernel/errors';
import type { Context, Middleware } from 'koa';

/**
 * Answers `timed_out` after `ms`; the work itself may still end, which its request id makes safe to retry. Not for
 * what `isLong` says takes its time.
 */
export function timeLimit(ms: number, isLong: (ctx: Context) => boolean = () => false): Middleware {
  return async (ctx, next) => {
    if (isLong(ctx)) return next();
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new AppError('timed_out')), ms);
    });
    try {
      await Promise.race([next(), limit]);
    } finally {
      clearTimeout(timer);
    }
  };
}
