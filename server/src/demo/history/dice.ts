import { createHash } from 'node:crypto';

/** Chance that falls the same way each time it is asked by the same name. */
export interface Dice {
  /** A whole number from 0, below `limit`. */
  below: (limit: number) => number;
  /** A whole number between two, both included. */
  between: (from: number, to: number) => number;
  /** True in so many of a hundred cases. */
  in100: (cases: number) => boolean;
  /** One of a list. */
  pick: <T>(list: readonly T[]) => T;
  /** One of a list, each as often as its weight says. */
  weighted: <T>(list: readonly (readonly [T, number])[]) => T;
}

const SEED = 'linzhang-demo';

/** Dice of their own for each name: what one part of the demo draws moves nothing of another. */
export function diceOf(name: string): Dice {
  let state = createHash('sha256').update(`${SEED}/${name}`).digest().readUInt32BE();
  // Mulberry32: 32 bits of state are plenty for what is drawn by one name.
  const share = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(share() * limit);
  const at = <T>(list: readonly T[], index: number): T => {
    const value = list[index];
    if (value === undefined) throw new Error(`nothing to draw for ${name}`);
    return value;
  };
  return {
    below,
    between: (from, to) => from + below(to - from + 1),
    in100: (cases) => share() * 100 < cases,
    pick: (list) => at(list, below(list.length)),
    weighted: (list) => {
      let left = share() * list.reduce((sum, [, weight]) => sum + weight, 0);
      const index = list.findIndex(([, weight]) => {
        left -= weight;
        return left < 0;
      });
      return at(list, index === -1 ? list.length - 1 : index)[0];
    },
  };
}
