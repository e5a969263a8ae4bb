const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5000;
/** A server that lived this long was healthy: failures before it no longer count. */
const HEALTHY_AFTER_MS = 30_000;
/** Quick failures in a row after which no further attempt is made. */
const ATTEMPTS = 8;

/** Decides when a server that has died is started again. */
export class RestartPolicy {
  private failures = 0;

  /** Milliseconds to wait before the next start, given how long the last server lived; undefined to give up. */
  nextDelay(livedMs: number): number | undefined {
    if (livedMs >= HEALTHY_AFTER_MS) this.failures = 0;
    this.failures += 1;
    if (this.failures > ATTEMPTS) return undefined;
    return this.failures === 1 ? 0 : Math.min(FIRST_DELAY_MS * 2 ** (this.failures - 2), LONGEST_DELAY_MS);
  }
}
