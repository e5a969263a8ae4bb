/** Codes of a response that could not be sent because the connection was closed from the other side. */
const GONE = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE']);

/** True where a client went away before it had its answer: a closed page or a lost signal, no fault of ours. */
export function isClientGone(error: unknown): boolean {
  return GONE.has((error as NodeJS.ErrnoException | null)?.code ?? '');
}
