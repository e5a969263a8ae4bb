import { AppError } from '@linzhang/shared/kernel/errors';
import { findEmployees } from '../employees/employees.service';
import { findGroups } from '../groups/groups.service';
import { findOffers } from '../offers/offers.service';

/** True for somebody who works in the branch and may answer for an event. */
export async function organizerIsOf(branchId: string, employeeId: string): Promise<boolean> {
  const [row] = await findEmployees([employeeId]);
  return row !== undefined && row.branchId.toHexString() === branchId && row.status !== 'disabled';
}

/** True where every group exists and belongs to the branch. */
export async function groupsAreOf(branchId: string, groupIds: readonly string[]): Promise<boolean> {
  const rows = await findGroups(groupIds);
  return rows.filter((row) => row.branchId.toHexString() === branchId).length === groupIds.length;
}

/** Those of the offers that the branch gives and that are on show, of the given kinds (null: of any). */
export async function usableOffers(
  branchId: string,
  offerIds: readonly string[],
  kinds: readonly string[] | null,
): Promise<Set<string>> {
  const rows = offerIds.length === 0 ? [] : await findOffers(offerIds);
  const usable = rows.filter(
    (row) =>
      row.branchId.toHexString() === branchId &&
      row.status === 'published' &&
      (kinds === null || kinds.includes(row.kind)),
  );
  return new Set(usable.map((row) => row._id.toHexString()));
}

/** Refuses an organizer or a group that is not of the branch. */
export async function checkReferences(
  branchId: string,
  { organizerId, groupIds }: { organizerId: string; groupIds: readonly string[] },
): Promise<void> {
  const known = (await organizerIsOf(branchId, organizerId)) && (await groupsAreOf(branchId, groupIds));
  if (!known) throw new AppError('not_found');
}
