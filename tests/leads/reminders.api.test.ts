import { HOUR_MS } from '@linzhang/shared/kernel/time';
import type { Notice } from '@linzhang/shared/messages/messages.contract';
import * as messageRoutes from '@linzhang/shared/messages/messages.endpoints';
import { workOutbox } from '../../server/src/db/outbox';
import { recycleLeads } from '../../server/src/leads/recycling.service';
import { findOpenid } from '../../server/src/members/accounts.service';
import { memberSecrets } from '../../server/src/members/secrets';
import { MESSAGE_OUTBOX_KIND } from '../../server/src/messages/messages.service';
import { sendMessages } from '../../server/src/messages/sending.service';
import { templatesOf } from '../../server/src/messages/templates';
import { createLogger } from '../../server/src/platform/logger';
import { openidOf } from '../../server/src/platform/wechat/simulator/state';
import { requestId, TestApi } from '../support/api';
import { done } from '../support/done';
import { buildPoolLead, followUp, take } from '../support/leads';
import { buildBranch, buildWorker, type Worker } from '../support/people';

jest.setTimeout(30_000);

let api: TestApi;
let branchId: string;
beforeAll(async () => {
  api = await TestApi.start();
  branchId = await buildBranch(api);
});
afterAll(() => api.stop());

/** What the worker of a server does with the messages that wait. */
function sendNow(): Promise<number> {
  const secrets = memberSecrets(api.env);
  const send = sendMessages({
    wechat: api.wechat,
    openidOf: (memberId) => findOpenid(memberId, secrets),
    templates: templatesOf(api.env),
    now: api.clock.now,
  });
  const handlers = new Map([[MESSAGE_OUTBOX_KIND, send]]);
  return workOutbox({ handlers, logger: createLogger('silent'), now: api.clock.now });
}

const sentTo = ({ name }: Worker) => api.simulator.state.messages.filter(({ touser }) => touser === openidOf(name));
const accept = ({ token }: Worker) =>
  done(api, messageRoutes.acceptMessages, { token, body: { accepted: ['simulator-work'], requestId: requestId() } });
const noticesOf = async ({ token }: Worker) =>
  (await done<{ items: Notice[] }>(api, messageRoutes.listNotices, { token })).items.map(({ kind, page }) => [
    kind,
    page,
  ]);

async function held(manager: Worker): Promise<string> {
  const leadId = await buildPoolLead(api, manager);
  await take(api, manager, leadId);
  return leadId;
}

const pageOf = (leadId: string) => `pages/manager/lead/index?id=${leadId}`;

it('reminds of each lead by a notice, and by one message for each yes; the link opens the lead', async () => {
  const manager = await buildWorker(api, branchId, ['manager']);
  const first = await held(manager);
  await accept(manager);
  api.clock.advance(48 * HOUR_MS);
  const second = await held(manager);
  await Promise.all([recycleLeads(api.clock.now()), recycleLeads(api.clock.now())]);
  await sendNow();
  expect(sentTo(manager).map(({ page }) => page)).toEqual([pageOf(first)]);
  api.clock.advance(48 * HOUR_MS);
  await recycleLeads(api.clock.now());
  await sendNow();
  expect(sentTo(manager)).toHaveLength(1);
  expect(await noticesOf(manager)).toEqual([
    ['lead_due', pageOf(second)],
    ['lead_due', pageOf(first)],
  ]);
});

it('reminds again once a lead that was followed up goes without again', async () => {
  const manager = await buildWorker(api, branchId, ['manager']);
  const leadId = await held(manager);
  await accept(manager);
  await accept(manager);
  for (const _time of [1, 2]) {
    api.clock.advance(48 * HOUR_MS);
    await recycleLeads(api.clock.now());
    await sendNow();
    await followUp(api, manager, leadId);
  }
  expect(sentTo(manager).map(({ page }) => page)).toEqual([pageOf(leadId), pageOf(leadId)]);
});
