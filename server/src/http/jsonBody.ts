import { bodyParser } from '@koa/bodyparser';
import { AppError } from '@linzhang/shared/kernel/errors';
import type { Middleware } from 'koa';

const LIMIT = '1mb';

/** Reads a JSON body of at most 1 MB. What cannot be read is refused in the words of the catalogue, and never logged. */
export function jsonBody(): Middleware {
  return bodyParser({ enableTypes: ['json'], jsonLimit: LIMIT, onError: refuse }) as unknown as Middleware;
}

function refuse(error: Error): never {
  const { status, code } = error as { status?: number; code?: string };
  if (status === 413) throw new AppError('request_too_large', { limit: LIMIT });
  // A body that is said to be compressed and is not fails with a code of zlib and no status.
  if ((status !== undefined && status < 500) || code?.startsWith('Z_'))
    throw new AppError('invalid_request', {
      issues: [{ path: 'body', code: 'unreadable', message: 'not readable as JSON' }],
    });
  throw error;
}
