import type { Server } from 'node:http';
import { Server as TcpServer } from 'node:net';

/** How long a load balancer gets to see that `/readyz` fails, before connections are refused. */
const NOTICE_MS = 1_000;
/** How long connections that the system has taken get to be taken by us. */
const DRAIN_MS = 200;
/** A turn of the event loop this short let in nobody and did no work of a request. */
const QUIET_MS = 0.1;
/** How long kept-alive clients get to send one more request and be told to go elsewhere, before idle ones are closed. */
const FAREWELL_MS = 1_000;

/**
 * Takes no new connections after a notice, tells kept-alive clients to go elsewhere, and lets requests in flight
 * end. What is still open after `limitMs` is cut, so that a stuck client cannot keep the process. Listening ends
 * before anybody is told to go: a client that is told comes back at once, and must find the door closed, not be
 * caught in it.
 */
export async function closeGently(server: Server, limitMs: number): Promise<void> {
  await pause(Math.min(NOTICE_MS, limitMs));
  const closed = new Promise<void>((resolve) => server.once('close', resolve));
  await stopListening(server);
  server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));
  const cut = setTimeout(() => server.closeAllConnections(), limitMs);
  await Promise.race([closed, pause(Math.min(FAREWELL_MS, limitMs))]);
  const sweep = setInterval(() => server.closeIdleConnections(), 100);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}

/**
 * Closes the listening socket alone: the HTTP server's own `close` would also cut idle connections at once. What
 * waits in the system's queue at that moment would be cut off, so the queue is made short first (listening again on
 * the same handle only changes its length) and gets the time to empty: newcomers are then kept outside, and refused.
 */
async function stopListening(server: Server): Promise<void> {
  const { _handle: handle } = server as unknown as { _handle?: { listen?: (queue: number) => number } };
  handle?.listen?.(0);
  await pause(DRAIN_MS);
  await quietTurn();
  TcpServer.prototype.close.call(server);
}

/** Waits for a turn of the event loop with next to no work: whoever knocked by then has been let in. */
async function quietTurn(): Promise<void> {
  const until = performance.now() + DRAIN_MS;
  for (let from = performance.now(); from < until; ) {
    await new Promise<void>((resolve) => setImmediate(resolve));
    const now = performance.now();
    if (now - from < QUIET_MS) return;
    from = now;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
