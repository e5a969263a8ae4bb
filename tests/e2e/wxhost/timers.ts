/** Timers that can all be stopped at once: what a closed app left running must not outlive the test. */
export class Timers {
  private readonly running = new Set<NodeJS.Timeout>();
  private closed = false;

  readonly setTimeout = (work: (...given: unknown[]) => void, ms?: number, ...given: unknown[]): NodeJS.Timeout => {
    const timer = setTimeout(() => {
      this.running.delete(timer);
      work(...given);
    }, ms);
    return this.keep(timer);
  };

  readonly setInterval = (work: (...given: unknown[]) => void, ms?: number, ...given: unknown[]): NodeJS.Timeout =>
    this.keep(setInterval(() => work(...given), ms));

  readonly clear = (timer: NodeJS.Timeout | undefined): void => {
    clearTimeout(timer);
    if (timer) this.running.delete(timer);
  };

  /** Stops what runs; nothing starts any more. */
  close(): void {
    this.closed = true;
    for (const timer of this.running) clearTimeout(timer);
    this.running.clear();
  }

  private keep(timer: NodeJS.Timeout): NodeJS.Timeout {
    if (this.closed) clearTimeout(timer);
    else this.running.add(timer);
    return timer;
  }
}
