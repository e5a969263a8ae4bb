import { type AttributionSubject, canDecideOrigin, canReadCredits } from '../attribution/attribution.policy';
import { type EmployeeSubject, hasAnyRole } from '../employees/employees.policy';
import { canRevealPhone } from '../members/members.policy';
import { canReadStanding, canSetSupporters, type ServedMember } from '../tiering/tiering.policy';
import type { CustomerView } from './customers.rules';

/** Everything that decides what somebody may see of a customer. */
export interface CustomerSubject {
  memberId: string;
  served: ServedMember;
  relation: AttributionSubject;
}

/** What somebody sees of a customer: who serves, heads the branch or is an admin all; who only brought the member little. */
export function customerView(actor: EmployeeSubject, { served, relation }: CustomerSubject): CustomerView | null {
  if (canReadStanding(actor, served)) return 'served';
  const brought = relation.originId === actor.employeeId && hasAnyRole(actor, ['manager', 'head']);
  return brought ? 'brought' : null;
}

/** What the page of a customer may offer. */
export interface CustomerAbilities {
  revealPhone: boolean;
  setSupporters: boolean;
  decideOrigin: boolean;
  readCredits: boolean;
}

/** What somebody who sees a customer may do. */
export function customerAbilities(
  actor: EmployeeSubject,
  { memberId, served, relation }: CustomerSubject,
): CustomerAbilities {
  const { ownerId, leadHolderId } = served;
  return {
    revealPhone: canRevealPhone(actor, { memberId, ownerId, leadHolderId }),
    setSupporters: canSetSupporters(actor, served),
    decideOrigin: canDecideOrigin(actor, relation),
    readCredits: canReadCredits(actor, relation),
  };
}
