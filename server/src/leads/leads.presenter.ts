import type { EmployeeSubject } from '@linzhang/shared/employees/employees.policy';
import type {
  FollowUp as FollowUpAnswer,
  Lead as LeadAnswer,
  LeadDetail,
  LeadStep as StepAnswer,
} from '@linzhang/shared/leads/leads.contract';
import { canReadFollowUps, type LeadSubject, leadAbilities } from '@linzhang/shared/leads/leads.policy';
import { LOST_REASONS } from '@linzhang/shared/leads/leads.rules';
import type { Types } from 'mongoose';
import { branchNames } from '../branches/branches.service';
import { employeeNames } from '../employees/employees.service';
import { findMember, maskedNames } from '../members/members.service';
import { capsOf } from './counters';
import { FollowUp, type FollowUpRecord } from './followUp.model';
import type { LeadRecord } from './lead.model';
import { LeadStep, type LeadStepRecord } from './leadStep.model';

type Names = ReadonlyMap<string, string>;

/** What decides about a lead. */
export function subjectOf(lead: LeadRecord): LeadSubject {
  return {
    branchId: lead.branchId.toHexString(),
    state: lead.state,
    desk: lead.desk ?? null,
    holderId: lead.holderId?.toHexString() ?? null,
  };
}

/** Leads as one employee sees them; names are read in one go. */
export async function presentLeads(rows: readonly LeadRecord[], employee: EmployeeSubject): Promise<LeadAnswer[]> {
  const hexes = (ids: readonly (Types.ObjectId | undefined)[]) => [
    ...new Set(ids.flatMap((id) => (id ? [id.toHexString()] : []))),
  ];
  const branchIds = hexes(rows.map((row) => row.branchId));
  const [branches, employees, members, caps] = await Promise.all([
    branchNames(branchIds),
    employeeNames(hexes(rows.map((row) => row.holderId))),
    maskedNames(hexes(rows.map((row) => row.memberId))),
    Promise.all(branchIds.map(async (id) => [id, (await capsOf(id)).recycleMs] as const)),
  ]);
  const recycleMs = new Map(caps);
  return rows.map((row) => {
    const branchId = row.branchId.toHexString();
    return {
      ...factsOf(row, recycleMs.get(branchId) ?? 0),
      subject: presentSubject(row, members),
      branch: { id: branchId, name: branches.get(branchId) ?? '' },
      holder: named(row.holderId, employees),
      can: leadAbilities(employee, subjectOf(row)),
    };
  });
}

function presentSubject({ memberId, prospectId, prospectName }: LeadRecord, members: Names): LeadAnswer['subject'] {
  if (memberId)
    return { kind: 'member', id: memberId.toHexString(), name: members.get(memberId.toHexString()) ?? null };
  if (!prospectId) throw new Error('a lead of nobody');
  return { kind: 'prospect', id: prospectId.toHexString(), name: prospectName ?? null };
}

function named(id: Types.ObjectId | undefined, names: Names): { id: string; name: string } | null {
  return id ? { id: id.toHexString(), name: names.get(id.toHexString()) ?? '' } : null;
}

const iso = (at: Date | undefined) => at?.toISOString() ?? null;

function factsOf(row: LeadRecord, recycleMs: number): Omit<LeadAnswer, 'subject' | 'branch' | 'holder' | 'can'> {
  const { lastWorkedAt, live } = row;
  return {
    id: row._id.toHexString(),
    state: row.state,
    desk: row.desk ?? null,
    reasons: row.reasons.map(({ reason, at }) => ({ reason, at: at.toISOString() })),
    score: row.score,
    heldBecause: row.heldBecause ?? null,
    heldSince: iso(row.heldSince),
    lastWorkedAt: iso(lastWorkedAt),
    dueAt: iso(row.dueAt),
    nextOn: row.nextOn ?? null,
    recycleAt: live && lastWorkedAt ? new Date(lastWorkedAt.getTime() + recycleMs).toISOString() : null,
    distance: row.distance ?? null,
    industryMatches: row.industryMatches,
    openedAt: row.openedAt.toISOString(),
    closedAt: iso(row.closedAt),
    lostReason: row.lostReason ?? null,
    ruleVersion: row.ruleVersion,
  };
}

/** One lead; throws where it cannot be presented. */
export async function presentLead(row: LeadRecord, employee: EmployeeSubject): Promise<LeadAnswer> {
  const [answer] = await presentLeads([row], employee);
  if (!answer) throw new Error('the lead was not presented');
  return answer;
}

const MOST_SHOWN = 50;

/** One lead with what happened to it; notes and the masked phone for the holder and the head. */
export async function presentLeadDetail(row: LeadRecord, employee: EmployeeSubject): Promise<LeadDetail> {
  const mayRead = canReadFollowUps(employee, subjectOf(row));
  const newest = { at: -1, _id: -1 } as const;
  const [lead, followUps, steps] = await Promise.all([
    presentLead(row, employee),
    mayRead ? FollowUp.find({ leadId: row._id }).sort(newest).limit(MOST_SHOWN).lean() : [],
    LeadStep.find({ leadId: row._id }).sort(newest).limit(MOST_SHOWN).lean(),
  ]);
  const ids = [...followUps.map((each) => each.employeeId), ...steps.flatMap(({ holderId, byId }) => [holderId, byId])];
  const names = await employeeNames([...new Set(ids.flatMap((id) => (id ? [id.toHexString()] : [])))]);
  return {
    ...lead,
    phone: mayRead ? await maskedPhone(row) : null,
    followUps: followUps.map((each) => presentFollowUp(each, names)),
    steps: steps.map((step) => presentStep(step, names, mayRead)),
  };
}

async function maskedPhone({ memberId }: LeadRecord): Promise<string | null> {
  return memberId ? ((await findMember(memberId.toHexString()))?.phone?.masked ?? null) : null;
}

function presentFollowUp(row: FollowUpRecord, names: Names): FollowUpAnswer {
  return {
    id: row._id.toHexString(),
    at: row.at.toISOString(),
    by: { id: row.employeeId.toHexString(), name: names.get(row.employeeId.toHexString()) ?? '' },
    state: row.state,
    lostReason: LOST_REASONS.find((reason) => reason === row.lostReason) ?? null,
    note: row.note,
    assets: row.assets,
    products: row.products,
    decisionMaker: row.decisionMaker ?? null,
    informant: row.informant ?? null,
    actor: row.actor ?? null,
    target: row.target ?? null,
    plan: row.plan ?? null,
    nextOn: row.nextOn ?? null,
  };
}

function presentStep(step: LeadStepRecord, names: Names, mayRead: boolean): StepAnswer {
  return {
    at: step.at.toISOString(),
    kind: step.kind,
    state: step.state,
    holder: named(step.holderId, names),
    by: named(step.byId, names),
    note: mayRead ? (step.note ?? null) : null,
  };
}
