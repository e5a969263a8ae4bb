import type { Route } from '@linzhang/shared/kernel/endpoint';
import type { Caller, CallOptions, Reply } from './api';

/** Calls an endpoint that must succeed, and gives back its answer. */
export async function done<T>(api: Caller, route: Route, options: CallOptions): Promise<T> {
  const reply: Reply<T> = await api.call(route, options);
  if (reply.status >= 300)
    throw new Error(`${route.method} ${route.path}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}
