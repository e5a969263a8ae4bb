import { type ChannelShares, channelsOf, type Path, sharesOf } from './paths.rules';

/** What leaving a channel out would cost, and the share of the conversions that this earns it. */
export interface MarkovCredits {
  /** Probability that a member who begins converts. */
  conversionRate: number;
  /** By channel: the part of the conversions that is lost without it, 0 to 1. */
  removalEffects: ReadonlyMap<string, number>;
  shares: ChannelShares;
}

/** Transitions between start (row 0) and channels (rows 1..n), with the conversions from each row. */
interface Chain {
  /** `next[row][column]`: probability to go on to channel `column + 1`. */
  next: Float64Array[];
  /** Probability to convert right from the row. */
  ends: Float64Array;
}

function countSteps(paths: Iterable<Path>, index: ReadonlyMap<string, number>): Chain {
  const size = index.size;
  const next = Array.from({ length: size + 1 }, () => new Float64Array(size));
  const ends = new Float64Array(size + 1);
  const left = new Float64Array(size + 1);
  for (const { steps, converted, lost } of paths) {
    const count = converted + lost;
    let row = 0;
    for (const step of steps) {
      const column = index.get(step) ?? 0;
      const cells = next[row] as Float64Array;
      cells[column] = (cells[column] ?? 0) + count;
      left[row] = (left[row] ?? 0) + count;
      row = column + 1;
    }
    ends[row] = (ends[row] ?? 0) + converted;
    left[row] = (left[row] ?? 0) + count;
  }
  return {
    next: next.map((cells, row) => cells.map((cell) => ratio(cell, left[row]))),
    ends: ends.map((end, row) => ratio(end, left[row])),
  };
}

function ratio(part: number, whole: number | undefined): number {
  return whole ? part / whole : 0;
}

/**
 * Probability to convert from the start where `removed` leads nowhere: solves `x = ends + next * x` by elimination
 * with the largest pivot. A row that never ends (a loop nobody leaves) converts with probability 0.
 */
function rateWithout({ next, ends }: Chain, removed: number | null): number {
  const size = next.length - 1;
  const rows = Array.from({ length: size }, (_none, row) => {
    const cells = new Float64Array(size + 1);
    cells[row] = 1;
    if (row === removed) return cells;
    for (let column = 0; column < size; column += 1)
      if (column !== removed) cells[column] = (cells[column] ?? 0) - (next[row + 1]?.[column] ?? 0);
    cells[size] = ends[row + 1] ?? 0;
    return cells;
  });
  const solved = eliminate(rows);
  let rate = ends[0] ?? 0;
  for (let column = 0; column < size; column += 1)
    if (column !== removed) rate += (next[0]?.[column] ?? 0) * (solved[column] ?? 0);
  return rate;
}

const NOTHING = 1e-12;

function eliminate(rows: Float64Array[]): Float64Array {
  const size = rows.length;
  for (let pivot = 0; pivot < size; pivot += 1) {
    let best = pivot;
    for (let row = pivot + 1; row < size; row += 1)
      if (Math.abs(rows[row]?.[pivot] ?? 0) > Math.abs(rows[best]?.[pivot] ?? 0)) best = row;
    [rows[pivot], rows[best]] = [rows[best] as Float64Array, rows[pivot] as Float64Array];
    const top = rows[pivot] as Float64Array;
    const divisor = top[pivot] ?? 0;
    if (Math.abs(divisor) < NOTHING) continue;
    for (let column = pivot; column <= size; column += 1) top[column] = (top[column] ?? 0) / divisor;
    for (let row = 0; row < size; row += 1) {
      const cells = rows[row] as Float64Array;
      const factor = cells[pivot] ?? 0;
      if (row === pivot || factor === 0) continue;
      for (let column = pivot; column <= size; column += 1)
        cells[column] = (cells[column] ?? 0) - factor * (top[column] ?? 0);
    }
  }
  return Float64Array.from(rows, (cells) => cells[size] ?? 0);
}

/**
 * Credits channels by what their removal would cost (Anderl et al. 2016, first-order chain): the chain is counted over
 * all paths, and a removed channel leads to nothing. Example: c1>c2>c3 converts, c1 and c2>c3 do not -> rate 1/3,
 * removal effects .5, 1, 1, shares .2, .4, .4.
 */
export function markovCredits(paths: readonly Path[]): MarkovCredits {
  const channels = channelsOf(paths);
  const chain = countSteps(paths, new Map(channels.map((name, index) => [name, index])));
  const conversionRate = rateWithout(chain, null);
  const effects = new Map(
    channels.map((name, index) => [
      name,
      conversionRate > 0 ? Math.max(0, 1 - rateWithout(chain, index) / conversionRate) : 0,
    ]),
  );
  return {
    conversionRate,
    removalEffects: effects,
    shares: conversionRate > 0 ? sharesOf(effects) : new Map(),
  };
}
