import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser';
import { ServerProcess } from './serverProcess';

/** Starts a server with pages of h5, by these variables, and a browser for the tests of a file; stops both after them. */
export function h5ForAll(
  env: Record<string, string>,
  use: (server: ServerProcess, browser: Browser) => void,
  limitMs?: number,
): void {
  let [server, browser]: [ServerProcess?, Browser?] = [];
  beforeAll(async () => {
    [server, browser] = await Promise.all([ServerProcess.start(env, limitMs), launchBrowser()]);
    use(server, browser);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });
}
