import { z } from 'zod';
import { CHANNEL_SOURCES, PLACEMENTS } from '../channels/channels.rules';
import { contract } from '../kernel/contract';
import { Id, Instant, RequestId } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import { line } from '../kernel/text';
import * as routes from './attribution.endpoints';
import { CONVERSION_KINDS } from './attribution.rules';
import { COMPARING_MODELS } from './models.rules';

const Named = z.object({ id: Id, name: z.string() });

/** The customer manager as the own member sees them. */
export const MyManager = z.object({
  manager: z.object({ name: z.string(), branch: z.string() }).nullable(),
});
export type MyManager = z.infer<typeof MyManager>;

export const getMyManager = contract(routes.getMyManager, {
  summary: 'Who serves the signed-in member.',
  access: 'member',
  response: MyManager,
});

export const CreditRow = z.object({
  employee: Named,
  /** Parts per million of the conversion; negative in an entry that takes one back. */
  ppm: z.int(),
  because: z.string(),
});

export const ConversionRow = z.object({
  id: Id,
  kind: z.enum(CONVERSION_KINDS),
  at: Instant,
  recordedAt: Instant,
  because: z.string(),
  reversed: z.boolean(),
  /** True while a head has not looked at it. */
  held: z.boolean(),
  credits: z.array(CreditRow),
});

export const AttributionAnswer = z.object({
  origin: Named.extend({ at: Instant, because: z.string() }).nullable(),
  owner: Named.extend({ since: Instant }).nullable(),
  /** Newest first, at most 100. */
  conversions: z.array(ConversionRow),
});
export type AttributionAnswer = z.infer<typeof AttributionAnswer>;

export const getAttribution = contract(routes.getAttribution, {
  summary: 'Who brought a member, who serves the member, and who was credited with what and why.',
  access: 'employee',
  params: z.object({ memberId: Id }),
  response: AttributionAnswer,
  errors: ['not_found'],
});

/** A conversion with the credit that counts, and what the comparing models would give. */
export const CreditedConversion = z.object({
  id: Id,
  kind: z.enum(CONVERSION_KINDS),
  at: Instant,
  amountFen: z.int().nullable(),
  product: z.string().nullable(),
  reversed: z.boolean(),
  /** True while a head has not looked at it. */
  held: z.boolean(),
  origin: z.object({
    because: z.string(),
    ruleVersion: z.int(),
    credits: z.array(z.object({ employee: Named, ppm: z.int() })),
  }),
  /** Touches in the window, oldest first. */
  touches: z.array(
    z.object({
      employee: Named,
      channel: Named.nullable(),
      source: z.enum(CHANNEL_SOURCES),
      placement: z.enum(PLACEMENTS).nullable(),
      at: Instant,
    }),
  ),
  comparing: z.array(
    z.object({
      model: z.enum(COMPARING_MODELS),
      because: z.enum(['touches', 'no_touch', 'insider', 'held']),
      ruleVersion: z.int(),
      /** A part for each of the touches, in parts per million that sum to 1,000,000; empty where nothing is credited. */
      ppm: z.array(z.int()),
    }),
  ),
});
export type CreditedConversion = z.infer<typeof CreditedConversion>;

export const listCredits = contract(routes.listCredits, {
  summary: 'Conversions of a member, newest first, with the credit that counts beside the comparing models.',
  access: 'employee',
  params: z.object({ memberId: Id }),
  query: PageQuery,
  response: pageOf(CreditedConversion),
  errors: ['not_found'],
});

export const decideOrigin = contract(routes.decideOrigin, {
  summary: 'A head asks a second person for another origin manager of a member; past credit stays where it is.',
  access: 'employee',
  params: z.object({ memberId: Id }),
  body: z.strictObject({ employeeId: Id, reason: line(1, 100), requestId: RequestId }),
  response: z.object({ approvalId: Id }),
  status: 201,
  errors: ['not_found', 'origin_invalid', 'origin_waiting', 'request_reused'],
});
