import { DAY_MS } from '@linzhang/shared/kernel/time';
import type { Me, Session } from '@linzhang/shared/members/members.contract';
import * as routes from '@linzhang/shared/members/members.endpoints';
import { SESSION_DAYS } from '@linzhang/shared/members/members.rules';
import { Member } from '../../server/src/members/member.model';
import { Session as SessionRow } from '../../server/src/members/session.model';
import { codeOf, type Reply, requestId, TestApi } from '../support/api';
import { buildMember, signIn, uniqueName } from '../support/people';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

const device = { platform: 'weapp' as const };

describe('signing in', () => {
  it('makes an account at the first login and finds it at the next', async () => {
    const name = uniqueName('客户');
    const first = await signIn(api, name);
    const second = await signIn(api, name);
    expect(first.me.consented).toBe(false);
    expect(second.me.id).toBe(first.me.id);
    expect(second.token).not.toBe(first.token);
  });

  it('makes one account of twenty logins at once', async () => {
    const name = uniqueName('同时');
    const people = await Promise.all(Array.from({ length: 20 }, () => signIn(api, name)));
    expect(new Set(people.map((person) => person.me.id)).size).toBe(1);
    expect(await Member.countDocuments({ _id: people[0]?.me.id })).toBe(1);
  });

  it('keeps the people who log in at the same moment apart', async () => {
    const names = Array.from({ length: 30 }, () => uniqueName('一起'));
    const people = await Promise.all(names.map((name) => signIn(api, name)));
    const replies = await Promise.all(people.map((person) => api.call(routes.getMe, { token: person.token })));
    expect(replies.map((reply) => (reply.body as Me).id)).toEqual(people.map((person) => person.me.id));
    const [gone, ...others] = people;
    await api.call(routes.signOut, { token: gone?.token });
    const after = await Promise.all(people.map((person) => api.call(routes.getMe, { token: person.token })));
    expect(after.map((reply) => reply.status)).toEqual([401, ...others.map(() => 200)]);
  });

  it('stores no token, only its fingerprint', async () => {
    const person = await signIn(api);
    const rows = await SessionRow.find({ memberId: person.me.id }).lean();
    expect(JSON.stringify(rows)).not.toContain(person.token);
  });

  it('refuses a code that WeChat does not know, and one that was used', async () => {
    const unknown = await api.call(routes.signIn, { body: { code: 'nonsense', device } });
    expect([unknown.status, codeOf(unknown)]).toEqual([400, 'wechat_code_invalid']);
    const code = `sim:${uniqueName('一次')}#1`;
    await api.call(routes.signIn, { body: { code, device } });
    expect(codeOf(await api.call(routes.signIn, { body: { code, device } }))).toBe('wechat_code_invalid');
  });

  it('retries while WeChat is busy, and says so when it stays busy', async () => {
    api.simulator.state.failNext({ call: 'login', times: 2, errcode: -1 });
    expect((await api.call(routes.signIn, { body: { code: 'sim:忙', device } })).status).toBe(201);
    api.simulator.state.failNext({ call: 'login', times: 3, errcode: -1 });
    const busy = await api.call(routes.signIn, { body: { code: 'sim:忙', device } });
    expect([busy.status, codeOf(busy)]).toEqual([503, 'wechat_unavailable']);
    expect(busy.headers.get('retry-after')).toBe('5');
  });

  it('refuses a user whom WeChat blocks', async () => {
    api.simulator.state.failNext({ call: 'login', times: 1, errcode: 40226 });
    const reply = await api.call(routes.signIn, { body: { code: 'sim:坏人', device } });
    expect([reply.status, codeOf(reply)]).toEqual([403, 'wechat_user_blocked']);
  });

  it('reports every fault of a body, operators in fields included', async () => {
    const reply = await api.call(routes.signIn, { body: { code: { $gt: '' }, device: { platform: 'fax' }, extra: 1 } });
    expect(reply.status).toBe(400);
    const { details } = (reply.body as { error: { details: { issues: { path: string }[] } } }).error;
    expect(details.issues.map((issue) => issue.path).sort()).toEqual(['body', 'body.code', 'body.device.platform']);
  });
});

