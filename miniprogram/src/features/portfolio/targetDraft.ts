import { FIGURES, type Figure } from '@linzhang/shared/portfolio/portfolio.rules';
import type { PortfolioTargets, TargetValues } from '@linzhang/shared/portfolio/portfolioTargets.contract';
import {
  type EffectiveTargets,
  effectiveTargets,
  MOST_TARGET,
  type SetTargets,
  type Targets,
} from '@linzhang/shared/portfolio/targets.rules';
import { FIGURE_WORDS, targetText } from './figureWords';

/** Targets as they are typed; empty for one that follows. */
export type TargetDraft = Readonly<Record<Figure, string>>;

/** What is typed for a branch and its people, by their ids. */
export interface TargetsDraft {
  branch: TargetDraft;
  people: Readonly<Record<string, TargetDraft>>;
}

/** Nothing is set: all follows. */
export const NOTHING_TYPED: TargetDraft = typedOf({});

function typedOf(values: SetTargets): TargetDraft {
  return Object.fromEntries(FIGURES.map((figure) => [figure, String(values[figure] ?? '')])) as Record<Figure, string>;
}

/** What is set, as it is typed. */
export function draftOf({ branch, people }: PortfolioTargets): TargetsDraft {
  return {
    branch: typedOf(branch.set),
    people: Object.fromEntries(people.map(({ id, set }) => [id, typedOf(set)])),
  };
}

/** The number that was typed: undefined for nothing, null for what is no target. Members are whole. */
export function numberOf(figure: Figure, text: string): number | null | undefined {
  const typed = text.trim();
  if (typed === '') return undefined;
  const whole = FIGURE_WORDS[figure].decimals === 0;
  if (!(whole ? /^\d{1,7}$/ : /^\d{1,4}(\.\d{1,2})?$/).test(typed)) return null;
  const value = Number(typed);
  return value <= MOST_TARGET[figure] ? value : null;
}

/** Why what was typed is no target; null where it is one, or nothing. */
export function faultOf(figure: Figure, text: string): string | null {
  if (numberOf(figure, text) !== null) return null;
  return `请填 0 到 ${MOST_TARGET[figure]}${FIGURE_WORDS[figure].decimals === 0 ? ' 的整数' : '，最多两位小数'}`;
}

/** What is sent for somebody; null while a number is no target. */
export function valuesOf(draft: TargetDraft): TargetValues | null {
  const values: Partial<Record<Figure, number>> = {};
  for (const figure of FIGURES) {
    const value = numberOf(figure, draft[figure]);
    if (value === null) return null;
    if (value !== undefined) values[figure] = value;
  }
  return values as TargetValues;
}

/** True where somebody has a target of the own. */
export function hasOwn(draft: TargetDraft): boolean {
  return FIGURES.some((figure) => draft[figure].trim() !== '');
}

/** What would hold, as the draft stands; a number that is no target counts as none. */
export function effectOf({ people }: PortfolioTargets, draft: TargetsDraft): EffectiveTargets {
  const setOf = (typed: TargetDraft | undefined): SetTargets =>
    Object.fromEntries(FIGURES.map((figure) => [figure, numberOf(figure, typed?.[figure] ?? '') ?? undefined]));
  return effectiveTargets(
    setOf(draft.branch),
    people.map(({ id, atStart }) => ({ id, atStart, set: setOf(draft.people[id]) })),
  );
}

/** `抢 40 人 · 培 6 %`: the own targets of somebody in a line; null where there are none. */
export function ownWords(draft: TargetDraft): string | null {
  const own = FIGURES.flatMap((figure) => {
    const value = numberOf(figure, draft[figure]);
    return typeof value === 'number'
      ? [`${FIGURE_WORDS[figure].mark} ${targetText(figure, value).replace('目标 ', '')}`]
      : [];
  });
  return own.length > 0 ? own.join(' · ') : null;
}

/** What would hold for the branch with nothing set for it. */
export function branchFollows(targets: PortfolioTargets, draft: TargetsDraft): Targets {
  return effectOf(targets, { ...draft, branch: NOTHING_TYPED }).branch;
}

/** What would hold for somebody with nothing set for the person. */
export function personFollows(targets: PortfolioTargets, draft: TargetsDraft, id: string): Targets {
  const people = { ...draft.people, [id]: NOTHING_TYPED };
  return effectOf(targets, { ...draft, people }).people.get(id) ?? targets.defaults;
}

/** What is sent; null while a number is no target. Only who has targets of the own is named. */
export function bodyOf({ branch, quarter, people, version }: PortfolioTargets, draft: TargetsDraft) {
  const ofBranch = valuesOf(draft.branch);
  const own: { id: string; values: TargetValues }[] = [];
  for (const { id } of people) {
    const typed = draft.people[id];
    if (!typed || !hasOwn(typed)) continue;
    const values = valuesOf(typed);
    if (!values) return null;
    own.push({ id, values });
  }
  return ofBranch ? { branchId: branch.id, quarter, branch: ofBranch, people: own, version } : null;
}
