import type { Position } from '../employees/employees.rules';
import type { Tier } from './tiers.rules';

/** Staff of the branch serve a customer with 5-10万 up to this age; whoever is older is called on by the head's people. */
export const STAFF_SERVICE_AGE = 60;

/** Who serves a tier: the positions that own such a customer, in the order of preference, and those beside them. */
export interface TierService {
  owners: readonly Position[];
  beside: readonly Position[];
}

/** Service by tier (brief: AUM, scope and tiers): base serves itself. */
export const TIER_SERVICE: Readonly<Record<Tier, TierService>> = {
  base: { owners: [], beside: [] },
  basic: { owners: ['teller', 'lobby_manager'], beside: [] },
  rising: { owners: ['branch_head', 'lobby_manager'], beside: ['lobby_manager'] },
  wealth: { owners: ['wealth_manager'], beside: [] },
  private: { owners: ['wealth_planner'], beside: ['branch_head'] },
};

/** Who serves a customer of a tier and age (null: not known). Example: 有效, 67 years -> as 优质. */
export function serviceOf(tier: Tier, age: number | null, staffAge = STAFF_SERVICE_AGE): TierService {
  return tier === 'basic' && age !== null && age > staffAge ? TIER_SERVICE.rising : TIER_SERVICE[tier];
}

/** What the member may choose when the tier rises: stay; stay with a specialist beside; move to the new role's manager. */
export const TIER_CHOICES = ['stay', 'specialist', 'move'] as const;
export type TierChoice = (typeof TIER_CHOICES)[number];

export interface Candidate {
  id: string;
  position: Position;
  /** Members the employee may serve, and serves. */
  capacity: number;
  owned: number;
}

/** The one to serve: the position preferred first, then most free capacity, then the id; null where nobody has room. */
export function pickSpecialist(positions: readonly Position[], candidates: readonly Candidate[]): Candidate | null {
  const free = candidates.filter((each) => positions.includes(each.position) && each.owned < each.capacity);
  const ordered = free.sort(
    (one, other) =>
      positions.indexOf(one.position) - positions.indexOf(other.position) ||
      other.capacity - other.owned - (one.capacity - one.owned) ||
      (one.id < other.id ? -1 : 1),
  );
  return ordered[0] ?? null;
}
