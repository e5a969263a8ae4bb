import { z } from 'zod';
import { IndustryName, Place } from '../branches/branches.contract';
import { contract } from '../kernel/contract';
import { Id, RequestId } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import { line } from '../kernel/text';
import * as routes from './merchants.endpoints';

export const MerchantStatus = z.enum(['active', 'ended']);

export const Merchant = z.object({
  id: Id,
  name: z.string(),
  branch: z.object({ id: Id, name: z.string() }),
  place: Place,
  industry: IndustryName,
  contact: z.string().nullable(),
  status: MerchantStatus,
  version: z.int(),
  can: z.object({ update: z.boolean() }),
});
export type Merchant = z.infer<typeof Merchant>;

const Fields = z.strictObject({
  name: line(2, 30),
  place: Place,
  industry: IndustryName,
  contact: line(1, 60).nullable(),
});

export const listMerchants = contract(routes.listMerchants, {
  summary: 'Partners of the own branch (admin: of any), by name.',
  access: 'employee',
  query: PageQuery.extend({
    branchId: Id.optional(),
    status: MerchantStatus.optional(),
    search: line(0, 30).optional(),
  }),
  response: pageOf(Merchant),
});

export const createMerchant = contract(routes.createMerchant, {
  summary: 'Adds a partner to a branch.',
  access: 'employee',
  body: Fields.extend({ branchId: Id, requestId: RequestId }),
  response: Merchant,
  status: 201,
  errors: ['merchant_name_taken', 'not_found', 'request_reused'],
});

const MerchantParams = z.object({ merchantId: Id });

export const getMerchant = contract(routes.getMerchant, {
  summary: 'One partner.',
  access: 'employee',
  params: MerchantParams,
  response: Merchant,
  errors: ['not_found'],
});

export const updateMerchant = contract(routes.updateMerchant, {
  summary: 'Changes a partner or ends the partnership; `version` is the one that was read.',
  access: 'employee',
  params: MerchantParams,
  body: Fields.extend({ status: MerchantStatus, version: z.int().min(0) }),
  response: Merchant,
  errors: ['not_found', 'merchant_name_taken', 'version_conflict'],
});
