import type { StandingAnswer } from '@linzhang/shared/tiering/tiering.contract';
import type { ServedMember } from '@linzhang/shared/tiering/tiering.policy';
import { relationOf } from '../attribution/attribution.service';
import { listEmployees } from '../employees/employees.service';
import { findMember } from '../members/members.service';
import { findService } from '../members/relations.service';
import { supportersOf } from './service.service';
import { presentStanding } from './tiering.presenter';
import { findStanding } from './tiering.service';

/** Who serves a member, which decides who may read what there is about the member; null where there never was one. */
export async function servedMember(memberId: string): Promise<ServedMember | null> {
  const [member, service, relation, supporterIds, standing] = await Promise.all([
    findMember(memberId),
    findService(memberId),
    relationOf(memberId),
    supportersOf(memberId),
    findStanding(memberId),
  ]);
  if (!member) return null;
  const branchIds = [relation.branchId, standing?.branchId.toHexString() ?? null];
  return { ...service, supporterIds, branchIds };
}

/** Where a member stands and why, as who serves the member reads it. */
export async function standingOfMember(memberId: string, now: Date): Promise<StandingAnswer> {
  return presentStanding(memberId, now);
}

/** The branch whose people serve a member; null where there is none yet. */
export function servingBranch({ branchIds }: ServedMember): string | null {
  return branchIds.find((id) => id !== null) ?? null;
}

const MOST_STAFF = 500;

/** Who may serve a member beside the owner: all who work in the branch but the owner. */
export async function supporterChoices(branchId: string, ownerId: string | null) {
  const { items } = await listEmployees({ branchId, status: 'active', limit: MOST_STAFF });
  return items
    .map(({ _id, name, position }) => ({ id: _id.toHexString(), name, position }))
    .filter(({ id }) => id !== ownerId);
}
