import type { Approval } from '@linzhang/shared/approvals/approvals.contract';
import * as approvals from '@linzhang/shared/approvals/approvals.endpoints';
import * as aum from '@linzhang/shared/aum/aum.endpoints';
import * as claims from '@linzhang/shared/claims/claims.endpoints';
import type { OfferClaim } from '@linzhang/shared/claims/redemptions.contract';
import * as events from '@linzhang/shared/events/events.endpoints';
import * as inbox from '@linzhang/shared/inbox/inbox.endpoints';
import * as offers from '@linzhang/shared/offers/offers.endpoints';
import type { WorkOffer } from '@linzhang/shared/offers/workOffers.contract';
import * as portfolio from '@linzhang/shared/portfolio/portfolio.endpoints';
import type { BranchSettings } from '@linzhang/shared/settings/settings.contract';
import * as settings from '@linzhang/shared/settings/settings.endpoints';
import type { Conflict, EventStamp } from '@linzhang/shared/stamps/scans.contract';
import * as stamps from '@linzhang/shared/stamps/stamps.endpoints';
import { requestId } from '../support/api';
import type { Worker } from '../support/people';
import { csvOf } from '../support/world/lists';
import { phoneOf } from './customers';
import type { Work } from './work';

type Deed = (work: Work, head: Worker) => Promise<unknown>;

/** What either head does, in turn. */
const DEEDS: readonly Deed[] = [
  readFigures,
  changeScarce,
  decideApprovals,
  readFigures,
  settleClaims,
  decideApprovals,
  lookThroughStamps,
  changeNumbers,
  changeWords,
  sendList,
];

/** Everything a head does once. */
export async function direct(work: Work, head: Worker): Promise<void> {
  for (const deed of DEEDS) await deed(work, head);
}

async function readFigures({ client, town }: Work, { token }: Worker): Promise<void> {
  await client.call(inbox.getInbox, { token });
  await client.call(events.getEventLive, { token, params: { eventId: town.event.id } });
  await client.call(portfolio.getPortfolioFigures, { token, query: { by: 'employee' } });
  await client.call(portfolio.getPortfolioProgress, { token });
  await client.call(portfolio.getPortfolioSummary, { token });
}

/** Asks for more of what runs out, and stops and resumes it, while it is claimed. */
async function changeScarce({ client, town, chance }: Work, { token }: Worker): Promise<void> {
  const params = { offerId: town.scarceId };
  const more = {
    addStock: 20,
    addBudgetFen: chance.is(0.5) ? 10_000 : 5_000,
    reason: '周末人多',
    requestId: requestId(),
  };
  await client.often(offers.raiseOffer, { token, params, body: more });
  for (const status of ['paused', 'published']) {
    const read = await client.call<WorkOffer>(offers.getWorkOffer, { token, params });
    if (read.status >= 300) return;
    const body = { status, version: read.body.version, requestId: requestId() };
    await client.twice(offers.changeOfferStatus, { token, params, body });
  }
}

async function decideApprovals({ client, receipts }: Work, { token }: Worker): Promise<void> {
  const open = await client.call<{ items: Approval[] }>(approvals.listApprovals, { token });
  if (open.status >= 300) return;
  for (const { id } of open.body.items.filter(({ can }) => can.decide)) {
    const body = { approve: true, note: '', requestId: requestId() };
    const reply = await client.often(approvals.decideApproval, { token, params: { approvalId: id }, body });
    if (reply.status < 300) receipts.keep('approval', id);
  }
}

