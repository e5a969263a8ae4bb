import type { EmployeeSubject } from '@linzhang/shared/employees/employees.policy';
import { eventAbilities } from '@linzhang/shared/events/events.policy';
import type { EventSignupRow } from '@linzhang/shared/events/runningEvents.contract';
import type { Booth, WorkEvent, WorkEventRow } from '@linzhang/shared/events/workEvents.contract';
import { memberNumber } from '@linzhang/shared/members/members.rules';
import { branchNames } from '../branches/branches.service';
import { employeeNames } from '../employees/employees.service';
import { groupNames } from '../groups/groups.service';
import { maskedNames } from '../members/members.service';
import { merchantNames } from '../merchants/merchants.service';
import type { BoothRecord } from './booth.model';
import { checkInTimes } from './checkIn.service';
import type { EventRecord } from './event.model';
import { hexIds, named } from './events.presenter';
import { assignmentsOf, boothsOf } from './events.service';
import { faultsOf } from './publishing.service';
import type { SignupRecord } from './signup.model';

/** An event as those who prepare and run it see it, with what `actor` may do. */
export async function presentWorkEvent(event: EventRecord, actor: EmployeeSubject, now: Date): Promise<WorkEvent> {
  const eventId = event._id.toHexString();
  const [booths, duties] = await Promise.all([boothsOf(eventId), assignmentsOf(eventId)]);
  const people = hexIds([event.organizerId, ...duties.map(({ employeeId }) => employeeId)]);
  const [branches, groups, employees, merchants, faults] = await Promise.all([
    branchNames([event.branchId.toHexString()]),
    groupNames(hexIds(event.groupIds)),
    employeeNames(people),
    merchantNames(hexIds(booths.map(({ merchantId }) => merchantId))),
    event.status === 'draft' ? faultsOf(event, booths, now) : [],
  ]);
  const { name, intro, status, version, startsAt, endsAt, place } = event;
  return {
    id: eventId,
    branch: named(event.branchId, branches),
    groups: event.groupIds.map((id) => named(id, groups)),
    name,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    place: { address: place.address, latitude: place.latitude, longitude: place.longitude },
    organizer: named(event.organizerId, employees),
    intro,
    campaign: event.campaign ?? null,
    needed: event.cardRule.needed,
    rewards: event.rewards.map(presentReward),
    signup: presentTerms(event),
    status,
    version,
    booths: booths.map((booth) => presentBooth(booth, merchants)),
    assignments: duties.map(({ boothId, employeeId, from, to }) => ({
      boothId: boothId.toHexString(),
      employee: named(employeeId, employees),
      from: from.toISOString(),
      to: to.toISOString(),
    })),
    faults,
    can: eventAbilities(actor, subjectOf(event)),
  };
}

/** An event as the policy asks about it. */
export function subjectOf(event: EventRecord) {
  return {
    branchId: event.branchId.toHexString(),
    organizerId: event.organizerId.toHexString(),
    status: event.status,
  };
}

function presentReward({
  _id,
  at,
  name,
  badge,
  offerId,
}: EventRecord['rewards'][number]): WorkEvent['rewards'][number] {
  return { id: _id.toHexString(), at, name, badge, offerId: offerId?.toHexString() ?? null };
}

function presentTerms({ signup }: EventRecord): WorkEvent['signup'] {
  if (!signup) return null;
  const { capacity = null, opensAt, closesAt } = signup;
  return { capacity, opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString() };
}

function presentBooth(booth: BoothRecord, merchants: ReadonlyMap<string, string>): Booth {
  const { number, name, sealText, merchantId, task, spot, offerId, version } = booth;
  return {
    id: booth._id.toHexString(),
    number,
    name,
    sealText,
    merchant: merchantId ? named(merchantId, merchants) : null,
    task,
    spot,
    offerId: offerId?.toHexString() ?? null,
    version,
  };
}

/** One booth as its form shows it. */
export async function presentOneBooth(booth: BoothRecord): Promise<Booth> {
  return presentBooth(booth, await merchantNames(hexIds([booth.merchantId])));
}

/** Lines of the working list; names are read in one go. */
export async function presentRows(events: readonly EventRecord[]): Promise<WorkEventRow[]> {
  const [branches, employees] = await Promise.all([
    branchNames(hexIds(events.map(({ branchId }) => branchId))),
    employeeNames(hexIds(events.map(({ organizerId }) => organizerId))),
  ]);
  return events.map((event) => ({
    id: event._id.toHexString(),
    name: event.name,
    branch: named(event.branchId, branches),
    startsAt: event.startsAt.toISOString(),
    endsAt: event.endsAt.toISOString(),
    address: event.place.address,
    organizer: named(event.organizerId, employees),
    status: event.status,
  }));
}

/** Who signed up, with masked names and when each was let in. */
export async function presentSignups(eventId: string, rows: readonly SignupRecord[]): Promise<EventSignupRow[]> {
  const memberIds = rows.map(({ memberId }) => memberId);
  const [names, times] = await Promise.all([maskedNames(hexIds(memberIds)), checkInTimes(eventId, memberIds)]);
  return rows.map((row) => {
    const memberId = row.memberId.toHexString();
    return {
      id: row._id.toHexString(),
      number: row.number,
      state: row.state,
      member: { name: names.get(memberId) ?? '', number: memberNumber(memberId) },
      signedUpAt: row.signedUpAt.toISOString(),
      checkedInAt: times.get(memberId)?.toISOString() ?? null,
    };
  });
}
