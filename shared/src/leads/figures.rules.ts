/** The middle of sorted numbers; of an even count the lower one. Null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

/** The mean, rounded; null of none. */
export function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
}

/**
 * How unevenly something is shared, in parts per million: 0 where all have as much, towards 1,000,000 where one has all
 * (Gini coefficient). Example: 5, 5 -> 0; 0, 10 -> 500,000; 1, 2, 3 -> 222,222.
 */
export function unevennessPpm(values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  if (sum === 0) return 0;
  const sorted = [...values].sort((one, other) => one - other);
  const weighted = sorted.reduce((total, value, index) => total + value * (2 * (index + 1) - sorted.length - 1), 0);
  return Math.round((weighted / (sorted.length * sum)) * 1_000_000);
}
