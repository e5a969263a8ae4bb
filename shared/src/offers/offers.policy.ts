import { canManageBranchOf, type EmployeeSubject, hasAnyRole } from '../employees/employees.policy';
import { canMoveOffer, type OfferStatus } from './offers.rules';

export interface OfferSubject {
  branchId: string;
  status: OfferStatus;
}

/** A head keeps the offers of the own branch, an admin all. */
export function canManageOffer(actor: EmployeeSubject, offer: { branchId: string }): boolean {
  return canManageBranchOf(actor, offer.branchId);
}

/** Managers see what their branch offers; cashiers and staff see offers only where they redeem them. */
export function canSeeOffersOf(actor: EmployeeSubject, branchId: string): boolean {
  return canManageBranchOf(actor, branchId) || (hasAnyRole(actor, ['manager']) && actor.branchId === branchId);
}

/** What the head's page may offer for one offer. */
export interface OfferAbilities {
  update: boolean;
  publish: boolean;
  withdraw: boolean;
  pause: boolean;
  end: boolean;
  raise: boolean;
  manageClaims: boolean;
}

/** Abilities of an employee at one offer; `hasOpenRaise` while a raise waits for the second person. */
export function offerAbilities(actor: EmployeeSubject, offer: OfferSubject, hasOpenRaise: boolean): OfferAbilities {
  const manages = canManageOffer(actor, offer);
  const live = offer.status === 'published' || offer.status === 'paused';
  return {
    update: manages && (offer.status === 'draft' || live),
    publish: manages && canMoveOffer(offer.status, 'published'),
    withdraw: manages && canMoveOffer(offer.status, 'draft'),
    pause: manages && canMoveOffer(offer.status, 'paused'),
    end: manages && canMoveOffer(offer.status, 'ended'),
    raise: manages && live && !hasOpenRaise,
    manageClaims: manages,
  };
}
