import { z } from 'zod';
import { contract } from '../kernel/contract';
import { Id, Instant } from '../kernel/ids';
import * as routes from './attribution.endpoints';
import { CONVERSION_KINDS } from './attribution.rules';

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
