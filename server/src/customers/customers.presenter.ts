import type { Customer } from '@linzhang/shared/customers/customers.contract';
import { type CustomerSubject, customerAbilities } from '@linzhang/shared/customers/customers.policy';
import { type CustomerView, unlistedBecause } from '@linzhang/shared/customers/customers.rules';
import { consentInForce, memberNumber } from '@linzhang/shared/members/members.rules';
import { knownRelationOf } from '../attribution/memberOrigin.service';
import { branchNames } from '../branches/branches.service';
import { memberTimeline } from '../engagements/timeline.service';
import { groupIdsOf, groupNames } from '../groups/groups.service';
import type { EmployeeActor } from '../http/actor';
import { openLeadOf } from '../leads/openLead.service';
import { type findMember, namesAsRead } from '../members/members.service';
import { standingOfMember } from '../tiering/served.service';
import { openRise } from '../tiering/service.service';

type Member = NonNullable<Awaited<ReturnType<typeof findMember>>>;

/** Who looks at whom. */
export interface CustomerLook {
  member: Member;
  subject: CustomerSubject;
  view: CustomerView;
  employee: EmployeeActor;
}

/** A customer on one page, as far as the asker may see. */
export async function presentCustomer(look: CustomerLook, now: Date): Promise<Customer> {
  const { member, subject, view, employee } = look;
  const { memberId, served, relation } = subject;
  const [names, branch, known, rest] = await Promise.all([
    // Only the owner manager reads the whole name.
    namesAsRead([memberId], () => served.ownerId === employee.employeeId),
    branchOf(relation.branchId),
    knownRelationOf(memberId),
    view === 'served' ? presentServed(look, now) : NOTHING_MORE,
  ]);
  const { origin, owner } = known;
  return {
    id: memberId,
    view,
    name: names.get(memberId) ?? '',
    number: memberNumber(memberId),
    joinedAt: member.createdAt.toISOString(),
    branch,
    agreed: {
      marketing: consentInForce(member.consents, 'marketing') !== null,
      matching: consentInForce(member.consents, 'matching') !== null,
    },
    owner: owner ? { ...owner, since: owner.since.toISOString() } : null,
    origin: origin ? { ...origin, at: origin.at.toISOString() } : null,
    ...rest,
    can: customerAbilities(employee, subject),
  };
}

type Served = Omit<
  Customer,
  'id' | 'view' | 'name' | 'number' | 'joinedAt' | 'branch' | 'agreed' | 'owner' | 'origin' | 'can'
>;

/** What the member did last that the first screen shows. */
const RECENT = 3;

const NOTHING_MORE: Served = {
  phone: null,
  supporters: [],
  standing: null,
  unlistedBecause: null,
  rise: null,
  lead: null,
  groups: [],
  recent: [],
};

async function presentServed({ member, subject, employee }: CustomerLook, now: Date): Promise<Served> {
  const { memberId } = subject;
  const [{ standing, supporters }, rise, lead, groups, timeline] = await Promise.all([
    standingOfMember(memberId, now),
    openRise(memberId, now),
    openLeadOf(memberId, employee, now),
    groupsOf(memberId),
    memberTimeline(memberId, { limit: RECENT }),
  ]);
  return {
    phone: member.phone?.masked ?? null,
    supporters,
    standing,
    unlistedBecause: unlistedBecause({
      phoneBound: member.phone !== undefined,
      matchingAgreed: consentInForce(member.consents, 'matching') !== null,
      listed: standing !== null,
    }),
    rise: rise ? { from: rise.from, to: rise.to, on: rise.on } : null,
    lead,
    groups,
    recent: timeline.items,
  };
}

async function branchOf(branchId: string | null): Promise<Customer['branch']> {
  if (branchId === null) return null;
  return { id: branchId, name: (await branchNames([branchId])).get(branchId) ?? '' };
}

async function groupsOf(memberId: string): Promise<Customer['groups']> {
  const names = await groupNames(await groupIdsOf(memberId));
  return [...names].map(([id, name]) => ({ id, name }));
}