describe('a session', () => {
  it('is refused when unknown, malformed or ended', async () => {
    const person = await signIn(api);
    expect(codeOf(await api.call(routes.getMe))).toBe('signed_out');
    expect(codeOf(await api.call(routes.getMe, { token: 'x'.repeat(43) }))).toBe('signed_out');
    expect(codeOf(await api.call(routes.getMe, { headers: { authorization: 'Basic abc' } }))).toBe('signed_out');
    expect((await api.call(routes.signOut, { token: person.token })).status).toBe(204);
    expect(codeOf(await api.call(routes.getMe, { token: person.token }))).toBe('signed_out');
  });

  it('slides: it ends after 30 days without use, not after 30 days', async () => {
    const person = await signIn(api);
    api.clock.advance((SESSION_DAYS - 1) * DAY_MS);
    expect((await api.call(routes.getMe, { token: person.token })).status).toBe(200);
    api.clock.advance((SESSION_DAYS - 1) * DAY_MS);
    expect((await api.call(routes.getMe, { token: person.token })).status).toBe(200);
    api.clock.advance(SESSION_DAYS * DAY_MS);
    expect(codeOf(await api.call(routes.getMe, { token: person.token }))).toBe('signed_out');
  });

  it('is listed for its owner, who signs another device out', async () => {
    const name = uniqueName('两台');
    const phone = await signIn(api, name);
    const tablet = await signIn(api, name);
    const list: Reply<{ items: { id: string; current: boolean }[] }> = await api.call(routes.listSessions, {
      token: phone.token,
    });
    const other = list.body.items.find((row) => !row.current);
    expect(list.body.items.filter((row) => row.current)).toHaveLength(1);
    const stranger = await signIn(api);
    expect(
      codeOf(await api.call(routes.revokeSession, { token: stranger.token, params: { sessionId: other?.id ?? '' } })),
    ).toBe('not_found');
    expect(
      (await api.call(routes.revokeSession, { token: phone.token, params: { sessionId: other?.id ?? '' } })).status,
    ).toBe(204);
    expect(codeOf(await api.call(routes.getMe, { token: tablet.token }))).toBe('signed_out');
    expect((await api.call(routes.getMe, { token: phone.token })).status).toBe(200);
  });
});

describe('the privacy terms', () => {
  it('come before anything else, in the version that was shown', async () => {
    const person = await signIn(api);
    expect(codeOf(await api.call(routes.updateMe, { token: person.token, body: { nickname: '李芳' } }))).toBe(
      'consent_required',
    );
    const old = await api.call(routes.grantConsent, {
      token: person.token,
      body: { purpose: 'service', version: '2020-01-01', requestId: requestId() },
    });
    expect([old.status, codeOf(old)]).toEqual([409, 'consent_outdated']);
    const granted: Reply<Me> = await api.call(routes.grantConsent, {
      token: person.token,
      body: { purpose: 'service', version: person.me.termsVersion, requestId: requestId() },
    });
    expect(granted.body.consented).toBe(true);
    expect(granted.body.can.bindPhone).toBe(true);
  });

  it('are accepted once by a double tap', async () => {
    const person = await signIn(api);
    const body = { purpose: 'service', version: person.me.termsVersion, requestId: requestId() };
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => api.call(routes.grantConsent, { token: person.token, body })),
    );
    expect(replies.map((reply) => reply.status)).toEqual(Array(10).fill(200));
    expect((await Member.findById(person.me.id).lean())?.consents).toHaveLength(1);
  });

  it('ask for the phone before marketing or matching', async () => {
    const member = await buildMember(api);
    const reply = await api.call(routes.grantConsent, {
      token: member.token,
      body: { purpose: 'marketing', version: member.me.termsVersion, requestId: requestId() },
    });
    expect(codeOf(reply)).toBe('phone_required');
  });
});

describe('the own profile', () => {
  it('takes a nickname that WeChat lets pass and refuses one it does not', async () => {
    const member = await buildMember(api);
    const renamed: Reply<Me> = await api.call(routes.updateMe, { token: member.token, body: { nickname: ' 李芳 ' } });
    expect(renamed.body.nickname).toBe('李芳');
    const refused = await api.call(routes.updateMe, { token: member.token, body: { nickname: '违禁词' } });
    expect([refused.status, codeOf(refused)]).toEqual([422, 'text_rejected']);
  });

  it('answers login and profile alike', async () => {
    const name = uniqueName('同');
    await buildMember(api, name);
    const login: Reply<Session> = await api.call(routes.signIn, { body: { code: `sim:${name}`, device } });
    const me: Reply<Me> = await api.call(routes.getMe, { token: login.body.token });
    expect(me.body).toEqual(login.body.me);
  });
});
