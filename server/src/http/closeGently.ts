import type { Server } from 'node:http';

/** How long kept-alive clients get to send one more request and be told to go elsewhere, before idle ones are closed. */
const FAREWELL_MS = 1_000;

/**
 * Tells kept-alive clients to go elsewhere, then takes no new connections and lets requests in flight end. What is
 * still open after `limitMs` is cut, so that a stuck client cannot keep the process.
 */
export async function closeGently(server: Server, limitMs: number): Promise<void> {
  server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));
  await new Promise((resolve) => setTimeout(resolve, Math.min(FAREWELL_MS, limitMs)));
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const sweep = setInterval(() => server.closeIdleConnections(), 100);
  const cut = setTimeout(() => server.closeAllConnections(), limitMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}
