import { z } from 'zod';
import { POSITIONS } from '../employees/employees.rules';
import { contract } from '../kernel/contract';
import { Day, Id, RequestId } from '../kernel/ids';
import { SCOPE_REASONS } from './scope.rules';
import { POTENTIAL_PARTS, SEGMENTS } from './segment.rules';
import { TIER_CHOICES } from './service.rules';
import * as routes from './tiering.endpoints';
import { TIERS } from './tiers.rules';

const Named = z.object({ id: Id, name: z.string() });
const Outlook = z.object({
  tier: z.enum(TIERS),
  /** Month since which it holds, `YYYY-MM`. */
  since: z.string(),
  /** Day of the list it rests on. */
  asOf: Day,
  averageFen: z.int(),
  watch: z.boolean(),
  /** Months left until the tier is lost, and what keeps it, where it is watched. */
  monthsLeft: z.int().nullable(),
  keepsFen: z.int().nullable(),
  next: z.object({ tier: z.enum(TIERS), missingFen: z.int() }).nullable(),
  /** Within 10 % below the next line. */
  near: z.boolean(),
});

export const MyStanding = z.object({
  /** Null for a member whom no list names, or who did not agree to be matched. */
  standing: Outlook.nullable(),
  manager: z.object({ name: z.string(), branch: z.string(), workPhone: z.string().nullable() }).nullable(),
  supporters: z.array(z.object({ name: z.string(), workPhone: z.string().nullable() })),
  /** The rise that waits for the member's choice, with what can be chosen; null where none does. */
  rise: z
    .object({
      from: z.enum(TIERS),
      to: z.enum(TIERS),
      on: Day,
      choices: z.array(z.enum(TIER_CHOICES)),
      /** Who would come beside the manager, or in the manager's place. */
      specialist: z.object({ name: z.string(), position: z.enum(POSITIONS) }).nullable(),
    })
    .nullable(),
});
export type MyStanding = z.infer<typeof MyStanding>;

export const getMyStanding = contract(routes.getMyStanding, {
  summary: 'The own tier, what keeps and what raises it, and who serves.',
  access: 'member',
  response: MyStanding,
});

export const chooseService = contract(routes.chooseService, {
  summary: 'Who serves after the tier rose: the owner as before, with a specialist beside, or the new role’s manager.',
  access: 'member',
  body: z.strictObject({ choice: z.enum(TIER_CHOICES), requestId: RequestId }),
  response: MyStanding,
  errors: ['choice_not_open', 'request_reused'],
});

const MemberParams = z.object({ memberId: Id });

export const Standing = Outlook.extend({
  aumFen: z.int(),
  segment: z.enum(SEGMENTS),
  /** Points of each part: what counted; `total` is their sum. */
  potential: z.object(Object.fromEntries([...POTENTIAL_PARTS, 'total' as const].map((part) => [part, z.int()]))),
  /** What would move the segment. */
  moves: z.object({
    missingFen: z.int(),
    missingPoints: z.int(),
    open: z.array(z.object({ part: z.enum(POTENTIAL_PARTS), points: z.int() })),
  }),
  actions: z.array(z.string()),
  scope: z.array(z.enum(SCOPE_REASONS)),
  /** Engagement score now. */
  score: z.number(),
  trendPercent: z.number().nullable(),
  products: z.array(z.string()),
  history: z.array(z.object({ on: Day, tier: z.enum(TIERS), segment: z.enum(SEGMENTS) })),
  ruleVersion: z.int(),
});

export const StandingAnswer = z.object({
  standing: Standing.nullable(),
  supporters: z.array(Named),
});
export type StandingAnswer = z.infer<typeof StandingAnswer>;

export const getStanding = contract(routes.getStanding, {
  summary: 'Where a member stands, what counted and what would move it, for who serves the member.',
  access: 'employee',
  params: MemberParams,
  response: StandingAnswer,
  errors: ['not_found'],
});

const MOST_SUPPORTERS = 5;

export const setSupporters = contract(routes.setSupporters, {
  summary: 'Names who serves a member beside the owner; the member counts for the owner alone.',
  access: 'employee',
  params: MemberParams,
  body: z.strictObject({ employeeIds: z.array(Id).max(MOST_SUPPORTERS) }),
  response: StandingAnswer,
  errors: ['not_found', 'supporter_invalid'],
});

export const listSupporterChoices = contract(routes.listSupporterChoices, {
  summary: 'Who may serve a member beside the owner: who works in the branch, by name.',
  access: 'employee',
  params: MemberParams,
  response: z.object({ items: z.array(Named.extend({ position: z.enum(POSITIONS) })) }),
  errors: ['not_found'],
});

export const recomputeStandings = contract(routes.recomputeStandings, {
  summary: 'Computes every standing of a branch anew, as the night does; again changes nothing.',
  access: 'employee',
  body: z.strictObject({ branchId: Id }),
  response: z.object({ looked: z.int(), changed: z.int() }),
  errors: ['not_found'],
});

const Row = z.object({ from: z.string(), count: z.int(), shares: z.array(z.number()) });

export const getTierTransitions = contract(routes.getTierTransitions, {
  summary:
    'From which tier to which, and from which segment to which, between two days; each row with members sums to 1.',
  access: 'employee',
  query: z.object({ branchId: Id, from: Day, to: Day }),
  response: z.object({ tiers: z.array(Row), segments: z.array(Row) }),
  errors: ['not_found'],
});
