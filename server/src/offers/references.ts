import { AppError } from '@linzhang/shared/kernel/errors';
import { boothOf, getEvent } from '../events/events.service';
import { findGroups } from '../groups/groups.service';
import { getMerchant } from '../merchants/merchants.service';
import type { OfferFields } from './drafting.service';

/** Refuses a merchant, group, booth or event that is not of the branch. */
export async function checkReferences(branchId: string, fields: OfferFields): Promise<void> {
  const { merchantId, boothIds, eligibility } = fields;
  if (merchantId !== null) requireOf(branchId, [await getMerchant(merchantId)], 1);
  if (eligibility.groupIds.length > 0)
    requireOf(branchId, await findGroups(eligibility.groupIds), new Set(eligibility.groupIds).size);
  const events = new Set(eligibility.stamps ? [eligibility.stamps.eventId] : []);
  for (const boothId of boothIds) events.add((await boothOf(boothId)).eventId.toHexString());
  for (const eventId of events) requireOf(branchId, [await getEvent(eventId)], 1);
}

function requireOf(
  branchId: string,
  rows: readonly { branchId: { toHexString: () => string } }[],
  expected: number,
): void {
  const own = rows.filter((row) => row.branchId.toHexString() === branchId);
  if (own.length !== expected) throw new AppError('not_found');
}
