import { type Counter, canRedeemAt } from '@linzhang/shared/claims/claims.policy';
import { boothOf, getEvent, isAssigned } from '../events/events.service';
import type { EmployeeActor } from '../http/actor';
import type { OfferRecord } from './offer.model';

/** Where an employee stands now; `not_found` for a booth that does not exist. */
export async function counterOf(employee: EmployeeActor, boothId: string | null, now: Date): Promise<Counter> {
  if (boothId === null) return { employee, booth: null };
  const booth = await boothOf(boothId);
  const [event, assigned] = await Promise.all([
    getEvent(booth.eventId.toHexString()),
    isAssigned(boothId, employee.employeeId, now),
  ]);
  return {
    employee,
    booth: {
      id: boothId,
      merchantId: booth.merchantId?.toHexString() ?? null,
      branchId: event.branchId.toHexString(),
      assigned,
    },
  };
}

/** True where claims of the offer may be redeemed at this counter. */
export function isRedeemedAt(offer: OfferRecord, counter: Counter): boolean {
  return canRedeemAt(
    {
      kind: offer.terms.kind,
      branchId: offer.branchId.toHexString(),
      merchantId: offer.merchantId?.toHexString() ?? null,
      boothIds: offer.boothIds.map((id) => id.toHexString()),
    },
    counter,
  );
}
