import type * as contract from '@linzhang/shared/leads/leads.contract';
import * as routes from '@linzhang/shared/leads/leads.endpoints';
import type * as members from '@linzhang/shared/members/members.contract';
import * as memberRoutes from '@linzhang/shared/members/members.endpoints';
import type * as prospects from '@linzhang/shared/prospects/prospects.contract';
import * as prospectRoutes from '@linzhang/shared/prospects/prospects.endpoints';
import { endpoint } from '../../lib/request';

export const listLeads = endpoint<typeof contract.listLeads>(routes.listLeads);
export const getLeadDesk = endpoint<typeof contract.getLeadDesk>(routes.getLeadDesk);
export const getLead = endpoint<typeof contract.getLead>(routes.getLead);
export const takeLead = endpoint<typeof contract.takeLead>(routes.takeLead);
export const releaseLead = endpoint<typeof contract.releaseLead>(routes.releaseLead);
export const followUpLead = endpoint<typeof contract.followUpLead>(routes.followUpLead);

const revealMember = endpoint<typeof members.revealPhone>(memberRoutes.revealPhone);
const revealProspect = endpoint<typeof prospects.revealProspectPhone>(prospectRoutes.revealProspectPhone);

/** The whole number of whom a lead is about; recorded with the purpose. */
export function revealLeadPhone(
  { kind, id }: contract.Lead['subject'],
  purpose: string,
  requestId: string,
): Promise<{ phone: string }> {
  const body = { purpose, requestId };
  if (kind === 'member') return revealMember({ params: { memberId: id }, body });
  return revealProspect({ params: { prospectId: id }, body });
}