/** Takes back one redemption, with the goods or without, and cancels one claim. */
async function settleClaims({ client, town, chance, receipts }: Work, { token }: Worker): Promise<void> {
  const params = { offerId: chance.of(town.offerIds) };
  const page = await client.call<{ items: OfferClaim[] }>(claims.listOfferClaims, { token, params });
  if (page.status >= 300) return;
  const used = page.body.items.find(({ can }) => can.reverse);
  const reason = '顾客退货';
  if (used) {
    const body = { goodsReturned: chance.is(0.5), reason, requestId: requestId() };
    const reply = await client.often(claims.reverseRedemption, { token, params: { claimId: used.id }, body });
    if (reply.status < 300) receipts.keep('redemption reversed', used.id);
  }
  const unused = page.body.items.find(({ can }) => can.cancel);
  if (!unused) return;
  const body = { reason, requestId: requestId() };
  const reply = await client.often(claims.cancelClaim, { token, params: { claimId: unused.id }, body });
  if (reply.status < 300) receipts.keep('claim cancelled', unused.id);
}

/** Voids a stamp, and decides two doubtful ones. */
async function lookThroughStamps({ client, town, chance, receipts }: Work, { token }: Worker): Promise<void> {
  const params = { eventId: town.event.id };
  const page = await client.call<{ items: EventStamp[] }>(stamps.listEventStamps, { token, params });
  const given = page.status < 300 ? page.body.items.filter(({ can }) => can.void) : [];
  if (given.length > 0) {
    const stampId = chance.of(given).id;
    const body = { reason: '没有完成任务', requestId: requestId() };
    const reply = await client.often(stamps.voidStamp, { token, params: { stampId }, body });
    if (reply.status < 300) receipts.keep('stamp voided', stampId);
  }
  const doubts = await client.call<{ items: Conflict[] }>(stamps.listConflicts, { token });
  if (doubts.status >= 300) return;
  for (const { id } of doubts.body.items.filter(({ can }) => can.decide).slice(0, 2)) {
    const body = { accept: chance.is(0.5), note: '', requestId: requestId() };
    await client.often(stamps.decideConflict, { token, params: { conflictId: id }, body });
  }
}

/** Both heads may have read the same version: one of them is told. */
async function changeNumbers({ client, town, chance }: Work, { token }: Worker): Promise<void> {
  const params = { branchId: town.branch.id };
  const read = await client.call<BranchSettings>(settings.getSettings, { token, params });
  if (read.status >= 300) return;
  const { values, version } = read.body;
  const body = { values: { ...values, undoSeconds: chance.of([90, 120, 150]) }, version };
  await client.call(settings.changeSettings, { token, params, body });
}

/** The texts of an offer go through WeChat's check. */
async function changeWords({ client, town, chance }: Work, { token }: Worker): Promise<void> {
  const params = { offerId: chance.of(town.offerIds) };
  const read = await client.call<WorkOffer>(offers.getWorkOffer, { token, params });
  if (read.status >= 300) return;
  const { name, campaign, terms, merchant, boothIds, stock, perMember, perMemberDay } = read.body;
  const { budgetFen, bankPercent, opensAt, closesAt, validity, eligibility, version } = read.body;
  const { groups: _groups, ...conditions } = eligibility;
  const body = {
    ...{ name, campaign, terms, merchantId: merchant?.id ?? null, boothIds, stock, perMember, perMemberDay },
    ...{ budgetFen, bankPercent, opensAt, closesAt, validity, eligibility: conditions, version },
    intro: `全场可用，第 ${version} 版`,
  };
  await client.call(offers.updateOffer, { token, params, body });
}

const LISTED = 200;

/** A list of the bank, of yesterday: some have more than before. */
async function sendList({ client, town, chance }: Work, { token, employee }: Worker): Promise<void> {
  const asOf = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const rows = town.customers.slice(0, LISTED).map((_who, at) => ({
    customerNo: `S${at}`,
    phone: phoneOf(at),
    asOf,
    managerNo: chance.of(town.managers).employee.number,
    deposits: String(40_000 + 1_000 * at + Math.floor(chance.next() * 5_000)),
  }));
  const query = { branchId: employee.branch.id, fileName: '名单.csv' };
  await client.call(aum.uploadAumImport, { token, query, file: csvOf(rows) });
  await client.call(aum.listAumImports, { token, query: { branchId: employee.branch.id } });
}
