import * as channels from '@linzhang/shared/channels/channels.endpoints';
import * as customers from '@linzhang/shared/customers/customers.endpoints';
import { businessDay } from '@linzhang/shared/kernel/time';
import type { Lead, LeadDesk } from '@linzhang/shared/leads/leads.contract';
import * as leads from '@linzhang/shared/leads/leads.endpoints';
import * as members from '@linzhang/shared/members/members.endpoints';
import * as portfolio from '@linzhang/shared/portfolio/portfolio.endpoints';
import type { PortfolioMember } from '@linzhang/shared/portfolio/portfolioMembers.contract';
import type { Prospect } from '@linzhang/shared/prospects/prospects.contract';
import * as prospects from '@linzhang/shared/prospects/prospects.endpoints';
import { requestId } from '../support/api';
import { FEEDBACK, prospectFields } from '../support/leads';
import type { Worker } from '../support/people';
import type { Work } from './work';

/** A manager looks at the desk, takes what is in the pool, follows up, and looks after a customer. */
export async function serve(work: Work, who: Worker): Promise<void> {
  const { client, chance } = work;
  const { token } = who;
  const desk = await client.call<LeadDesk>(leads.getLeadDesk, { token });
  const [free] = desk.status < 300 ? desk.body.poolFirst : [];
  if (free)
    await client.often(leads.takeLead, { token, params: { leadId: free.id }, body: { requestId: requestId() } });
  const mine = await client.call<{ items: Lead[] }>(leads.listLeads, { token, query: { limit: '20' } });
  const lead = mine.status < 300 && mine.body.items.length > 0 ? chance.of(mine.body.items) : null;
  if (lead) await followUp(work, who, lead.id);
  await lookAfter(work, who);
  if (chance.is(0.3)) await enterProspect(work, who);
  if (chance.is(0.1)) await lookAtChannel(work, who);
}

async function followUp({ client, chance, receipts }: Work, { token }: Worker, leadId: string): Promise<void> {
  const note = `电话聊过 ${requestId()}`;
  const state = chance.of(['contacted', 'contacted', 'qualified', 'won', 'lost']);
  const lostReason = state === 'lost' ? 'no_funds' : null;
  const body = { ...FEEDBACK, note, state, lostReason, requestId: requestId() };
  const reply = await client.often(leads.followUpLead, { token, params: { leadId }, body });
  if (reply.status < 300) receipts.keep('follow-up', note);
}

async function lookAfter(work: Work, { token }: Worker): Promise<void> {
  const { client, chance } = work;
  const page = await client.call<{ items: PortfolioMember[] }>(portfolio.listPortfolioMembers, { token });
  const open = page.status < 300 ? page.body.items.filter(({ can }) => can.open) : [];
  if (open.length === 0) return;
  const { memberId } = chance.of(open);
  const { status } = await client.call(customers.getCustomer, { token, params: { memberId } });
  if (status === 404) return expectHandedOn(work, token, memberId);
  if (!chance.is(0.1)) return;
  const body = { purpose: '约到网点面谈', requestId: requestId() };
  // Sent once: what is asked again after the member was handed on is refused.
  const reveal = await client.call(members.revealPhone, { token, params: { memberId }, body });
  if (reveal.status === 404) await expectHandedOn(work, token, memberId);
}

/** Who is refused was handed on by a list of the bank: the own list, read again, has the member no more, or opens. */
async function expectHandedOn({ client, journal }: Work, token: string, memberId: string): Promise<void> {
  const page = await client.call<{ items: PortfolioMember[] }>(portfolio.listPortfolioMembers, { token });
  const still = page.status < 300 && page.body.items.some((row) => row.memberId === memberId && row.can.open);
  const again = still ? await client.call(customers.getCustomer, { token, params: { memberId } }) : null;
  if (again?.status === 404) journal.surprise('a listed member who cannot be opened', 404, memberId);
  else journal.count('handed on before the tap');
}

async function enterProspect({ client, receipts }: Work, { token }: Worker): Promise<void> {
  const body = { ...prospectFields(), requestId: requestId() };
  const reply = await client.often<Prospect>(prospects.createProspect, { token, body });
  if (reply.status < 300) receipts.keep('prospect', reply.body.id);
}

async function lookAtChannel({ client, town }: Work, { token, employee }: Worker): Promise<void> {
  const channel = town.channels.find((each) => each.employee.id === employee.id);
  if (!channel) return;
  const params = { channelId: channel.id };
  await client.call(channels.getChannel, { token, params });
  await client.call(channels.getCodeImage, { token, params });
  const today = businessDay(new Date());
  await client.call(channels.getChannelFunnel, { token, params, query: { from: today, to: today } });
}
