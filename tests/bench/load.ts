import { Pool } from 'undici';

const CONNECTIONS = 64;

/** One call of a run. */
export interface Shot {
  path: string;
  token: string;
  body: Record<string, unknown>;
}

/** What a run of many calls took. */
export interface Run {
  /** Answers a second. */
  rate: number;
  /** 99 % of the answers came within this many milliseconds. */
  p99: number;
}

/**
 * Sends `count` calls at 64 connections, each sending its next one when the last is answered; servers take turns.
 * Throws where an answer has another status than expected, or is not a `good` one.
 */
export async function fire(
  bases: readonly string[],
  count: number,
  shot: (n: number) => Shot,
  expected: number,
  good: (text: string) => boolean = () => true,
): Promise<Run> {
  const pools = bases.map((base) => new Pool(base, { connections: Math.ceil(CONNECTIONS / bases.length) }));
  const took: number[] = [];
  const from = performance.now();
  let next = 0;
  const drive = async (): Promise<void> => {
    while (next < count) {
      const n = next;
      next += 1;
      const { path, token, body } = shot(n);
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
      const sent = performance.now();
      const pool = pools[n % pools.length] as Pool;
      const reply = await pool.request({ path, method: 'POST', headers, body: JSON.stringify(body) });
      const text = await reply.body.text();
      if (reply.statusCode !== expected || !good(text)) throw new Error(`${path}: ${reply.statusCode} ${text}`);
      took.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, drive));
  const rate = (count / (performance.now() - from)) * 1000;
  await Promise.all(pools.map((pool) => pool.close()));
  took.sort((a, b) => a - b);
  return { rate, p99: took[Math.ceil(took.length * 0.99) - 1] ?? Number.NaN };
}

export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

/** Figures of the rounds, by what was run. */
export class Figures {
  private readonly runs = new Map<string, Run[]>();

  add(name: string, run: Run): void {
    this.runs.set(name, [...(this.runs.get(name) ?? []), run]);
  }

  /** Median of a figure over the rounds. */
  of(name: string, figure: keyof Run = 'rate'): number {
    return median((this.runs.get(name) ?? []).map((run) => run[figure]));
  }

  /** Median of the ratios, each taken within its round. */
  ratio(over: string, under: string, figure: keyof Run = 'rate'): number {
    const [above, below] = [this.runs.get(over) ?? [], this.runs.get(under) ?? []];
    return median(above.map((run, round) => run[figure] / (below[round]?.[figure] ?? Number.NaN)));
  }
}

/** Prints a ratio with its target, and makes the process fail where it is missed. */
export function judge(name: string, ratio: number, target: number, at: 'least' | 'most' = 'least'): void {
  const met = at === 'least' ? ratio >= target : ratio <= target;
  console.log(`  ${name}: ${ratio.toFixed(2)} (at ${at} ${target}) ${met ? 'met' : 'MISSED'}`);
  if (!met) process.exitCode = 1;
}
