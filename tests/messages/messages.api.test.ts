import type { Page } from '@linzhang/shared/kernel/pages';
import { DAY_MS } from '@linzhang/shared/kernel/time';
import * as memberRoutes from '@linzhang/shared/members/members.endpoints';
import type { MessageTemplate, Notice as NoticeAnswer } from '@linzhang/shared/messages/messages.contract';
import * as routes from '@linzhang/shared/messages/messages.endpoints';
import { Types } from 'mongoose';
import { workOutbox } from '../../server/src/db/outbox';
import { inTransaction } from '../../server/src/db/transaction';
import { findOpenid } from '../../server/src/members/accounts.service';
import { memberSecrets } from '../../server/src/members/secrets';
import { MessageCredit } from '../../server/src/messages/credit.model';
import { MESSAGE_OUTBOX_KIND, type Message, notifyMember } from '../../server/src/messages/messages.service';
import { sendMessages } from '../../server/src/messages/sending.service';
import { templatesOf } from '../../server/src/messages/templates';
import { createLogger } from '../../server/src/platform/logger';
import { openidOf } from '../../server/src/platform/wechat/simulator/state';
import { codeOf, requestId, TestApi } from '../support/api';
import { buildMember, type Person } from '../support/people';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

const tell = (who: Person, over: Partial<Message> = {}) => {
  const message = {
    memberId: who.me.id,
    kind: 'claim_redeemed' as const,
    dedupeKey: requestId(),
    title: '您的券已使用',
    text: '满50减20，在阳光菜市场',
    marketing: false,
    ...over,
  };
  return inTransaction((session) => notifyMember(session, message, api.clock.now()));
};
const list = (who: Person, query: Record<string, string> = {}) =>
  api.call<Page<NoticeAnswer> & { unread: number }>(routes.listNotices, { token: who.token, query });
const accept = (who: Person, accepted: unknown, id = requestId()) =>
  api.call<{ items: MessageTemplate[] }>(routes.acceptMessages, {
    token: who.token,
    body: { accepted, requestId: id },
  });
const left = async (who: Person) =>
  (await MessageCredit.findOne({ memberId: new Types.ObjectId(who.me.id) }).lean())?.left ?? 0;
const sentTo = (who: Person) => api.simulator.state.messages.filter((message) => message.touser === openidOf(who.name));

function work(): Promise<number> {
  const secrets = memberSecrets(api.env);
  const handler = sendMessages({
    wechat: api.wechat,
    openidOf: (memberId) => findOpenid(memberId, secrets),
    templates: templatesOf(api.env),
    now: api.clock.now,
  });
  const handlers = new Map([[MESSAGE_OUTBOX_KIND, handler]]);
  return workOutbox({ handlers, logger: createLogger('silent'), now: api.clock.now });
}

