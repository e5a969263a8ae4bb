export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Method and path of an endpoint below `/api`: all that the mini-program needs to call it (no zod in its bundle). */
export interface Route {
  readonly method: Method;
  readonly path: `/${string}`;
}

/** Names a route; `:name` parts are its path parameters. */
export function route<const M extends Method, const P extends `/${string}`>(
  method: M,
  path: P,
): { method: M; path: P } {
  return { method, path };
}
