import * as aum from '@linzhang/shared/aum/aum.endpoints';
import * as claims from '@linzhang/shared/claims/claims.endpoints';
import type { LookUp } from '@linzhang/shared/claims/redemptions.contract';
import * as events from '@linzhang/shared/events/events.endpoints';
import type { Lead, LeadDesk } from '@linzhang/shared/leads/leads.contract';
import * as leads from '@linzhang/shared/leads/leads.endpoints';
import * as portfolio from '@linzhang/shared/portfolio/portfolio.endpoints';
import type { ScanAnswer, Shift } from '@linzhang/shared/stamps/scans.contract';
import * as stamps from '@linzhang/shared/stamps/stamps.endpoints';
import { requestId } from '../support/api';
import type { Worker } from '../support/people';
import { csvOf } from '../support/world/lists';
import type { Chance } from './chance';
import type { Client } from './client';
import type { Shown } from './customers';
import type { Town } from './town';

export interface Work {
  client: Client;
  chance: Chance;
  town: Town;
  shown: Shown;
}

const BILL_FEN = 6_300;
/** The phone of one of the staff is wrong by so much. */
const SKEW_MS = 7 * 60_000;
const KEPT = 4;

/** Somebody's code that is held out now; some were held out minutes ago, or are bent. */
function codeOf(codes: Map<string, string[]>, chance: Chance): string | null {
  if (codes.size === 0) return null;
  const code = chance.of(chance.of([...codes.values()]));
  if (chance.is(0.05)) return `${code.slice(0, -2)}AA`;
  return code;
}

/** A scan at the own booth; now and then sent twice, now and then undone. */
export async function scan({ client, chance, town, shown }: Work, who: Worker, booth: number): Promise<void> {
  const code = codeOf(shown.stamp, chance);
  if (!code) return;
  const body = { code, boothId: town.event.booths[booth]?.id ?? '', requestId: requestId() };
  const send = chance.is(0.3) ? client.twice.bind(client) : client.call.bind(client);
  const reply = await send<ScanAnswer>(stamps.scanCode, { token: who.token, body });
  if (reply.status >= 300 || reply.body.result !== 'stamped' || !chance.is(0.1)) return;
  const undo = { reason: '扫错了人', requestId: requestId() };
  await client.call(stamps.undoStamp, { token: who.token, params: { stampId: reply.body.stampId }, body: undo });
}

/** A few scans without network by a phone whose clock is wrong; they come in the wrong order, and twice. */
export async function scanOffline({ client, chance, town, shown }: Work, who: Worker, booth: number): Promise<void> {
  const boothId = town.event.booths[booth]?.id ?? '';
  const device = () => new Date(Date.now() + SKEW_MS).toISOString();
  const shift = await client.call<Shift>(stamps.openShift, {
    token: who.token,
    body: { boothId, deviceId: `soak-phone-${booth}`, deviceTime: device(), requestId: requestId() },
  });
  if (shift.status >= 300) return;
  const scans = [];
  for (let sequence = 1; sequence <= KEPT; sequence += 1) {
    const code = codeOf(shown.stamp, chance);
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (code) scans.push({ code, boothId, scannedAt: device(), sequence, requestId: requestId() });
  }
  if (scans.length === 0) return;
  const body = { shiftToken: shift.body.token, scans: scans.reverse() };
  await client.call(stamps.sendScanBatch, { token: who.token, body });
  await client.call(stamps.sendScanBatch, { token: who.token, body });
}

/** The cashier scans a customer's code and redeems what is there. */
export async function redeem({ client, chance, town, shown }: Work): Promise<void> {
  const code = codeOf(shown.redeem, chance);
  if (!code) return;
  const { token } = town.branch.cashier;
  const found = await client.call<LookUp>(claims.lookUpClaims, {
    token,
    body: { code, claimCode: null, boothId: null },
  });
  const [claim] = found.status < 300 ? found.body.claims : [];
  if (!claim) return;
  const { lookupId } = found.body;
  const body = { lookupId, claimId: claim.id, billFen: BILL_FEN, boothId: null, requestId: requestId() };
  await client.twice(claims.redeemClaim, { token, body });
}

/** The manager looks at the desk, takes what is in the pool, and follows up. */
export async function serve({ client, chance, town }: Work): Promise<void> {
  const { token } = town.branch.manager;
  const desk = await client.call<LeadDesk>(leads.getLeadDesk, { token });
  const [free] = desk.status < 300 ? desk.body.poolFirst : [];
  if (free) await client.call(leads.takeLead, { token, params: { leadId: free.id }, body: { requestId: requestId() } });
  const mine = await client.call<{ items: Lead[] }>(leads.listLeads, { token, query: { limit: '20' } });
  const lead = mine.status < 300 && mine.body.items.length > 0 ? chance.of(mine.body.items) : null;
  if (lead) await followUp(client, token, lead.id, chance.is(0.2) ? 'won' : 'contacted');
  await client.call(portfolio.listPortfolioMembers, { token });
}

async function followUp(client: Client, token: string, leadId: string, state: string): Promise<void> {
  const nothing = { decisionMaker: null, informant: null, actor: null, target: null, plan: null, nextOn: null };
  const feedback = { assets: [], products: [], ...nothing, lostReason: null, note: '电话聊过' };
  await client.call(leads.followUpLead, {
    token,
    params: { leadId },
    body: { ...feedback, state, requestId: requestId() },
  });
}

/** The head looks at what goes on, and sends a list now and then. */
export async function lead({ client, chance, town }: Work): Promise<void> {
  const { token } = town.branch.head;
  await client.call(events.getEventLive, { token, params: { eventId: town.event.id } });
  await client.call(portfolio.getPortfolioFigures, { token, query: { by: 'employee' } });
  if (!chance.is(0.2)) return;
  const asOf = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const rows = town.customers.slice(0, 100).map((_who, at) => ({
    customerNo: `S${at}`,
    phone: String(13_900_000_000 + at),
    asOf,
    deposits: String(100_000 + Math.floor(chance.next() * 5_000)),
  }));
  const query = { branchId: town.branch.id, fileName: '名单.csv' };
  await client.call(aum.uploadAumImport, { token, query, file: csvOf(rows) });
}
