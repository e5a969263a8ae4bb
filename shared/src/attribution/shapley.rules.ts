import { channelsOf, type Path } from './paths.rules';

/** All subsets of more players than this are too many to look at. */
export const MOST_PLAYERS = 12;

/** Worth of every set of players: bit i of the index stands for player i; index 0 is the empty set. */
export type Worths = Float64Array;

/**
 * The value of each player: what it adds, averaged over all orders in which the players may come (Shapley 1953).
 * Example: v(O)=7 v(F)=6 v(D)=4 v(OF)=15 v(OD)=7 v(FD)=9 v(OFD)=19 -> 7.667, 8.167, 3.167.
 */
export function shapleyValues(worths: Worths, players: number): number[] {
  const weights = orderWeights(players);
  const sizes = new Uint8Array(worths.length);
  for (let set = 1; set < worths.length; set += 1) sizes[set] = (sizes[set >> 1] ?? 0) + (set & 1);
  return Array.from({ length: players }, (_none, player) => {
    const bit = 1 << player;
    let value = 0;
    for (let set = 0; set < worths.length; set += 1)
      if ((set & bit) === 0) value += (weights[sizes[set] ?? 0] ?? 0) * ((worths[set | bit] ?? 0) - (worths[set] ?? 0));
    return value;
  });
}

/** Share of the orders in which exactly a given set of each size comes before a player. */
function orderWeights(players: number): number[] {
  const weights: number[] = [];
  let weight = 1 / players;
  for (let size = 0; size < players; size += 1) {
    weights.push(weight);
    weight *= (size + 1) / (players - size - 1);
  }
  return weights;
}

/** Conversions credited to each channel: v(S) is the conversions whose channels all lie in S. Null for more than 12 channels. */
export function shapleyCredits(paths: readonly Path[]): ReadonlyMap<string, number> | null {
  const channels = channelsOf(paths);
  if (channels.length > MOST_PLAYERS) return null;
  if (channels.length === 0) return new Map();
  const index = new Map(channels.map((name, place) => [name, place]));
  const worths = new Float64Array(1 << channels.length);
  for (const { steps, converted } of paths) {
    let set = 0;
    for (const step of steps) set |= 1 << (index.get(step) ?? 0);
    worths[set] = (worths[set] ?? 0) + converted;
  }
  // A conversion without any channel is nobody's.
  worths[0] = 0;
  for (let bit = 1; bit < worths.length; bit <<= 1)
    for (let set = 0; set < worths.length; set += 1)
      if (set & bit) worths[set] = (worths[set] ?? 0) + (worths[set ^ bit] ?? 0);
  const values = shapleyValues(worths, channels.length);
  return new Map(channels.map((name, place) => [name, values[place] ?? 0]));
}
