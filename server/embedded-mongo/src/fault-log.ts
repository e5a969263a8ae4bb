/** Reports a fault of this server on stderr, with its stack. Nothing a client may cause at will belongs here. */
export function reportFault(what: string, error: unknown): void {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`embedded-mongo: ${what}: ${detail}\n`);
}
