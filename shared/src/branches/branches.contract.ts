import { z } from 'zod';
import { contract } from '../kernel/contract';
import { Id, RequestId } from '../kernel/ids';
import { line } from '../kernel/text';
import * as routes from './branches.endpoints';
import { INDUSTRIES } from './branches.rules';

export const IndustryName = z.enum(INDUSTRIES);

/** A place on the map, in degrees (GCJ-02, as WeChat's chooser gives it). */
export const Place = z.strictObject({
  address: line(2, 100),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});
export type Place = z.infer<typeof Place>;

export const Branch = z.object({
  id: Id,
  name: z.string(),
  place: Place,
  industries: z.array(IndustryName),
  version: z.int(),
  can: z.object({ update: z.boolean() }),
});
export type Branch = z.infer<typeof Branch>;

const Fields = z.strictObject({
  name: line(2, 30),
  place: Place,
  industries: z
    .array(IndustryName)
    .max(INDUSTRIES.length)
    .refine((list) => new Set(list).size === list.length, 'an industry stands once'),
});

export const listBranches = contract(routes.listBranches, {
  summary: 'The own branch; for an admin all of them.',
  access: 'employee',
  response: z.object({ items: z.array(Branch), can: z.object({ create: z.boolean() }) }),
});

export const createBranch = contract(routes.createBranch, {
  summary: 'Opens a branch (admin).',
  access: 'employee',
  body: Fields.extend({ requestId: RequestId }),
  response: Branch,
  status: 201,
  errors: ['branch_name_taken', 'request_reused'],
});

export const updateBranch = contract(routes.updateBranch, {
  summary: 'Changes a branch (admin); `version` is the one that was read.',
  access: 'employee',
  params: z.object({ branchId: Id }),
  body: Fields.extend({ version: z.int().min(0) }),
  response: Branch,
  errors: ['not_found', 'branch_name_taken', 'version_conflict'],
});
