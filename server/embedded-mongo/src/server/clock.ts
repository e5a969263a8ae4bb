const ONE_YEAR_SECONDS = 365 * 24 * 3600;

/** Seconds since 1970 of a BSON timestamp's value. */
function secondsOf(time: bigint): number {
  return Number(time >> 32n);
}

/**
 * The cluster time of a one-node replica set: a timestamp that grows with each write and never goes back,
 * also when the wall clock does.
 */
export class LogicalClock {
  private last: bigint;

  constructor(private readonly wallClock: () => number = Date.now) {
    this.last = (BigInt(this.seconds()) << 32n) | 1n;
  }

  /** Time of the latest write. */
  get now(): bigint {
    return this.last;
  }

  /** Time for a new event, later than all before. */
  tick(): bigint {
    const wall = (BigInt(this.seconds()) << 32n) | 1n;
    this.last = wall > this.last ? wall : this.last + 1n;
    return this.last;
  }

  /** Catches up with the time a client has seen elsewhere (an earlier run of this server). False where it is absurdly far ahead. */
  observe(time: bigint): boolean {
    if (time <= this.last) return true;
    if (secondsOf(time) > this.seconds() + ONE_YEAR_SECONDS) return false;
    this.last = time;
    return true;
  }

  private seconds(): number {
    return Math.floor(this.wallClock() / 1000);
  }
}
