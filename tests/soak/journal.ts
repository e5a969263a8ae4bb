import { isExpectedRefusal } from './refusals';

/** An answer that nobody should get. */
interface Surprise {
  what: string;
  status: number;
  body: string;
  /** Milliseconds from the start, when the answer came and how long it took. */
  at: number;
  ms: number;
}

/** A time in which a part of the city is struck. */
interface Blow {
  part: Part;
  from: number;
  /** Infinity until the part is there again. */
  to: number;
}

export type Part = 'server' | 'database' | 'wechat';

interface Answers {
  calm: number[];
  all: number[];
  counts: Map<string, number>;
}

const REFUSED = 400;
const FAULT = 500;
const AWAY = 503;

/** What every call took and how it ended. */
export class Journal {
  private readonly answers = new Map<string, Answers>();
  private readonly results = new Map<string, number>();
  private readonly blows: Blow[] = [];
  readonly surprises: Surprise[] = [];
  /** Calls whose connection broke, as where a server was killed. */
  broken = 0;
  calls = 0;

  constructor(private readonly from = performance.now()) {}

  get elapsed(): number {
    return performance.now() - this.from;
  }

  /** A part is struck from now until what is given back is called, and `afterMs` more. */
  strike(part: Part, afterMs: number): () => void {
    const blow: Blow = { part, from: this.elapsed, to: Number.POSITIVE_INFINITY };
    this.blows.push(blow);
    return () => {
      blow.to = this.elapsed + afterMs;
    };
  }

  note(what: string, status: number, ms: number, body: unknown): void {
    this.calls += 1;
    const code = (body as { error?: { code?: string } } | null)?.error?.code;
    const answers: Answers = this.answers.get(what) ?? { calm: [], all: [], counts: new Map() };
    this.answers.set(what, answers);
    answers.all.push(ms);
    if (!this.wasStruck(ms)) answers.calm.push(ms);
    const name = code ? `${status} ${code}` : String(status);
    answers.counts.set(name, (answers.counts.get(name) ?? 0) + 1);
    if (this.isSurprise(what, status, code, ms)) this.surprise(what, status, body, ms);
  }

  /** Something that must not be, seen by who calls. */
  surprise(what: string, status: number, body: unknown, ms = 0): void {
    const text = JSON.stringify(body) ?? '';
    this.surprises.push({ what, status, body: text.slice(0, 400), at: Math.round(this.elapsed), ms: Math.round(ms) });
  }

  /** Counts what an answer of 2xx said, such as the result of a scan. */
  count(result: string): void {
    this.results.set(result, (this.results.get(result) ?? 0) + 1);
  }

  private wasStruck(ms: number, part?: Part): boolean {
    const [began, ended] = [this.elapsed - ms, this.elapsed];
    return this.blows.some((blow) => (!part || blow.part === part) && began <= blow.to && ended >= blow.from);
  }

  private isSurprise(what: string, status: number, code: string | undefined, ms: number): boolean {
    if (status < REFUSED) return false;
    // WeChat's own failures are passed on as what they are.
    if (code?.startsWith('wechat_')) return !this.wasStruck(ms, 'wechat');
    if (status >= FAULT) return status !== AWAY || !this.wasStruck(ms, 'database');
    return !code || !isExpectedRefusal(what, code);
  }

  /** A line for each endpoint: calls, p50 and p99 while nothing was struck, p99 of all, and how the calls ended. */
  lines(): string[] {
    const head = `${'endpoint'.padEnd(58)} calls   p50   p99   all  answers`;
    const lines = [...this.answers.entries()]
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([what, { calm, all, counts }]) => {
        const figures = [all.length, share(calm, 0.5), share(calm, 0.99), share(all, 0.99)];
        const ends = [...counts].sort(([one], [other]) => one.localeCompare(other));
        const columns = figures.map((figure) => figure.toFixed(0).padStart(6)).join('');
        return `${what.padEnd(58)}${columns}  ${ends.map(([name, count]) => `${name} x${count}`).join(', ')}`;
      });
    return [head, ...lines];
  }

  /** How much went well and how fast, in a line, and what the answers said in another. */
  summary(): string[] {
    const all = [...this.answers.values()];
    const calm = all.flatMap((answers) => answers.calm);
    const good = all.flatMap(({ counts }) => [...counts].filter(([name]) => Number.parseInt(name, 10) < REFUSED));
    const done = good.reduce((sum, [, count]) => sum + count, 0);
    const seconds = this.elapsed / 1_000;
    const results = [...this.results].sort(([one], [other]) => one.localeCompare(other));
    return [
      `${this.calls} calls in ${seconds.toFixed(0)} s (${(this.calls / seconds).toFixed(0)}/s), ` +
        `${((done / this.calls) * 100).toFixed(1)} % done, ${this.broken} broken off; while nothing was struck ` +
        `p50 ${share(calm, 0.5).toFixed(0)} ms, p99 ${share(calm, 0.99).toFixed(0)} ms`,
      results.map(([result, count]) => `${result} x${count}`).join(', '),
    ];
  }
}

/** The least of the values that so many of them do not exceed. */
function share(values: readonly number[], part: number): number {
  return [...values].sort((a, b) => a - b)[Math.ceil(values.length * part) - 1] ?? 0;
}
