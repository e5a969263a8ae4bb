/** A clock that tests move by hand. */
export class TestClock {
  private at = new Date('2026-11-14T02:00:00.000Z').getTime();

  now = (): Date => new Date(this.at);

  /** Moves the clock forward. */
  advance(ms: number): void {
    this.at += ms;
  }
}
