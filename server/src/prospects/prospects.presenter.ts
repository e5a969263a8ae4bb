import type { EmployeeSubject } from '@linzhang/shared/employees/employees.policy';
import { canSeeLead } from '@linzhang/shared/leads/leads.policy';
import type { Prospect as ProspectAnswer } from '@linzhang/shared/prospects/prospects.contract';
import { canRevealProspectPhone, canSeeProspect } from '@linzhang/shared/prospects/prospects.policy';
import { branchNames } from '../branches/branches.service';
import { employeeNames } from '../employees/employees.service';
import { leadsOfProspects } from '../leads/leads.service';
import type { ProspectRecord } from './prospect.model';

/** What decides about a prospect. */
export async function subjectOf(row: ProspectRecord) {
  const id = row._id.toHexString();
  const leads = await leadsOfProspects([id]);
  return {
    branchId: row.branchId.toHexString(),
    enteredBy: row.enteredBy.toHexString(),
    leadHolderId: leads.get(id)?.holderId ?? null,
  };
}

/** Prospects as one employee sees them; names and leads are read in one go. */
export async function presentProspects(
  rows: readonly ProspectRecord[],
  employee: EmployeeSubject,
): Promise<ProspectAnswer[]> {
  const [branches, leads] = await Promise.all([
    branchNames([...new Set(rows.map((row) => row.branchId.toHexString()))]),
    leadsOfProspects(rows.map((row) => row._id.toHexString())),
  ]);
  const holders = [...leads.values()].flatMap(({ holderId }) => (holderId ? [holderId] : []));
  const people = await employeeNames([...new Set([...rows.map((row) => row.enteredBy.toHexString()), ...holders])]);
  return rows.map((row) => {
    const [branchId, enteredBy] = [row.branchId.toHexString(), row.enteredBy.toHexString()];
    const lead = leads.get(row._id.toHexString());
    const holderId = lead?.holderId ?? null;
    const subject = { branchId, enteredBy, leadHolderId: holderId };
    return {
      ...factsOf(row),
      branch: { id: branchId, name: branches.get(branchId) ?? '' },
      enteredBy: { id: enteredBy, name: people.get(enteredBy) ?? '' },
      leadId: lead?.leadId ?? null,
      leadHolder: holderId ? { id: holderId, name: people.get(holderId) ?? '' } : null,
      can: {
        update: row.state !== 'converted' && canSeeProspect(employee, subject),
        revealPhone: row.phone !== undefined && canRevealProspectPhone(employee, subject),
        openLead: lead !== undefined && canSeeLead(employee, lead),
      },
    };
  });
}

function factsOf(row: ProspectRecord): Omit<ProspectAnswer, 'branch' | 'enteredBy' | 'leadId' | 'leadHolder' | 'can'> {
  const { kind, name, contactName, phone, industry, place, source, remark, state, version } = row;
  return {
    id: row._id.toHexString(),
    kind,
    name,
    contactName: contactName ?? null,
    phone: phone?.masked ?? null,
    industry: industry ?? null,
    place: place ? { address: place.address, point: pointOf(place.point) } : null,
    source,
    remark,
    state,
    enteredAt: row.enteredAt.toISOString(),
    version,
  };
}

function pointOf(point: { latitude: number; longitude: number } | undefined) {
  return point ? { latitude: point.latitude, longitude: point.longitude } : null;
}
