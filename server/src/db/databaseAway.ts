/** Names of the driver's errors that say that no database answers, not that it refused something. */
const AWAY = new Set([
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'PoolClearedOnNetworkError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoWaitQueueTimeoutError',
]);

/** Codes by which a node says that it stops, or is the primary no longer. */
const LEAVING: ReadonlySet<unknown> = new Set([91, 189, 262, 10_107, 11_600, 11_602, 13_435, 13_436]);

/** True where an error means that the database cannot be reached now; the same request may work a little later. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (AWAY.has(error.name)) return true;
  const { code, errorResponse } = error as { code?: unknown; errorResponse?: unknown };
  // A write of many that broke off carries what broke it.
  return LEAVING.has(code) || (errorResponse !== error && isDatabaseAway(errorResponse));
}
