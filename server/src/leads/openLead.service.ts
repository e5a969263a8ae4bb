import type { EmployeeSubject } from '@linzhang/shared/employees/employees.policy';
import type { Lead as LeadAnswer } from '@linzhang/shared/leads/leads.contract';
import { canSeeLead } from '@linzhang/shared/leads/leads.policy';
import { Types } from 'mongoose';
import { Lead } from './lead.model';
import { subjectOf } from './leadSubject';
import { presentLead } from './leads.presenter';

/** The open lead of a member as somebody sees it; null where there is none, or none that they may see. */
export async function openLeadOf(memberId: string, employee: EmployeeSubject, now: Date): Promise<LeadAnswer | null> {
  const lead = await Lead.findOne({ memberId: new Types.ObjectId(memberId), live: true }).lean();
  return lead && canSeeLead(employee, subjectOf(lead)) ? presentLead(lead, employee, now) : null;
}
