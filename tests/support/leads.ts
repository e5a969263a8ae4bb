import type { Page } from '@linzhang/shared/kernel/pages';
import type { Lead } from '@linzhang/shared/leads/leads.contract';
import * as routes from '@linzhang/shared/leads/leads.endpoints';
import type { Prospect } from '@linzhang/shared/prospects/prospects.contract';
import * as prospectRoutes from '@linzhang/shared/prospects/prospects.endpoints';
import { type Caller, requestId } from './api';
import { done } from './done';
import { type Person, uniqueName } from './people';

/** Fields of a prospect that can be entered. */
export function prospectFields() {
  return {
    kind: 'company' as const,
    name: uniqueName('商贸'),
    contactName: '钱经理',
    phone: null as string | null,
    industry: 'food_market' as const,
    place: { address: '江宁路 8 号', point: { latitude: 31.951, longitude: 118.841 } },
    source: 'circle' as const,
    remark: '想了解收款码',
  };
}

/** Enters a prospect, which opens a lead in the pool. */
export function enterProspect(api: Caller, who: Person, over: object = {}): Promise<Prospect> {
  const body = { ...prospectFields(), requestId: requestId(), ...over };
  return done(api, prospectRoutes.createProspect, { token: who.token, body });
}

/** A lead in the pool of a branch; gives its id. */
export async function buildPoolLead(api: Caller, who: Person): Promise<string> {
  const { leadId } = await enterProspect(api, who);
  if (!leadId) throw new Error('the prospect has no lead');
  return leadId;
}

/** Takes a lead from the pool. */
export function take(api: Caller, who: Person, leadId: string): Promise<Lead> {
  return done(api, routes.takeLead, { token: who.token, params: { leadId }, body: { requestId: requestId() } });
}

/** What a follow-up says that says little. */
export const FEEDBACK = {
  assets: [],
  products: [],
  decisionMaker: null,
  informant: null,
  actor: null,
  target: null,
  plan: null,
  nextOn: null,
  state: 'contacted' as 'contacted' | 'qualified' | 'won' | 'lost',
  lostReason: null,
  note: '已电话联系',
};

/** Notes a follow-up of an own lead. */
export function followUp(api: Caller, who: Person, leadId: string, over: object = {}): Promise<Lead> {
  const body = { ...FEEDBACK, requestId: requestId(), ...over };
  return done(api, routes.followUpLead, { token: who.token, params: { leadId }, body });
}

/** Leads as one person lists them. */
export async function listed(api: Caller, who: Person, query: Record<string, string> = {}): Promise<Lead[]> {
  const page = await done<Page<Lead>>(api, routes.listLeads, { token: who.token, query: { limit: '100', ...query } });
  return page.items;
}
