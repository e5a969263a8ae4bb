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

/** True where an error means that the database cannot be reached now; the same request may work a little later. */
export function isDatabaseAway(error: unknown): boolean {
  return error instanceof Error && AWAY.has(error.name);
}
