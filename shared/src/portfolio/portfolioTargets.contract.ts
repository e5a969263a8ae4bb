import { z } from 'zod';
import { POSITIONS } from '../employees/employees.rules';
import { contract } from '../kernel/contract';
import { Id, Instant } from '../kernel/ids';
import { Quarter } from './portfolio.contract';
import * as routes from './portfolio.endpoints';
import { FIGURES, type Figure } from './portfolio.rules';
import { MOST_PEOPLE, MOST_TARGET } from './targets.rules';

const value = (figure: Figure) => z.number().min(0).max(MOST_TARGET[figure]).optional();

/** Percent (保 争 培), products (挖), members (抢); a figure that is left out follows the branch, else the default. */
export const TargetValues = z.strictObject({
  churn: value('churn'),
  uplift: value('uplift'),
  coverage: value('coverage'),
  growth: z.int().min(0).max(MOST_TARGET.growth).optional(),
  aumGrowth: value('aumGrowth'),
});
export type TargetValues = z.infer<typeof TargetValues>;

/** Every figure has a value: what is set, or what follows. */
const Effective = z.object(
  Object.fromEntries(FIGURES.map((figure) => [figure, z.number()])) as Record<Figure, z.ZodNumber>,
);

export const PortfolioTargets = z.object({
  quarter: Quarter,
  branch: z.object({ id: Id, name: z.string(), set: TargetValues, effective: Effective }),
  /** Who serves members of the branch, and its managers. */
  people: z.array(
    z.object({
      id: Id,
      name: z.string(),
      position: z.enum(POSITIONS),
      /** Members in scope at the start of the quarter: by these the branch's 抢 is broken down. */
      atStart: z.int(),
      set: TargetValues,
      effective: Effective,
      /** The part of the branch's 抢 by members at the start; null where the branch has none set. */
      share: z.int().nullable(),
    }),
  ),
  /** What holds where nobody set anything. */
  defaults: Effective,
  version: z.int(),
  changedBy: z.string().nullable(),
  changedAt: Instant.nullable(),
});
export type PortfolioTargets = z.infer<typeof PortfolioTargets>;

export const getPortfolioTargets = contract(routes.getPortfolioTargets, {
  summary: 'What a branch and its people should reach in a quarter.',
  access: 'employee',
  query: z.object({ branchId: Id, quarter: Quarter.optional() }),
  response: PortfolioTargets,
  errors: ['not_found'],
});

export const setPortfolioTargets = contract(routes.setPortfolioTargets, {
  summary: 'Sets what a branch and its people should reach; replaces all that was set for the quarter.',
  access: 'employee',
  body: z.strictObject({
    branchId: Id,
    quarter: Quarter,
    branch: TargetValues,
    people: z.array(z.strictObject({ id: Id, values: TargetValues })).max(MOST_PEOPLE),
    /** As read; 0 before anything was set. */
    version: z.int().min(0),
  }),
  response: PortfolioTargets,
  errors: ['not_found', 'version_conflict', 'quarter_over'],
});
