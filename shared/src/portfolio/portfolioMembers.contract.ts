import { z } from 'zod';
import { POSITIONS } from '../employees/employees.rules';
import { contract } from '../kernel/contract';
import { FileAnswer } from '../kernel/fileAnswer';
import { Day, Id, Instant } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import { line } from '../kernel/text';
import { SCOPE_REASONS } from '../tiering/scope.rules';
import { SEGMENTS } from '../tiering/segment.rules';
import { TIERS } from '../tiering/tiers.rules';
import { MEMBER_ORDERS, MEMBER_SETS } from './counts.rules';
import { FiguresQuery, Quarter } from './portfolio.contract';
import * as routes from './portfolio.endpoints';

const MOST_SEARCHED = 20;

/** `true` alone asks; left out, all are meant. */
const Asked = z.literal('true').optional();

export const MembersFilter = z.object({
  /** The running one where left out. */
  quarter: Quarter.optional(),
  branchId: Id.optional(),
  ownerId: Id.optional(),
  /** The members behind a number; `FIGURE_SETS` names those of each figure. `products_moved` is one person's: `ownerId`. */
  set: z.enum(MEMBER_SETS).optional(),
  /** Tier at the end (now), `none` for who is in no list. */
  tier: z.enum([...TIERS, 'none']).optional(),
  tierAtStart: z.enum([...TIERS, 'none']).optional(),
  segment: z.enum([...SEGMENTS, 'none']).optional(),
  /** Of the owner; `none` for members whom nobody serves. */
  position: z.enum([...POSITIONS, 'none']).optional(),
  /** Below their tier's line, or within 10 % below the next. */
  watch: Asked,
  near: Asked,
  inScope: Asked,
  /** Part of a name, or of a customer number, from its beginning. */
  search: line(1, MOST_SEARCHED).optional(),
  order: z.enum(MEMBER_ORDERS).default('aum'),
});
export type MembersFilter = z.infer<typeof MembersFilter>;

const Named = z.object({ id: Id, name: z.string() });

export const PortfolioMember = z.object({
  memberId: Id,
  /** Whole for who serves the member, masked for everybody else. */
  name: z.string(),
  /** As the member may read it out: `8K2Q F7M0`. */
  number: z.string(),
  /** Of the bank's list; null for who is in none, and for who does not serve the member and is no head. */
  customerNo: z.string().nullable(),
  owner: Named.nullable(),
  /** Null where no list names the member by then. */
  end: z
    .object({
      asOf: Day,
      tier: z.enum(TIERS),
      segment: z.enum(SEGMENTS),
      aumFen: z.int(),
      products: z.array(z.string()),
      /** Of the latest month; null where the list does not say. */
      transactions: z.int().nullable(),
      /** Why the member is one to be maintained; none where not. */
      scope: z.array(z.enum(SCOPE_REASONS)),
      watch: z.boolean(),
      near: z.boolean(),
    })
    .nullable(),
  start: z.object({ asOf: Day, tier: z.enum(TIERS), aumFen: z.int(), inScope: z.boolean() }).nullable(),
  /** The reader may know what the member holds: false leaves `end` and `start` out, whatever the list says. */
  told: z.boolean(),
  /** Sets to which the member belongs: why the member counts; `products_moved` only where it is asked for. */
  sets: z.array(z.enum(MEMBER_SETS)),
  /** Bound the phone in the quarter, brought by somebody. */
  phoneBound: z.object({ at: Instant, by: Named }).nullable(),
  /** Of `products_moved`: products opened in the quarter to the credit of who brought the member, and their amounts. */
  moved: z.object({ products: z.int(), amountFen: z.int() }).nullable(),
  can: z.object({
    /** The reader serves the member now, or brought the member: who was handed on since counts here, but opens no more. */
    open: z.boolean(),
  }),
});
export type PortfolioMember = z.infer<typeof PortfolioMember>;

export const listPortfolioMembers = contract(routes.listPortfolioMembers, {
  summary: 'The members whom somebody serves, or those behind a number, filtered and searched.',
  access: 'employee',
  query: PageQuery.extend(MembersFilter.shape),
  response: pageOf(PortfolioMember),
  errors: ['not_found'],
});

export const exportPortfolioMembers = contract(routes.exportPortfolioMembers, {
  summary: 'The same members as .xlsx, 20,000 at most; recorded.',
  access: 'employee',
  query: MembersFilter,
  response: FileAnswer,
  errors: ['not_found'],
});

export const exportPortfolioFigures = contract(routes.exportPortfolioFigures, {
  summary: 'The figures as .xlsx; recorded.',
  access: 'employee',
  query: FiguresQuery,
  response: FileAnswer,
  errors: ['not_found'],
});
