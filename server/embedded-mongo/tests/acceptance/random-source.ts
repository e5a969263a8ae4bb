/** Small random numbers, the same in every run of one seed. */
export interface RandomSource {
  /** A whole number from 0 up to, not including, `count`. */
  below(count: number): number;
  pick<T>(items: readonly T[]): T;
}

/** A source of random numbers (mulberry32). */
export function randomSource(seed: number): RandomSource {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return { below, pick: (items) => items[below(items.length)]! };
}
