import { UPLIFT_FEN } from '../aum/aum.rules';
import { PRODUCT_NAMES, type Product } from '../aum/aumRow.rules';
import { type Tier, tierRank } from '../tiering/tiers.rules';
import { type Figure, fellByHalf } from './portfolio.rules';

/** Hundredths of a product that each one held counts for; mobile bank and debit card count too. */
export const PRODUCT_WEIGHTS: Readonly<Record<Product, number>> = {
  deposit: 100,
  wealth: 100,
  fund: 100,
  insurance: 100,
  bond: 100,
  metal: 100,
  loan: 100,
  card: 100,
  debit_card: 100,
  mobile_bank: 100,
};
/** So many products make a customer well covered, in hundredths. */
export const COVERED_HUNDREDTHS = 300;

/** What a member holds by the list, in hundredths of a product; what nobody knows weighs nothing. */
export function heldHundredths(products: readonly string[]): number {
  return PRODUCT_NAMES.reduce((sum, name) => sum + (products.includes(name) ? PRODUCT_WEIGHTS[name] : 0), 0);
}

/** A member by the lists at the start of a quarter. */
export interface StartState {
  tier: Tier;
  inScope: boolean;
  aumFen: number;
}

/** A member by the lists at the end of a quarter, or now while it runs. */
export interface EndState extends StartState {
  products: readonly string[];
  /** Transactions of the month; null where the list does not say. */
  transactions: number | null;
  mobileActive: boolean | null;
}

/** What members bring to the figures; each is a sum over members, so that any group of them is a sum of sums. */
export const COUNTS = [
  'members',
  'listed',
  'atStart',
  'atEnd',
  'left',
  'rose',
  'entered',
  'gone',
  'heldHundredths',
  'covered',
  'known',
  'startFen',
  'endFen',
  'aumUp',
  'aumDown',
  'transactions',
  'mobileActive',
] as const;
export type Count = (typeof COUNTS)[number];
/**
 * Members; named by the list; in scope at the start and at the end; of those at the start who were lost (保) and whose tier rose (争); who
 * came into scope and who left it; products of those in scope at the end, and how many of these have three; members
 * with AUM at both ends and their AUM at each (培); with AUM up or down by 1万; transactions of the month; mobile bank.
 */
export type Counts = Readonly<Record<Count, number>>;

export const NO_COUNTS = Object.fromEntries(COUNTS.map((name) => [name, 0])) as Counts;

const one = (holds: boolean): number => (holds ? 1 : 0);

/** What one member brings. A member with no row in the list at an end brings nothing there. */
export function countsOf(start: StartState | null, end: EndState | null): Counts {
  const [inStart, inEnd] = [start?.inScope ?? false, end?.inScope ?? false];
  const held = end && inEnd ? heldHundredths(end.products) : 0;
  const risenFen = start && end ? end.aumFen - start.aumFen : 0;
  return {
    members: 1,
    listed: one(end !== null),
    atStart: one(inStart),
    atEnd: one(inEnd),
    left: one(inStart && (!inEnd || (start !== null && end !== null && fellByHalf(start.aumFen, end.aumFen)))),
    rose: one(inStart && start !== null && end !== null && tierRank(end.tier) > tierRank(start.tier)),
    entered: one(!inStart && inEnd),
    gone: one(inStart && !inEnd),
    heldHundredths: held,
    covered: one(held >= COVERED_HUNDREDTHS),
    known: one(start !== null && end !== null),
    startFen: start && end ? start.aumFen : 0,
    endFen: start && end ? end.aumFen : 0,
    aumUp: one(risenFen >= UPLIFT_FEN),
    aumDown: one(risenFen <= -UPLIFT_FEN),
    transactions: end?.transactions ?? 0,
    mobileActive: one(end?.mobileActive === true),
  };
}

/** Sums of two groups of members. */
export function addCounts(ones: Counts, others: Counts): Counts {
  return Object.fromEntries(COUNTS.map((name) => [name, ones[name] + others[name]])) as Counts;
}

/** A figure with what it is made of; amounts in fen for `aumGrowth`, hundredths of a product above `coverage`. */
export interface FigureValue {
  figure: Figure;
  /** Percent, or products for `coverage`, or members for `growth`; null where nobody was there to be counted. */
  actual: number | null;
  numerator: number;
  denominator: number | null;
}

function shareOf(figure: Figure, numerator: number, denominator: number, unit: number): FigureValue {
  return { figure, actual: denominator > 0 ? (numerator * unit) / denominator : null, numerator, denominator };
}

/** The five figures of a group of members; 抢 is told by the phone-bound members, which count for who brought them. */
export function figuresOf(counts: Counts, phoneBound: number): Readonly<Record<Figure, FigureValue>> {
  return {
    churn: shareOf('churn', counts.left, counts.atStart, 100),
    uplift: shareOf('uplift', counts.rose, counts.atStart, 100),
    coverage: shareOf('coverage', counts.heldHundredths, counts.atEnd, 0.01),
    growth: { figure: 'growth', actual: phoneBound, numerator: phoneBound, denominator: null },
    aumGrowth: shareOf('aumGrowth', counts.endFen - counts.startFen, counts.startFen, 100),
  };
}

/** Members by who brought them, whoever serves them: with a phone bound, or with a product opened and served by another. */
export const BROUGHT_SETS = ['phone_bound', 'products_moved'] as const;
export type BroughtSet = (typeof BROUGHT_SETS)[number];

/** The members behind a number. */
export const MEMBER_SETS = [
  'listed',
  'at_start',
  'at_end',
  'left',
  'rose',
  'entered',
  'gone',
  'covered',
  'known',
  'aum_up',
  'aum_down',
  'transacted',
  'mobile_active',
  ...BROUGHT_SETS,
] as const;
export type MemberSet = (typeof MEMBER_SETS)[number];

/** True for the members whom somebody brought: they are not found by who serves them. */
export function isBroughtSet(set: MemberSet): set is BroughtSet {
  return BROUGHT_SETS.some((brought) => brought === set);
}

/** The count to which the members of a set bring something, and nobody else does. */
export const SET_COUNTS: Readonly<Record<Exclude<MemberSet, BroughtSet>, Count>> = {
  listed: 'listed',
  at_start: 'atStart',
  at_end: 'atEnd',
  left: 'left',
  rose: 'rose',
  entered: 'entered',
  gone: 'gone',
  covered: 'covered',
  known: 'known',
  aum_up: 'aumUp',
  aum_down: 'aumDown',
  transacted: 'transactions',
  mobile_active: 'mobileActive',
};

/** The members above and below the line of each figure: what a tap on it opens. */
export const FIGURE_SETS: Readonly<Record<Figure, { above: MemberSet; below: MemberSet }>> = {
  churn: { above: 'left', below: 'at_start' },
  uplift: { above: 'rose', below: 'at_start' },
  coverage: { above: 'covered', below: 'at_end' },
  growth: { above: 'phone_bound', below: 'at_end' },
  aumGrowth: { above: 'aum_up', below: 'known' },
};

/** By what the figures are kept apart; `tier` is the tier at the start, `segment` the one at the end. */
export const FIGURE_SIDES = ['employee', 'branch', 'position', 'tier', 'segment'] as const;
export type FigureSide = (typeof FIGURE_SIDES)[number];

/** How members are ordered: by AUM, the most first; or by what it changed since the start, the most risen or fallen first. */
export const MEMBER_ORDERS = ['aum', 'risen', 'fallen'] as const;
export type MemberOrder = (typeof MEMBER_ORDERS)[number];
