/** What the build puts beside the h5 pages (config/offlineShell.ts). */
const WORKER = 'offline.js';
const LONGEST_WAIT_MS = 20_000;

/**
 * Makes the pages open without network: always so in weapp, whose packages are on the phone; in h5 a service worker
 * keeps the built files. False where the browser has none, or the files could not be fetched in time.
 */
export async function keepShell(): Promise<boolean> {
  if (process.env.TARO_ENV === 'weapp') return true;
  if (!('serviceWorker' in navigator)) return false;
  const patience = new Promise<false>((resolve) => setTimeout(() => resolve(false), LONGEST_WAIT_MS));
  try {
    await navigator.serviceWorker.register(WORKER);
    return await Promise.race([navigator.serviceWorker.ready.then(() => true), patience]);
  } catch {
    return false;
  }
}
