import { DEFAULT_TARGETS, FIGURES, type Figure } from './portfolio.rules';

/** People whose targets are kept with those of their branch. */
export const MOST_PEOPLE = 300;
/** Percent, percent, products, members, percent. */
export const MOST_TARGET: Readonly<Record<Figure, number>> = {
  churn: 100,
  uplift: 100,
  coverage: 10,
  growth: 1_000_000,
  aumGrowth: 1_000,
};

export type Targets = Readonly<Record<Figure, number>>;
export type SetTargets = Readonly<Partial<Record<Figure, number | undefined>>>;

/**
 * Breaks a whole number down by weights; the parts sum to it, the largest remainders get what is left, of equal ones
 * the first. Without any weight all get the same. Example: 100 by 1, 1, 1 -> 34, 33, 33.
 */
export function breakDown(total: number, weights: readonly number[]): number[] {
  if (weights.length === 0) return [];
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const exact = weights.map((weight) => (all > 0 ? (total * weight) / all : total / weights.length));
  const parts = exact.map(Math.floor);
  const left = Math.round(total - parts.reduce((sum, part) => sum + part, 0));
  const byRemainder = exact
    .map((value, index) => ({ index, rest: value - Math.floor(value) }))
    .sort((one, other) => other.rest - one.rest || one.index - other.index);
  for (const { index } of byRemainder.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}

/** Somebody who has a scorecard. */
export interface TargetedPerson {
  id: string;
  /** Members in scope at the start of the quarter. */
  atStart: number;
  set: SetTargets;
}

export interface EffectiveTargets {
  branch: Targets;
  people: ReadonlyMap<string, Targets>;
  /** Parts of the branch's 抢 by members at the start; empty where the branch has none set. */
  shares: ReadonlyMap<string, number>;
}

/**
 * What holds for a branch and its people. A ratio of the branch holds for each of its people; its 抢 is a number of
 * members and is broken down to them. Where the branch has no 抢 set, it is the sum of what its people should bring.
 * What was set for a person comes before both.
 */
export function effectiveTargets(branch: SetTargets, people: readonly TargetedPerson[]): EffectiveTargets {
  const parts =
    branch.growth === undefined
      ? []
      : breakDown(
          branch.growth,
          people.map(({ atStart }) => atStart),
        );
  const shares = new Map(parts.map((part, index) => [people[index]?.id ?? '', part]));
  const ofPeople = new Map(
    people.map(({ id, set }): [string, Targets] => {
      const followed = (figure: Figure) =>
        figure === 'growth' ? (shares.get(id) ?? DEFAULT_TARGETS.growth) : (branch[figure] ?? DEFAULT_TARGETS[figure]);
      return [id, targetsBy((figure) => set[figure] ?? followed(figure))];
    }),
  );
  const brought = [...ofPeople.values()].reduce((sum, { growth }) => sum + growth, 0);
  const growth = branch.growth ?? (people.length > 0 ? brought : DEFAULT_TARGETS.growth);
  return {
    branch: targetsBy((figure) => (figure === 'growth' ? growth : (branch[figure] ?? DEFAULT_TARGETS[figure]))),
    people: ofPeople,
    shares,
  };
}

function targetsBy(read: (figure: Figure) => number): Targets {
  return Object.fromEntries(FIGURES.map((figure) => [figure, read(figure)])) as Record<Figure, number>;
}
