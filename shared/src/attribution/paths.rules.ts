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
