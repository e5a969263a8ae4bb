import type { EmployeeSubject } from '@linzhang/shared/employees/employees.policy';
import { businessDay } from '@linzhang/shared/kernel/time';
import type { Lead as LeadAnswer } from '@linzhang/shared/leads/leads.contract';
import { canReadFollowUps } from '@linzhang/shared/leads/leads.policy';
import type { LeadCaps, LeadNumbers } from '@linzhang/shared/leads/leads.rules';
import { canRevealPhone } from '@linzhang/shared/members/members.policy';
import { maskName } from '@linzhang/shared/members/members.rules';
import { canRevealProspectPhone } from '@linzhang/shared/prospects/prospects.policy';
import { amountsOn } from '@linzhang/shared/tiering/standing.rules';
import { TIER_LINES, TIERS, tierRank } from '@linzhang/shared/tiering/tiers.rules';
import type { Types } from 'mongoose';
import { ownedAmong } from '../attribution/owners.service';
import { branchNames } from '../branches/branches.service';
import { employeeNames } from '../employees/employees.service';
import { membersAsRead } from '../members/members.service';
import { findStandings } from '../tiering/tiering.service';
import { capsOf } from './counters';
import type { LeadRecord } from './lead.model';
import { subjectOf } from './leadSubject';
import { leadNumbersOf } from './numbers';
import { type ProspectCard, prospectCards } from './prospectCards.service';

export type Names = ReadonlyMap<string, string>;

/** Whom a lead is about, as the reader may know it. */
export interface SubjectReading {
  name: string | null;
  /** Masked; null where the reader may not see even that. */
  phone: string | null;
  call: boolean;
}

/** What other domains know of the people and places of some leads, read in one go. */
export interface LeadReading {
  branches: Names;
  employees: Names;
  /** By the id of the lead. */
  subjects: ReadonlyMap<string, SubjectReading>;
  standings: ReadonlyMap<string, NonNullable<LeadAnswer['standing']>>;
  /** By branch: its caps, and what each reason adds. */
  numbers: ReadonlyMap<string, { caps: LeadCaps; points: LeadNumbers['points'] }>;
}

/** Reads for one employee; what only the holder and the head may know is not read for others. */
export async function readFor(rows: readonly LeadRecord[], employee: EmployeeSubject, now: Date): Promise<LeadReading> {
  const branchIds = hexes(rows.map((row) => row.branchId));
  const [branches, employees, members, prospects, standings, numbers] = await Promise.all([
    branchNames(branchIds),
    employeeNames(hexes(rows.map((row) => row.holderId))),
    membersOf(rows, employee),
    prospectsOf(rows, employee),
    standingsFor(rows, employee, now),
    Promise.all(branchIds.map(async (id) => [id, await numbersOf(id)] as const)),
  ]);
  return { branches, employees, subjects: new Map([...members, ...prospects]), standings, numbers: new Map(numbers) };
}

async function numbersOf(branchId: string) {
  const [caps, { points }] = await Promise.all([capsOf(branchId), leadNumbersOf(branchId)]);
  return { caps, points };
}

/** Ids as hex, each once. */
export function hexes(ids: readonly (Types.ObjectId | undefined)[]): string[] {
  return [...new Set(ids.flatMap((id) => (id ? [id.toHexString()] : [])))];
}

/** Who holds a lead now. */
function holderOf(row: LeadRecord): string | null {
  return row.live ? (row.holderId?.toHexString() ?? null) : null;
}

type Subjects = [leadId: string, SubjectReading][];

async function membersOf(rows: readonly LeadRecord[], employee: EmployeeSubject): Promise<Subjects> {
  const ids = hexes(rows.map((row) => row.memberId));
  if (ids.length === 0) return [];
  const own = await ownedAmong(employee.employeeId, ids);
  const members = await membersAsRead(ids, (id) => own.has(id));
  return rows.flatMap((row): Subjects => {
    const memberId = row.memberId?.toHexString();
    const member = memberId ? members.get(memberId) : undefined;
    if (!memberId || !member) return [];
    const phone = canReadFollowUps(employee, subjectOf(row)) ? member.phone : null;
    const serves = { memberId, ownerId: own.has(memberId) ? employee.employeeId : null, leadHolderId: holderOf(row) };
    const call = phone !== null && canRevealPhone(employee, serves);
    return [[row._id.toHexString(), { name: member.name, phone, call }]];
  });
}

/** A company is called by its name; a person by the whole name for who is to call, who entered it, and the head. */
async function prospectsOf(rows: readonly LeadRecord[], employee: EmployeeSubject): Promise<Subjects> {
  const prospects = rows.filter((row) => row.prospectId && !row.memberId);
  const cards = await prospectCards(hexes(prospects.map((row) => row.prospectId)));
  return prospects.map((row) => {
    const name = row.prospectName ?? null;
    const card = cards.get(row.prospectId?.toHexString() ?? '');
    const mayRead = canReadFollowUps(employee, subjectOf(row));
    const inFull = mayRead || card?.kind === 'company' || card?.enteredBy === employee.employeeId;
    const phone = mayRead ? (card?.phone ?? null) : null;
    const call = phone !== null && callsProspect(row, card, employee);
    return [row._id.toHexString(), { name: inFull || name === null ? name : maskName(name), phone, call }];
  });
}

function callsProspect(row: LeadRecord, card: ProspectCard | undefined, employee: EmployeeSubject): boolean {
  const subject = {
    branchId: row.branchId.toHexString(),
    enteredBy: card?.enteredBy ?? '',
    leadHolderId: holderOf(row),
  };
  return canRevealProspectPhone(employee, subject);
}

async function standingsFor(rows: readonly LeadRecord[], employee: EmployeeSubject, now: Date) {
  const readable = rows.filter((row) => canReadFollowUps(employee, subjectOf(row)));
  const standings = await findStandings(hexes(readable.map((row) => row.memberId)));
  return new Map(
    standings.map(({ _id, result: { tier, segment }, points, facts }) => {
      const { aumFen, aumRiseFen } = amountsOn(points, facts, businessDay(now));
      const above = TIERS[tierRank(tier) + 1];
      const next = above ? { tier: above, missingFen: Math.max(0, TIER_LINES[above] - aumFen) } : null;
      return [_id.toHexString(), { tier, segment, aumFen, riseFen: aumRiseFen, next }];
    }),
  );
}
