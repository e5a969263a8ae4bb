import { canManageBranchOf, type EmployeeSubject, hasAnyRole } from '../employees/employees.policy';
import type { OfferKind } from '../offers/offers.rules';

/** Where an employee stands when a claim is redeemed. */
export interface Counter {
  employee: EmployeeSubject & { merchantId?: string };
  /** The booth named, where one is; `assigned` says that the employee works there at this time. */
  booth: { id: string; merchantId: string | null; branchId: string; assigned: boolean } | null;
}

export interface RedeemableOffer {
  kind: OfferKind;
  branchId: string;
  merchantId: string | null;
  boothIds: readonly string[];
}

/**
 * True where a claim of the offer may be redeemed: a prize at a booth of the bank by who is assigned to it; anything
 * else by a cashier of the offer's merchant, by who is assigned to a booth that is the merchant's or that the offer
 * names, and an offer of the bank by staff of its branch.
 */
export function canRedeemAt(offer: RedeemableOffer, { employee, booth }: Counter): boolean {
  const atBooth = booth?.assigned === true && booth.branchId === offer.branchId;
  if (offer.kind === 'prize') return atBooth && booth.merchantId === null;
  if (atBooth && (booth.merchantId === offer.merchantId || offer.boothIds.includes(booth.id))) return true;
  if (offer.merchantId !== null) return hasAnyRole(employee, ['cashier']) && employee.merchantId === offer.merchantId;
  return hasAnyRole(employee, ['staff', 'head']) && employee.branchId === offer.branchId;
}

/** A head of the branch, or an admin, reverses redemptions and cancels claims. */
export function canManageClaims(employee: EmployeeSubject, offer: { branchId: string }): boolean {
  return canManageBranchOf(employee, offer.branchId);
}
