const last = new Map<string, Promise<unknown>>();

/**
 * Does works of one key one after another within this process, so that they do not fight for the same row; the
 * guards of the database hold between processes.
 */
export function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const mine = (last.get(key) ?? Promise.resolve()).then(work, work);
  const settled = mine.catch(() => undefined);
  last.set(key, settled);
  void settled.then(() => {
    if (last.get(key) === settled) last.delete(key);
  });
  return mine;
}
