import { z } from 'zod';
import { contract } from '../kernel/contract';
import { Id, RequestId } from '../kernel/ids';
import { FILE_FAULTS } from '../kernel/sheets';
import { line } from '../kernel/text';
import * as routes from './aum.endpoints';
import { ROSTER_COLUMN_NAMES, ROSTER_FAULTS } from './roster.rules';

const MOST_ASSIGNED = 200;
const No = line(1, 32);

export const assignOwners = contract(routes.assignOwners, {
  summary:
    'Gives customers of a branch to managers, by the number of the bank’s list or as members; who is no member yet gets the manager at the match.',
  access: 'employee',
  body: z.strictObject({
    branchId: Id,
    rows: z
      .array(
        z.union([z.strictObject({ customerNo: No, managerNo: No }), z.strictObject({ memberId: Id, managerNo: No })]),
      )
      .min(1)
      .max(MOST_ASSIGNED),
    reason: line(2, 100),
    requestId: RequestId,
  }),
  response: z.object({
    /** Members who have a new owner. */
    assigned: z.int(),
    /** Customers who are no members yet. */
    kept: z.int(),
    unchanged: z.int(),
    /** Named as they were asked for. */
    refused: z.array(
      z.object({
        customerNo: z.string().optional(),
        memberId: Id.optional(),
        because: z.enum(['customer_unknown', 'member_unknown', 'manager_unknown']),
      }),
    ),
  }),
  errors: ['request_reused'],
});

/** What a roster in a file would do. */
export const RosterFile = z.object({
  /** Why the whole file was not read; null where it was. */
  fault: z.enum(FILE_FAULTS).nullable(),
  /** Headings that are needed and missing, where that is the fault. */
  missing: z.array(z.enum(ROSTER_COLUMN_NAMES)),
  /** What may be assigned, in the order of the file. */
  rows: z.array(z.object({ customerNo: z.string(), managerNo: z.string() })),
  /** The managers in it, who gets most first. */
  managers: z.array(z.object({ number: z.string(), name: z.string(), customers: z.int() })),
  rejected: z.array(
    z.object({
      /** Row of the file; the headings are row 1. */
      row: z.int(),
      customerNo: z.string(),
      because: z.enum(ROSTER_FAULTS),
    }),
  ),
});
export type RosterFile = z.infer<typeof RosterFile>;

export const readRoster = contract(routes.readRoster, {
  summary:
    'Reads a roster from an .xlsx or .csv file, sent as the raw body or in a multipart form, and says what it would do; nothing is changed or kept.',
  access: 'employee',
  query: z.object({ branchId: Id, fileName: line(1, 100) }),
  response: RosterFile,
  errors: ['not_found', 'request_too_large', 'file_missing'],
});

/** What lies with an employee. */
export const OwnerHolding = z.object({
  employee: z.object({ id: Id, name: z.string(), number: z.string(), left: z.boolean() }),
  /** Works here and serves customers: may take over. */
  receives: z.boolean(),
  members: z.int(),
  /** Open leads that the employee holds. */
  leads: z.int(),
  channels: z.int(),
});
export type OwnerHolding = z.infer<typeof OwnerHolding>;

export const listOwnerHoldings = contract(routes.listOwnerHoldings, {
  summary: 'The employees of a branch with what lies with each: those who have left first, then who has most.',
  access: 'employee',
  query: z.object({ branchId: Id }),
  response: z.object({ items: z.array(OwnerHolding) }),
  errors: ['not_found'],
});

export const transferOwners = contract(routes.transferOwners, {
  summary:
    'Gives members of a manager who leaves, or hands over, to another of the branch; the answer says how many are left. The channels go over with the last of them, where it is asked for.',
  access: 'employee',
  body: z.strictObject({
    fromId: Id,
    toId: Id,
    channels: z.boolean().default(false),
    reason: line(2, 100),
    requestId: RequestId,
  }),
  response: z.object({
    moved: z.int(),
    left: z.int(),
    /** Channels that went over. */
    channels: z.int(),
  }),
  errors: ['not_found', 'employee_disabled', 'transfer_invalid', 'request_reused'],
});
