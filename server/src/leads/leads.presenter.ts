import type { EmployeeSubject } from '@linzhang/shared/employees/employees.policy';
import type {
  FollowUp as FollowUpAnswer,
  Lead as LeadAnswer,
  LeadDetail,
  LeadStep as StepAnswer,
} from '@linzhang/shared/leads/leads.contract';
import { canReadFollowUps, leadAbilities } from '@linzhang/shared/leads/leads.policy';
import { LOST_REASONS } from '@linzhang/shared/leads/leads.rules';
import type { Types } from 'mongoose';
import { relationOf } from '../attribution/attribution.service';
import { employeeNames } from '../employees/employees.service';
import { FollowUp, type FollowUpRecord } from './followUp.model';
import type { LeadRecord } from './lead.model';
import { hexes, type LeadReading, type Names, readFor, type SubjectReading } from './leadReading';
import { LeadStep, type LeadStepRecord } from './leadStep.model';
import { subjectOf } from './leadSubject';
import { type ProspectCard, prospectCards } from './prospectCards.service';

/** Leads as one employee sees them; names are read in one go. */
export async function presentLeads(
  rows: readonly LeadRecord[],
  employee: EmployeeSubject,
  now: Date,
): Promise<LeadAnswer[]> {
  const reading = await readFor(rows, employee, now);
  return rows.map((row) => {
    const branchId = row.branchId.toHexString();
    const { name, phone, call } = reading.subjects.get(row._id.toHexString()) ?? UNREAD;
    return {
      ...factsOf(row),
      reasons: reasonsOf(row, reading),
      ...timesOf(row, reading, employee, now),
      subject: presentSubject(row, name),
      phone,
      standing: (row.memberId && reading.standings.get(row.memberId.toHexString())) ?? null,
      branch: { id: branchId, name: reading.branches.get(branchId) ?? '' },
      holder: named(row.holderId, reading.employees),
      can: { ...leadAbilities(employee, subjectOf(row)), call },
    };
  });
}

const UNREAD: SubjectReading = { name: null, phone: null, call: false };

function presentSubject({ memberId, prospectId }: LeadRecord, name: string | null): LeadAnswer['subject'] {
  const id = (memberId ?? prospectId)?.toHexString();
  if (id === undefined) throw new Error('a lead of nobody');
  return { kind: memberId ? 'member' : 'prospect', id, name };
}

function named(id: Types.ObjectId | undefined, names: Names): { id: string; name: string } | null {
  return id ? { id: id.toHexString(), name: names.get(id.toHexString()) ?? '' } : null;
}

const iso = (at: Date | undefined) => at?.toISOString() ?? null;

function numbersOf({ branchId }: LeadRecord, { numbers }: LeadReading) {
  const found = numbers.get(branchId.toHexString());
  if (!found) throw new Error('the branch of the lead has no numbers');
  return found;
}

function reasonsOf(row: LeadRecord, reading: LeadReading): LeadAnswer['reasons'] {
  const { points } = numbersOf(row, reading);
  return row.reasons.map(({ reason, at, points: own }) => ({
    reason,
    at: at.toISOString(),
    points: own ?? points[reason],
  }));
}

type Times = Pick<LeadAnswer, 'recycleAt' | 'restsUntil'>;

/** What follows from the branch's numbers: when a lead goes back, and until when its last holder waits. */
function timesOf(row: LeadRecord, reading: LeadReading, { employeeId }: EmployeeSubject, now: Date): Times {
  const { live, lastWorkedAt, desk, lastHolderId, releasedAt } = row;
  const { caps } = numbersOf(row, reading);
  const recycleAt = live && lastWorkedAt ? new Date(lastWorkedAt.getTime() + caps.recycleMs) : undefined;
  const rests = desk === 'pool' && releasedAt && lastHolderId?.equals(employeeId);
  const until = rests ? new Date(releasedAt.getTime() + caps.restMs) : undefined;
  return { recycleAt: iso(recycleAt), restsUntil: until && until > now ? until.toISOString() : null };
}

type Facts = Omit<LeadAnswer, keyof Times | 'reasons' | 'subject' | 'phone' | 'standing' | 'branch' | 'holder' | 'can'>;

function factsOf(row: LeadRecord): Facts {
  return {
    id: row._id.toHexString(),
    state: row.state,
    desk: row.desk ?? null,
    score: row.score,
    heldBecause: row.heldBecause ?? null,
    heldSince: iso(row.heldSince),
    lastWorkedAt: iso(row.lastWorkedAt),
    dueAt: iso(row.dueAt),
    nextOn: row.nextOn ?? null,
    distance: row.distance ?? null,
    industryMatches: row.industryMatches,
    openedAt: row.openedAt.toISOString(),
    closedAt: iso(row.closedAt),
    lostReason: row.lostReason ?? null,
    ruleVersion: row.ruleVersion,
  };
}

/** One lead; throws where it cannot be presented. */
export async function presentLead(row: LeadRecord, employee: EmployeeSubject, now: Date): Promise<LeadAnswer> {
  const [answer] = await presentLeads([row], employee, now);
  if (!answer) throw new Error('the lead was not presented');
  return answer;
}

const MOST_SHOWN = 50;

/** One lead with what happened to it; notes and the masked phone for the holder and the head. */
export async function presentLeadDetail(row: LeadRecord, employee: EmployeeSubject, now: Date): Promise<LeadDetail> {
  const mayRead = canReadFollowUps(employee, subjectOf(row));
  const newest = { at: -1, _id: -1 } as const;
  const [lead, background, followUps, steps] = await Promise.all([
    presentLead(row, employee, now),
    mayRead ? backgroundOf(row) : NOTHING_KNOWN,
    mayRead ? FollowUp.find({ leadId: row._id }).sort(newest).limit(MOST_SHOWN).lean() : [],
    LeadStep.find({ leadId: row._id }).sort(newest).limit(MOST_SHOWN).lean(),
  ]);
  const names = await employeeNames(
    hexes([...followUps.map((each) => each.employeeId), ...steps.flatMap(({ holderId, byId }) => [holderId, byId])]),
  );
  return {
    ...lead,
    ...background,
    followUps: followUps.map((each) => presentFollowUp(each, names)),
    steps: steps.map((step) => presentStep(step, names, mayRead)),
  };
}

type Background = Pick<LeadDetail, 'prospect' | 'owner' | 'origin'>;

const NOTHING_KNOWN: Background = { prospect: null, owner: null, origin: null };

/** Who serves a member and who keeps the credit; of a prospect what was entered. */
async function backgroundOf({ memberId, prospectId }: LeadRecord): Promise<Background> {
  if (!memberId) {
    const id = prospectId?.toHexString() ?? '';
    const card = (await prospectCards([id])).get(id);
    return { ...NOTHING_KNOWN, prospect: card ? presentCard(card) : null };
  }
  const { ownerId, originId } = await relationOf(memberId.toHexString());
  const names = await employeeNames([...new Set([ownerId, originId].filter((id) => id !== null))]);
  const of = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? '' });
  return { ...NOTHING_KNOWN, owner: of(ownerId), origin: of(originId) };
}

function presentCard({ phone: _phone, enteredBy: _enteredBy, ...card }: ProspectCard): LeadDetail['prospect'] {
  return card;
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
