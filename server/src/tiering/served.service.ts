import type { StandingAnswer } from '@linzhang/shared/tiering/tiering.contract';
import type { ServedMember } from '@linzhang/shared/tiering/tiering.policy';
import { relationsOf } from '../attribution/memberRelations.service';
import { listEmployees } from '../employees/employees.service';
import { findMember } from '../members/members.service';
import { findServices } from '../members/relations.service';
import { supportersOfAll } from './service.service';
import { presentStanding } from './tiering.presenter';
import { findStandings } from './tiering.service';

/** Who serves a member, which decides who may read what there is about the member; null where there never was one. */
export async function servedMember(memberId: string): Promise<ServedMember | null> {
  const [member, served] = await Promise.all([findMember(memberId), servedMembers([memberId])]);
  return member && served(memberId);
}

/** The same of members who are known to be there. */
export async function servedMembers(memberIds: readonly string[]): Promise<(memberId: string) => ServedMember> {
  const [serviceOf, relations, supporters, standings] = await Promise.all([
    findServices(memberIds),
    relationsOf(memberIds),
    supportersOfAll(memberIds),
    findStandings(memberIds),
  ]);
  const listedIn = new Map(standings.map(({ _id, branchId }) => [_id.toHexString(), branchId.toHexString()]));
  return (memberId) => ({
    ...serviceOf(memberId),
    supporterIds: supporters.get(memberId) ?? [],
    branchIds: [relations.get(memberId)?.branchId ?? null, listedIn.get(memberId) ?? null],
  });
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