const allowMarketing = async (who: Person) => {
  const phone = `139${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;
  const body = { code: `sim:${phone}`, marketing: true, matching: false, requestId: requestId() };
  expect((await api.call(memberRoutes.bindPhone, { token: who.token, body })).status).toBe(200);
};

describe('a notice', () => {
  it('is told once, listed newest first, and read', async () => {
    const member = await buildMember(api);
    await tell(member, { dedupeKey: 'a', title: '第一条' });
    await Promise.all([1, 2, 3].map(() => tell(member, { dedupeKey: 'b', title: '第二条', page: 'pages/x/y?id=1' })));
    const page = (await list(member)).body;
    expect(page.items).toMatchObject([
      { title: '第二条', page: 'pages/x/y?id=1', read: false },
      { title: '第一条', page: null, read: false },
    ]);
    expect(page.unread).toBe(2);
    const read = await api.call(routes.readNotices, { token: member.token, body: { upTo: page.items[1]?.id } });
    expect(read.body).toEqual({ unread: 1 });
    expect((await list(member)).body.items.map((item) => item.read)).toEqual([false, true]);
  });

  it('is seen and marked by nobody else', async () => {
    const [member, other] = [await buildMember(api), await buildMember(api)];
    await tell(member);
    const upTo = (await list(member)).body.items[0]?.id;
    await api.call(routes.readNotices, { token: other.token, body: { upTo } });
    expect((await list(other)).body).toEqual({ items: [], nextCursor: null, unread: 0 });
    expect((await list(member)).body.unread).toBe(1);
    expect(codeOf(await api.call(routes.listNotices))).toBe('signed_out');
    expect(codeOf(await api.call(routes.readNotices, { token: member.token, body: { upTo: 'x' } }))).toBe(
      'invalid_request',
    );
  });

  it('of an offer is told to who agreed to such messages only', async () => {
    const [silent, willing] = [await buildMember(api), await buildMember(api)];
    await allowMarketing(willing);
    for (const who of [silent, willing]) await tell(who, { marketing: true });
    expect([(await list(silent)).body.unread, (await list(willing)).body.unread]).toEqual([0, 1]);
  });

  it('is cut to what fits', async () => {
    const member = await buildMember(api);
    await tell(member, { title: '长'.repeat(31), text: '文'.repeat(201) });
    const [notice] = (await list(member)).body.items;
    expect([[...(notice?.title ?? '')].length, [...(notice?.text ?? '')].length]).toEqual([30, 200]);
    expect(notice?.title.endsWith('…')).toBe(true);
  });
});

describe('a yes to messages', () => {
  it('is counted once per request, for templates there are', async () => {
    const [member, id] = [await buildMember(api), requestId()];
    const replies = await Promise.all([1, 2, 3].map(() => accept(member, ['simulator-offer', 'unknown'], id)));
    expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200]);
    expect(await left(member)).toBe(1);
    const templates = await api.call<{ items: MessageTemplate[] }>(routes.listMessageTemplates, {
      token: member.token,
    });
    expect(templates.body.items).toEqual([
      { id: 'simulator-event', topic: 'event', credits: 0 },
      { id: 'simulator-offer', topic: 'offer', credits: 1 },
      { id: 'simulator-account', topic: 'account', credits: 0 },
      { id: 'simulator-work', topic: 'work', credits: 0 },
    ]);
    expect(codeOf(await accept(member, ['simulator-event'], id))).toBe('request_reused');
  });

  it('is kept up to 20 times', async () => {
    const member = await buildMember(api);
    for (let i = 0; i < 21; i += 1) await accept(member, ['simulator-offer']);
    expect(await left(member)).toBe(20);
  });

  it.each([
    ['none', []],
    ['four', ['a', 'b', 'c', 'd']],
    ['an operator', [{ $ne: '' }]],
  ])('refuses %s', async (_name, accepted) => {
    expect(codeOf(await accept(await buildMember(api), accepted))).toBe('invalid_request');
    expect(codeOf(await api.call(routes.acceptMessages, { body: {} }))).toBe('signed_out');
    expect(codeOf(await api.call(routes.listMessageTemplates))).toBe('signed_out');
  });
});

describe('a subscription message', () => {
  it('is sent by a yes, one for each', async () => {
    const member = await buildMember(api);
    await accept(member, ['simulator-offer']);
    await tell(member, { title: '甲', page: 'pages/offers/claim/index?claimId=1' });
    await tell(member, { title: '乙' });
    await work();
    expect(sentTo(member)).toMatchObject([
      {
        template_id: 'simulator-offer',
        page: 'pages/offers/claim/index?claimId=1',
        data: {
          thing1: { value: '甲' },
          thing2: { value: '满50减20，在阳光菜市场' },
          time3: { value: expect.any(String) },
        },
      },
    ]);
    expect(await left(member)).toBe(0);
  });

  it('is not sent without a yes, and not for another topic', async () => {
    const member = await buildMember(api);
    await accept(member, ['simulator-event']);
    await tell(member);
    await work();
    expect(sentTo(member)).toEqual([]);
    expect(await left(member)).toBe(1);
  });

  it('spends one yes, though the platform was away at the first try', async () => {
    const member = await buildMember(api);
    await accept(member, ['simulator-offer']);
    await accept(member, ['simulator-offer']);
    await tell(member);
    api.simulator.state.failNext({ call: 'message', times: 1, errcode: 47003 });
    await work();
    expect(sentTo(member)).toEqual([]);
    api.clock.advance(60_000);
    await work();
    expect(sentTo(member).length).toBe(1);
    expect(await left(member)).toBe(1);
  });

  it('that the member refused at WeChat leaves no yes', async () => {
    const member = await buildMember(api);
    await accept(member, ['simulator-offer']);
    await accept(member, ['simulator-offer']);
    api.simulator.state.refusing.add(openidOf(member.name));
    await tell(member);
    await work();
    expect([sentTo(member).length, await left(member)]).toEqual([0, 0]);
  });

  it('is not sent a day late, nor once the consent is withdrawn', async () => {
    const [late, withdrawn] = [await buildMember(api), await buildMember(api)];
    for (const who of [late, withdrawn]) {
      await allowMarketing(who);
      await accept(who, ['simulator-offer']);
    }
    await tell(withdrawn, { marketing: true });
    await api.call(memberRoutes.withdrawConsent, { token: withdrawn.token, params: { purpose: 'marketing' } });
    await work();
    await tell(late);
    api.clock.advance(DAY_MS + 1);
    await work();
    expect([...sentTo(late), ...sentTo(withdrawn)]).toEqual([]);
  });

  it('and every notice is gone with the account', async () => {
    const member = await buildMember(api);
    await accept(member, ['simulator-offer']);
    await tell(member);
    const body = { confirm: '注销', requestId: requestId() };
    await api.call(memberRoutes.deleteOwnAccount, { token: member.token, body });
    await work();
    expect([sentTo(member).length, await left(member)]).toEqual([0, 0]);
  });
});
