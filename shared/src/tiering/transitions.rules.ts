/** From which state to which, as shares; each row sums to 1. */
export interface TransitionRow<S extends string> {
  from: S;
  /** Members at the start. */
  count: number;
  /** Share of them per state at the end, in the order of the states. */
  shares: number[];
}

/** The matrix between two dates, over members known on both; a state nobody was in has shares of 0. */
export function transitionMatrix<S extends string>(
  states: readonly S[],
  moves: Iterable<readonly [from: S, to: S, count: number]>,
): TransitionRow<S>[] {
  const counts = new Map(states.map((state) => [state, new Map<S, number>()]));
  for (const [from, to, count] of moves) {
    const row = counts.get(from);
    row?.set(to, (row.get(to) ?? 0) + count);
  }
  return states.map((from) => {
    const row = counts.get(from) ?? new Map<S, number>();
    const count = [...row.values()].reduce((sum, each) => sum + each, 0);
    return { from, count, shares: states.map((to) => (count === 0 ? 0 : (row.get(to) ?? 0) / count)) };
  });
}
