import { z } from 'zod';
import { contract } from '../kernel/contract';
import { Day, Id, Instant, RequestId } from '../kernel/ids';
import { pageOf } from '../kernel/pages';
import { line } from '../kernel/text';
import { Lead, PoolOrder } from './leads.contract';
import * as routes from './leads.endpoints';
import { MOST_ASSIGNED } from './leads.rules';

const Named = z.object({ id: Id, name: z.string() });
const BranchParams = z.object({ branchId: Id });

export const BranchLeadDesk = z.object({
  branch: Named,
  /** Open ones that wait for the head, lie in the pool, are held, and are held beyond their time. */
  head: z.int(),
  pool: z.int(),
  held: z.int(),
  overdue: z.int(),
  /** Those that wait for the head, the first page: the list of leads goes on from here. */
  headFirst: pageOf(Lead),
  /** Who may be given leads, in the order of their numbers. */
  managers: z.array(
    z.object({ employee: Named, capacity: z.int(), held: z.int(), lastAssignedAt: Instant.nullable() }),
  ),
});
export type BranchLeadDesk = z.infer<typeof BranchLeadDesk>;

export const getBranchLeadDesk = contract(routes.getBranchLeadDesk, {
  summary: 'What lies where in a branch, the first of what waits for its head, and who has room for more.',
  access: 'employee',
  params: BranchParams,
  response: BranchLeadDesk,
  errors: ['not_found'],
});

export const assignLeads = contract(routes.assignLeads, {
  summary: 'Gives leads of the branch to a manager, or, with none named, one after another to who has most room.',
  access: 'employee',
  body: z.strictObject({
    leadIds: z.array(Id).min(1).max(MOST_ASSIGNED),
    employeeId: Id.nullable(),
    note: line(1, 200).nullable(),
    requestId: RequestId,
  }),
  response: z.object({ items: z.array(z.object({ leadId: Id, employee: Named })) }),
  status: 201,
  errors: ['not_found', 'version_conflict', 'request_reused'],
});

const Wait = z.object({ mean: z.int().nullable(), median: z.int().nullable() });

export const LeadFigures = z.object({
  opened: z.int(),
  won: z.int(),
  lost: z.int(),
  waiting: z.int(),
  /** From opening to the first holder, and to the first follow-up, in minutes; null of none. */
  untilHeld: Wait,
  untilContacted: Wait,
  /** 0 where every manager got as many, towards 1,000,000 where one got all. */
  unevennessPpm: z.int(),
  managers: z.array(
    z.object({
      employee: Named,
      owned: z.int(),
      taken: z.int(),
      assigned: z.int(),
      held: z.int(),
      followUps: z.int(),
      won: z.int(),
      lost: z.int(),
      recycled: z.int(),
    }),
  ),
});
export type LeadFigures = z.infer<typeof LeadFigures>;

export const getLeadFigures = contract(routes.getLeadFigures, {
  summary: 'How long leads waited and how evenly they were shared, of those opened on days `from` to `to`.',
  access: 'employee',
  query: z.object({ from: Day, to: Day, branchId: Id.optional() }),
  response: LeadFigures,
  errors: ['forbidden'],
});
export const getPoolOrder = contract(routes.getPoolOrder, {
  summary: 'The principles by which the pool of a branch is ordered.',
  access: 'employee',
  params: BranchParams,
  response: z.object({ order: PoolOrder, version: z.int() }),
  errors: ['not_found'],
});

export const setPoolOrder = contract(routes.setPoolOrder, {
  summary: 'Changes the order of the principles; `version` is the one that was read.',
  access: 'employee',
  params: BranchParams,
  body: z.strictObject({ order: PoolOrder, version: z.int().min(0) }),
  response: z.object({ order: PoolOrder, version: z.int() }),
  errors: ['not_found', 'version_conflict'],
});
