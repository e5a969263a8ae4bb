import type { GroupDetail, GroupSummary, WorkGroup } from '@linzhang/shared/groups/groups.contract';
import { groupAbilities } from '@linzhang/shared/groups/groups.policy';
import { joinRefusal } from '@linzhang/shared/groups/groups.rules';
import { type MapPoint, metersBetween } from '@linzhang/shared/kernel/distance';
import type { Types } from 'mongoose';
import { branchNames } from '../branches/branches.service';
import { findEmployees } from '../employees/employees.service';
import type { EmployeeActor } from '../http/actor';
import { merchantNames } from '../merchants/merchants.service';
import type { GroupRecord } from './group.model';
import type { MembershipRecord } from './membership.model';
import { faultsOf } from './opening.service';

interface Contact {
  name: string;
  workPhone: string | null;
}

/** Who may be asked about the given groups, by employee; nobody who has left. */
async function contactsOf(groups: readonly GroupRecord[]): Promise<Map<string, Contact>> {
  const rows = await findEmployees(hexIds(groups.flatMap(({ managerIds }) => managerIds)));
  const here = rows.filter((row) => row.status !== 'disabled');
  return new Map(here.map((row) => [row._id.toHexString(), { name: row.name, workPhone: row.workPhone ?? null }]));
}

/** Groups as a customer's list shows them; names are read in one go. */
export async function presentSummaries(
  groups: readonly GroupRecord[],
  { joined, from }: { joined: ReadonlySet<string>; from: MapPoint | null },
): Promise<GroupSummary[]> {
  const [branches, people] = await Promise.all([
    branchNames(hexIds(groups.map(({ branchId }) => branchId))),
    contactsOf(groups),
  ]);
  return groups.map((group) => ({
    id: group._id.toHexString(),
    name: group.name,
    kind: group.kind,
    branch: named(group.branchId, branches),
    place: placeOf(group),
    memberCount: group.memberCount,
    managerName: contactsIn(group, people)[0]?.name ?? null,
    distanceMeters: from ? metersBetween(from, group.place) : null,
    joined: joined.has(group._id.toHexString()),
    full: joinRefusal(group) === 'group_full',
    open: group.status === 'open',
  }));
}

/** Who looks at a group: a member with or without a membership, or somebody who has not signed in. */
export interface GroupReader {
  mayJoin: boolean;
  membership: MembershipRecord | null;
}

/** A group as its page shows it to one reader. */
export async function presentDetail(group: GroupRecord, reader: GroupReader): Promise<GroupDetail> {
  const [branches, merchants, people] = await Promise.all([
    branchNames([group.branchId.toHexString()]),
    merchantNames(group.merchantId ? [group.merchantId.toHexString()] : []),
    contactsOf([group]),
  ]);
  const membership = reader.membership?.active ? reader.membership : null;
  const contacts = contactsIn(group, people);
  return {
    id: group._id.toHexString(),
    name: group.name,
    kind: group.kind,
    branch: named(group.branchId, branches),
    merchantName: group.merchantId ? (merchants.get(group.merchantId.toHexString()) ?? null) : null,
    place: placeOf(group),
    industry: group.industry,
    notice: group.notice,
    memberCount: group.memberCount,
    open: group.status === 'open',
    full: joinRefusal(group) === 'group_full',
    joinedAt: membership?.joinedAt.toISOString() ?? null,
    welcome: membership ? group.welcome : null,
    contacts: membership ? contacts : null,
    managerNames: contacts.map(({ name }) => name),
    can: { join: reader.mayJoin && !membership && joinRefusal(group) === null, leave: membership !== null },
  };
}

/** Groups as those who work with them see them. */
export async function presentWorkGroups(groups: readonly GroupRecord[], actor: EmployeeActor): Promise<WorkGroup[]> {
  const [branches, merchants, employees, faults] = await Promise.all([
    branchNames(hexIds(groups.map(({ branchId }) => branchId))),
    merchantNames(hexIds(groups.flatMap(({ merchantId }) => (merchantId ? [merchantId] : [])))),
    findEmployees(hexIds(groups.flatMap(({ managerIds }) => managerIds))),
    faultsOf(groups),
  ]);
  const people = new Map(employees.map((row) => [row._id.toHexString(), row.name]));
  return groups.map((group, index) => ({
    id: group._id.toHexString(),
    branch: named(group.branchId, branches),
    kind: group.kind,
    merchant: group.merchantId ? named(group.merchantId, merchants) : null,
    name: group.name,
    notice: group.notice,
    welcome: group.welcome,
    managers: group.managerIds.map((id) => named(id, people)),
    place: placeOf(group),
    industry: group.industry,
    memberLimit: group.memberLimit,
    memberCount: group.memberCount,
    status: group.status,
    version: group.version,
    faults: faults[index] ?? [],
    can: groupAbilities(actor, {
      branchId: group.branchId.toHexString(),
      managerIds: group.managerIds.map((id) => id.toHexString()),
      status: group.status,
    }),
  }));
}

function contactsIn(group: GroupRecord, people: ReadonlyMap<string, Contact>): Contact[] {
  return group.managerIds.flatMap((id) => people.get(id.toHexString()) ?? []);
}

function hexIds(ids: readonly Types.ObjectId[]): string[] {
  return [...new Set(ids.map((id) => id.toHexString()))];
}

function named(id: Types.ObjectId, names: ReadonlyMap<string, string>) {
  return { id: id.toHexString(), name: names.get(id.toHexString()) ?? '' };
}

function placeOf({ place }: GroupRecord) {
  const { address, latitude, longitude } = place;
  return { address, latitude, longitude };
}
