import type { LeadSubject } from '@linzhang/shared/leads/leads.policy';
import type { LeadRecord } from './lead.model';

/** What decides about a lead. */
export function subjectOf(lead: LeadRecord): LeadSubject {
  return {
    branchId: lead.branchId.toHexString(),
    state: lead.state,
    desk: lead.desk ?? null,
    holderId: lead.holderId?.toHexString() ?? null,
  };
}
