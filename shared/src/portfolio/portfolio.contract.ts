import { z } from 'zod';
import { POSITIONS } from '../employees/employees.rules';
import { contract } from '../kernel/contract';
import { Day, Id } from '../kernel/ids';
import { SEGMENTS } from '../tiering/segment.rules';
import { TIERS } from '../tiering/tiers.rules';
import { COUNTS, FIGURE_SIDES } from './counts.rules';
import * as routes from './portfolio.endpoints';
import { FIGURES } from './portfolio.rules';
import { QUARTER } from './quarters.rules';

export const Quarter = z.string().regex(QUARTER);
const Named = z.object({ id: Id, name: z.string() });

/** Whose members are counted: an employee's, a branch's, or (an admin's question) all. A manager asks for the own ones. */
const Whose = z.object({
  /** The running one where left out. */
  quarter: Quarter.optional(),
  branchId: Id.optional(),
  ownerId: Id.optional(),
});

/** What a figure is made of, each a sum over the members; see `COUNTS` for their meaning, fen for `...Fen`. */
export const PortfolioCounts = z.object(
  Object.fromEntries(COUNTS.map((name) => [name, z.int()])) as Record<(typeof COUNTS)[number], z.ZodInt>,
);

export const FigureAnswer = z.object({
  figure: z.enum(FIGURES),
  /** Percent (保 争 培), products (挖) or phone-bound members (抢), two decimals; null where nobody was there. */
  actual: z.number().nullable(),
  /** Members; hundredths of a product for 挖, fen for 培. */
  numerator: z.int(),
  /** Members, fen for 培; null for 抢. */
  denominator: z.int().nullable(),
  /** In the unit of `actual`; null where a line has no targets (by position, tier, segment). */
  target: z.number().nullable(),
  /** Points of the scorecard, one decimal. */
  points: z.number().nullable(),
});
export type FigureAnswer = z.infer<typeof FigureAnswer>;

export const FigureLine = z.object({
  /** Of employee or branch; else position, tier or segment itself; null for what is nobody's, or in none. */
  id: z.string().nullable(),
  /** Of employee or branch; the others have their words where they are shown. */
  name: z.string().nullable(),
  counts: PortfolioCounts,
  /** New phone-bound members by who brought them, whoever serves them: the 抢 that is scored. */
  phoneBound: z.int(),
  /** In the order of `FIGURES`. */
  figures: z.array(FigureAnswer),
  /** 0 to 120, one decimal; null where a line has no targets. */
  score: z.number().nullable(),
});
export type FigureLine = z.infer<typeof FigureLine>;

const Progressed = {
  quarter: Quarter,
  /** Day up to which is counted: today, or the last one of a quarter that is over. */
  day: Day,
  /** How much of a target is due by then, evenly by days: 0 to 1. */
  dueShare: z.number(),
};

export const FiguresQuery = Whose.extend({ by: z.enum(FIGURE_SIDES).default('employee') });
export type FiguresQuery = z.infer<typeof FiguresQuery>;

export const PortfolioFigures = z.object({
  ...Progressed,
  by: z.enum(FIGURE_SIDES),
  total: FigureLine,
  /** Employees and branches by score, the best first; positions, tiers and segments in their order. */
  rows: z.array(FigureLine),
});
export type PortfolioFigures = z.infer<typeof PortfolioFigures>;

export const getPortfolioFigures = contract(routes.getPortfolioFigures, {
  summary: 'The five figures of a quarter, kept apart by employee, branch, position, tier at the start or segment.',
  access: 'employee',
  query: FiguresQuery,
  response: PortfolioFigures,
  errors: ['not_found'],
});

export const ProgressQuery = Whose;

export const PortfolioProgress = z.object({
  ...Progressed,
  days: z.int(),
  /** What each figure should reach by the end of the quarter. */
  targets: z.array(z.object({ figure: z.enum(FIGURES), target: z.number() })),
  /** One for each day that is known, today last; a figure nobody could be counted for is null. */
  points: z.array(
    z.object({
      day: Day,
      dueShare: z.number(),
      score: z.number(),
      figures: z.array(z.object({ figure: z.enum(FIGURES), actual: z.number().nullable() })),
    }),
  ),
});
export type PortfolioProgress = z.infer<typeof PortfolioProgress>;

export const getPortfolioProgress = contract(routes.getPortfolioProgress, {
  summary: 'How the figures of an employee or a branch moved day by day, with what was due.',
  access: 'employee',
  query: ProgressQuery,
  response: PortfolioProgress,
  errors: ['not_found'],
});

export const Scorecard = z.object({
  ...Progressed,
  employee: Named.extend({ position: z.enum(POSITIONS), branch: Named }),
  line: FigureLine,
  /** Place among the branch's people by score, the first being 1; null for who serves nobody. */
  rank: z.object({ place: z.int(), of: z.int() }).nullable(),
  ruleVersion: z.int(),
  /** The quarter before; null where nobody was counted for it. */
  previous: z.object({ quarter: Quarter, score: z.number() }).nullable(),
  /** Not weighted. */
  beside: z.object({
    leadsWon: z.int(),
    /** Members whose AUM stands 1万 or more above, or below, the start. */
    aumUp: z.int(),
    aumDown: z.int(),
    /** Of the latest month, all members together. */
    transactions: z.int(),
    mobileActive: z.int(),
    /** Members whom the list names: what `mobileActive` is out of. */
    listed: z.int(),
  }),
  /** What counts for who brought the member, whoever serves the member now. */
  origin: z.object({
    phoneBound: z.int(),
    /** Products opened by members whom somebody else serves now, and their amounts. */
    productsMoved: z.int(),
    productMovedFen: z.int(),
  }),
});
export type Scorecard = z.infer<typeof Scorecard>;

export const getScorecard = contract(routes.getScorecard, {
  summary: 'One sheet for one employee: figures against targets, score, and what stands beside it.',
  access: 'employee',
  query: z.object({ quarter: Quarter.optional(), employeeId: Id.optional() }),
  response: Scorecard,
  errors: ['not_found'],
});

export const PortfolioSummary = z.object({
  quarter: Quarter,
  members: z.int(),
  /** Named by the list. */
  listed: z.int(),
  aumFen: z.int(),
  inScope: z.int(),
  /** Within 10 % below the next line: 临界. */
  near: z.int(),
  /** Below their tier's line: 关注. */
  watch: z.int(),
  /** Latest day of a list; null where no list names anybody. */
  asOf: Day.nullable(),
  /** Lowest tier first; the last one, without a tier, are those whom no list names. */
  tiers: z.array(
    z.object({
      tier: z.enum(TIERS).nullable(),
      members: z.int(),
      aumFen: z.int(),
      /** Of the same members, how many were in the tier at the start of the quarter. */
      atStart: z.int(),
    }),
  ),
  /** In the order of `SEGMENTS`. */
  segments: z.array(z.object({ segment: z.enum(SEGMENTS), members: z.int(), aumFen: z.int() })),
});
export type PortfolioSummary = z.infer<typeof PortfolioSummary>;

export const getPortfolioSummary = contract(routes.getPortfolioSummary, {
  summary: 'How many members somebody serves, by tier and by segment, and what they hold.',
  access: 'employee',
  query: Whose,
  response: PortfolioSummary,
  errors: ['not_found'],
});
