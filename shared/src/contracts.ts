import * as approvals from './approvals/approvals.contract';
import * as attribution from './attribution/attribution.contract';
import * as attributionOrigins from './attribution/origins.contract';
import * as attributionReport from './attribution/report.contract';
import * as audit from './audit/audit.contract';
import * as aum from './aum/aum.contract';
import * as owners from './aum/owners.contract';
import * as branches from './branches/branches.contract';
import * as channels from './channels/channels.contract';
import * as funnels from './channels/funnels.contract';
import * as claims from './claims/claims.contract';
import * as redemptions from './claims/redemptions.contract';
import * as customers from './customers/customers.contract';
import * as employees from './employees/employees.contract';
import * as engagements from './engagements/engagements.contract';
import * as events from './events/events.contract';
import * as runningEvents from './events/runningEvents.contract';
import * as workEvents from './events/workEvents.contract';
import * as groups from './groups/groups.contract';
import * as inbox from './inbox/inbox.contract';
import type { Contract } from './kernel/contract';
import * as branchLeads from './leads/branchLeads.contract';
import * as leads from './leads/leads.contract';
import * as members from './members/members.contract';
import * as merchants from './merchants/merchants.contract';
import * as messages from './messages/messages.contract';
import * as offers from './offers/offers.contract';
import * as workOffers from './offers/workOffers.contract';
import * as portfolio from './portfolio/portfolio.contract';
import * as portfolioMembers from './portfolio/portfolioMembers.contract';
import * as portfolioTargets from './portfolio/portfolioTargets.contract';
import * as prospectImports from './prospects/prospectImports.contract';
import * as prospects from './prospects/prospects.contract';
import * as settings from './settings/settings.contract';
import * as scans from './stamps/scans.contract';
import * as stamps from './stamps/stamps.contract';
import * as tabs from './tabs/tabs.contract';
import * as tiering from './tiering/tiering.contract';

/** Every endpoint by its name: what OpenAPI, the route check and the walking tests read. */
export const contracts: Readonly<Record<string, Contract>> = Object.fromEntries(
  [
    members,
    employees,
    branches,
    merchants,
    groups,
    settings,
    approvals,
    events,
    workEvents,
    runningEvents,
    channels,
    funnels,
    attribution,
    attributionReport,
    attributionOrigins,
    engagements,
    messages,
    stamps,
    scans,
    offers,
    workOffers,
    claims,
    redemptions,
    aum,
    owners,
    tiering,
    leads,
    branchLeads,
    customers,
    inbox,
    prospects,
    portfolio,
    portfolioMembers,
    portfolioTargets,
    prospectImports,
    audit,
    tabs,
  ].flatMap((domain) =>
    Object.entries(domain as Record<string, unknown>).filter((entry): entry is [string, Contract] =>
      isContract(entry[1]),
    ),
  ),
);

function isContract(value: unknown): value is Contract {
  return typeof value === 'object' && value !== null && 'route' in value && 'access' in value;
}
