/** An answer that nobody should get. */
interface Surprise {
  what: string;
  status: number;
  body: string;
  /** Milliseconds from the start. */
  at: number;
}

/** Statuses that mean a fault of the server, whoever asks. */
const FAULT = 500;
/** While the database is away the server says so. */
const AWAY = 503;

/** What every call took and how it ended. */
export class Journal {
  private readonly took = new Map<string, number[]>();
  private readonly statuses = new Map<string, Map<number, number>>();
  private readonly away: { from: number; to: number }[] = [];
  readonly surprises: Surprise[] = [];
  /** Calls whose connection broke, as where a server was killed. */
  broken = 0;
  calls = 0;

  constructor(private readonly from = performance.now()) {}

  get elapsed(): number {
    return performance.now() - this.from;
  }

  /** Answers of 503 are expected from now until the database is there again. */
  expectAway(ms: number): void {
    this.away.push({ from: this.elapsed, to: this.elapsed + ms });
  }

  note(what: string, status: number, ms: number, body: unknown): void {
    this.calls += 1;
    const times = this.took.get(what) ?? [];
    times.push(ms);
    this.took.set(what, times);
    const counts = this.statuses.get(what) ?? new Map<number, number>();
    counts.set(status, (counts.get(status) ?? 0) + 1);
    this.statuses.set(what, counts);
    const code = (body as { error?: { code?: string } } | null)?.error?.code;
    if (this.isSurprise(status, code, ms))
      this.surprises.push({ what, status, body: JSON.stringify(body).slice(0, 300), at: Math.round(this.elapsed) });
  }

  private isSurprise(status: number, code: string | undefined, ms: number): boolean {
    if (code === 'invalid_request') return true;
    if (status < FAULT) return false;
    // WeChat's own failures are passed on as what they are.
    if (code?.startsWith('wechat_')) return false;
    const [began, ended] = [this.elapsed - ms, this.elapsed];
    return status !== AWAY || !this.away.some(({ from, to }) => began <= to && ended >= from);
  }

  /** A line for each endpoint: calls, p50, p99, statuses. */
  lines(): string[] {
    return [...this.took.entries()]
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([what, times]) => {
        const sorted = [...times].sort((a, b) => a - b);
        const at = (share: number) => (sorted[Math.ceil(sorted.length * share) - 1] ?? 0).toFixed(0).padStart(6);
        const counts = [...(this.statuses.get(what) ?? [])].map(([status, count]) => `${status}x${count}`).join(' ');
        return `${what.padEnd(52)}${String(times.length).padStart(6)}${at(0.5)}${at(0.99)}  ${counts}`;
      });
  }
}
