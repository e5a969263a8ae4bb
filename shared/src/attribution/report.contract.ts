import { z } from 'zod';
import { contract } from '../kernel/contract';
import { Day, Id, Instant } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import * as routes from './attribution.endpoints';
import { CONVERSION_KINDS } from './attribution.rules';
import { PATH_SIDES, REPORT_MODELS, REPORT_SIDES } from './report.rules';

/** Business days, both included. */
const Period = z.object({ branchId: Id, from: Day, to: Day });

export const ReportQuery = Period.extend({ by: z.enum(REPORT_SIDES) });
export type ReportQuery = z.infer<typeof ReportQuery>;

/** What is credited: conversions, what they brought, what they cost. */
export const CreditedSums = z.object({
  /** Whole conversions by origin, parts of them by the comparing models. */
  conversions: z.number(),
  kinds: z.array(z.object({ kind: z.enum(CONVERSION_KINDS), conversions: z.number() })),
  /** What the customers brought to the bank, as far as it is credited here. */
  amountFen: z.int(),
  /** What the redeemed claims among them cost the bank. */
  costFen: z.int(),
  /** Amount for each yuan of cost; null where nothing was spent. */
  returnRatio: z.number().nullable(),
});
export type CreditedSums = z.infer<typeof CreditedSums>;

const ReportRow = z.object({
  /** Of employee, channel or group; the placement, source or campaign itself; null for what is nobody's. */
  id: z.string().nullable(),
  name: z.string().nullable(),
  /** Every model once, the one that counts first. */
  models: z.array(CreditedSums.extend({ model: z.enum(REPORT_MODELS), ruleVersion: z.int() })),
});

export const AttributionReport = z.object({
  by: z.enum(REPORT_SIDES),
  /** All conversions of the period: whatever the model, its lines sum to this. */
  total: CreditedSums,
  /** The line with the most conversions by origin first. */
  rows: z.array(ReportRow),
});
export type AttributionReport = z.infer<typeof AttributionReport>;

export const getAttributionReport = contract(routes.getAttributionReport, {
  summary:
    'Conversions of a branch in a period with what they brought and cost: by origin, beside what the comparing models give.',
  access: 'employee',
  query: ReportQuery,
  response: AttributionReport,
  errors: ['period_invalid'],
});

/** One conversion behind a line, with the part of it that the line gets. */
export const ReportConversion = z.object({
  id: Id,
  member: z.object({ id: Id, name: z.string(), number: z.string() }),
  kind: z.enum(CONVERSION_KINDS),
  at: Instant,
  /** The part of the conversion that is credited to the line, 0 to 1. */
  part: z.number(),
  /** Of the whole conversion: what it brought, and what its claim cost the bank. */
  amountFen: z.int(),
  costFen: z.int(),
  product: z.string().nullable(),
  can: z.object({
    /** The member is still here and of a branch that the reader heads. */
    open: z.boolean(),
  }),
});
export type ReportConversion = z.infer<typeof ReportConversion>;

export const LineQuery = ReportQuery.extend({
  model: z.enum(REPORT_MODELS).default('origin'),
  /** What the line stands for; left out for what is nobody's. */
  line: z.string().min(1).max(40).optional(),
  ...PageQuery.shape,
});
export type LineQuery = z.infer<typeof LineQuery>;

export const listReportConversions = contract(routes.listReportConversions, {
  summary: 'The conversions behind one line of the report, newest first.',
  access: 'employee',
  query: LineQuery,
  response: pageOf(ReportConversion),
  errors: ['period_invalid'],
});

export const PathQuery = Period.extend({ by: z.enum(PATH_SIDES) });
export type PathQuery = z.infer<typeof PathQuery>;

export const AttributionPaths = z.object({
  by: z.enum(PATH_SIDES),
  ruleVersion: z.int(),
  /** Conversions that a touch led to. */
  converted: z.int(),
  /** Members who came in the period and converted to nothing in it. */
  lost: z.int(),
  /** Probability that a path ends in a conversion, 0 to 1. */
  conversionRate: z.number(),
  rows: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      /** Part of the conversions that would be lost without it, 0 to 1. */
      removalEffect: z.number(),
      /** Shares of the conversions; those of all rows sum to 1. */
      markovShare: z.number(),
      /** Conversions credited to it. */
      shapley: z.number(),
      shapleyShare: z.number(),
    }),
  ),
});
export type AttributionPaths = z.infer<typeof AttributionPaths>;

export const getAttributionPaths = contract(routes.getAttributionPaths, {
  summary: 'What each channel, group or source of a branch was worth in a period, by Markov and by Shapley.',
  access: 'employee',
  query: PathQuery,
  response: AttributionPaths,
  errors: ['period_invalid', 'too_many_players'],
});
