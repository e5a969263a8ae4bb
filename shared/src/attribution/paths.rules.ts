/** Members who went the same way in a period: through which channels in which order, and how it ended. */
export interface Path {
  /** Channels in the order of the touches. */
  steps: readonly string[];
  /** Members whose path led to a conversion. */
  converted: number;
  /** Members whose path led to nothing. */
  lost: number;
}

/** Conversions credited to each channel, as shares that sum to 1; empty where nobody converted. */
export type ChannelShares = ReadonlyMap<string, number>;

/** All channels of some paths, in the order of their names. */
export function channelsOf(paths: Iterable<Path>): string[] {
  const names = new Set<string>();
  for (const { steps } of paths) for (const step of steps) names.add(step);
  return [...names].sort();
}

/** Shares of some amounts; equal where nothing tells them apart. */
export function sharesOf(amounts: ReadonlyMap<string, number>): ChannelShares {
  const sum = [...amounts.values()].reduce((total, amount) => total + amount, 0);
  if (amounts.size === 0) return new Map();
  return new Map([...amounts].map(([name, amount]) => [name, sum > 0 ? amount / sum : 1 / amounts.size]));
}

/** Different paths of a period that are kept at most. */
export const MOST_PATHS = 200_000;

/** Paths of a period while they are counted. */
export interface PathCounts {
  paths: Map<string, { steps: readonly string[]; converted: number; lost: number }>;
  channels: Set<string>;
}

/** No paths yet. */
export function noPaths(): PathCounts {
  return { paths: new Map(), channels: new Set() };
}

/**
 * Counts one path. The same channel twice in a row is one step: going in a circle changes neither the chain's
 * probabilities nor the set of channels. A path without any step is nobody's and is left out.
 */
export function countPath(counts: PathCounts, touched: readonly string[], outcome: 'converted' | 'lost'): void {
  const steps = touched.filter((step, index) => step !== touched[index - 1]);
  if (steps.length === 0) return;
  const key = steps.join('>');
  const path = counts.paths.get(key) ?? { steps, converted: 0, lost: 0 };
  path[outcome] += 1;
  counts.paths.set(key, path);
  for (const step of steps) counts.channels.add(step);
}
