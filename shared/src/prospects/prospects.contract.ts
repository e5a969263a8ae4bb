import { z } from 'zod';
import { INDUSTRIES } from '../branches/branches.rules';
import { CHANNEL_SOURCES } from '../channels/channels.rules';
import { contract } from '../kernel/contract';
import { Id, Instant, RequestId } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import { line, paragraph } from '../kernel/text';
import * as routes from './prospects.endpoints';
import { PROSPECT_KINDS, PROSPECT_STATES } from './prospects.rules';

const Named = z.object({ id: Id, name: z.string() });
const Place = z.strictObject({
  address: line(1, 100),
  /** Null where only the address is known. */
  point: z.strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }).nullable(),
});

export const Prospect = z.object({
  id: Id,
  branch: Named,
  kind: z.enum(PROSPECT_KINDS),
  name: z.string(),
  /** Whom to ask for at a company. */
  contactName: z.string().nullable(),
  /** `138****1234`. */
  phone: z.string().nullable(),
  industry: z.enum(INDUSTRIES).nullable(),
  place: Place.nullable(),
  source: z.enum(CHANNEL_SOURCES),
  remark: z.string(),
  state: z.enum(PROSPECT_STATES),
  enteredBy: Named,
  enteredAt: Instant,
  leadId: Id.nullable(),
  /** Who is to call. */
  leadHolder: Named.nullable(),
  version: z.int(),
  can: z.object({ update: z.boolean(), revealPhone: z.boolean(), openLead: z.boolean() }),
});
export type Prospect = z.infer<typeof Prospect>;

const Fields = z.strictObject({
  name: line(1, 60),
  contactName: line(1, 40).nullable(),
  industry: z.enum(INDUSTRIES).nullable(),
  place: Place.nullable(),
  source: z.enum(CHANNEL_SOURCES),
  remark: paragraph(0, 500),
});

const Mobile = z.string().regex(/^1[3-9]\d{9}$/);

export const listProspects = contract(routes.listProspects, {
  summary: 'Prospects, newest first: those one entered, or all of the branch for its head.',
  access: 'employee',
  query: PageQuery.extend({
    scope: z.enum(['mine', 'branch']).default('mine'),
    branchId: Id.optional(),
    state: z.enum(PROSPECT_STATES).optional(),
    search: line(1, 40).optional(),
  }),
  response: pageOf(Prospect),
});

export const createProspect = contract(routes.createProspect, {
  summary: 'Enters somebody who is not a member yet; makes a lead. The same phone, or name and place, is refused.',
  access: 'employee',
  body: Fields.extend({ kind: z.enum(PROSPECT_KINDS), phone: Mobile.nullable(), requestId: RequestId }),
  response: Prospect,
  status: 201,
  errors: ['prospect_known', 'request_reused'],
});

const ProspectParams = z.object({ prospectId: Id });

export const getProspect = contract(routes.getProspect, {
  summary: 'One prospect.',
  access: 'employee',
  params: ProspectParams,
  response: Prospect,
  errors: ['not_found'],
});

export const updateProspect = contract(routes.updateProspect, {
  summary: 'Changes what is known of a prospect; `version` is the one that was read. Dropping it ends its lead.',
  access: 'employee',
  params: ProspectParams,
  body: Fields.extend({ state: z.enum(['open', 'dropped']), version: z.int().min(0) }),
  response: Prospect,
  errors: ['not_found', 'prospect_known', 'version_conflict'],
});

export const revealProspectPhone = contract(routes.revealProspectPhone, {
  summary: 'Shows the whole phone number to who holds the lead; recorded, 30 a day.',
  access: 'employee',
  params: ProspectParams,
  body: z.strictObject({ purpose: line(2, 100), requestId: RequestId }),
  response: z.object({ phone: z.string() }),
  errors: ['not_found', 'phone_not_bound', 'reveal_limit_reached', 'request_reused'],
});
