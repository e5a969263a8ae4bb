import * as employeeRoutes from '@linzhang/shared/employees/employees.endpoints';
import * as routes from '@linzhang/shared/members/members.endpoints';
import { createLogger } from '../../server/src/platform/logger';
import { openidOf } from '../../server/src/platform/wechat/simulator/state';
import { requestId, TestApi } from '../support/api';
import { buildBranch, buildMember, buildWorker } from '../support/people';

const lines: string[] = [];
let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({}, { write: (line) => lines.push(line) });
});
afterAll(() => api.stop());

const parsed = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the log of a full run', () => {
  const phone = '13977771234';
  const secrets: string[] = [phone];

  it('has a line for each request, with trace id, actor, route, status and time', async () => {
    const member = await buildMember(api, 'log-member');
    secrets.push(member.token, openidOf('log-member'));
    const headers = { 'x-request-id': 'trace-of-the-log' };
    await api.call(routes.getMe, { token: member.token, headers });
    const line = parsed().find((each) => each['traceId'] === 'trace-of-the-log');
    expect(line).toMatchObject({ actorId: member.me.id, method: 'GET', route: '/me', status: 200, level: 30 });
    expect(line?.['ms']).toEqual(expect.any(Number));
  });

  it('names routes by their pattern, never by what they were called with', async () => {
    const worker = await buildWorker(api, await buildBranch(api), ['head']);
    secrets.push(worker.token);
    const params = { employeeId: worker.employee.id };
    await api.call(employeeRoutes.getEmployee, { token: worker.token, params });
    expect(parsed().at(-1)).toMatchObject({ route: '/employees/:employeeId' });
    expect(lines.at(-1)).not.toContain(`/employees/${worker.employee.id}`);
  });

  it('keeps phones, openids, tokens and codes out, also where things go wrong', async () => {
    const member = await buildMember(api, 'log-member');
    secrets.push(member.token);
    const bind = { marketing: true, matching: true };
    await api.call(routes.bindPhone, {
      token: member.token,
      body: { code: `sim:${phone}`, ...bind, requestId: requestId() },
    });
    api.simulator.state.failNext({ call: 'phone', times: 1, errcode: 40013 });
    await api.call(routes.bindPhone, {
      token: member.token,
      body: { code: `sim:${phone}#2`, ...bind, requestId: requestId() },
    });
    await fetch(`${api.url}/api/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"phone":"${phone}", broken`,
    });
    await fetch(`${api.url}/api/nowhere/${phone}?token=${member.token}`);
    await api.call(routes.exportOwnData, { token: member.token });
    expect(parsed().some((line) => line['msg'] === 'request failed')).toBe(true);
    for (const secret of secrets) expect(lines.join('\n')).not.toContain(secret);
    expect(lines.join('\n')).not.toContain('sim:');
  });
});

describe('a log line', () => {
  const write = (object: object, text = ''): string => {
    const written: string[] = [];
    createLogger('trace', { write: (line: string) => written.push(line) }).info(object, text);
    return written.join('');
  };

  it('hides secret fields wherever they stand', () => {
    const line = write({ a: { b: [{ openid: 'x1', c: { access_token: 'x2', phone: 'x3' } }] }, session_key: 'x4' });
    expect(line).not.toMatch(/x[1-4]/);
    expect(line).toContain('[redacted]');
  });

  it('masks numbers and openids in texts and errors, and keeps the rest of an error to itself', () => {
    const openid = openidOf('li');
    const cause = new Error(`dup key: { phone: "13812341234" }`);
    const error = Object.assign(new Error(`no answer for ${openid}`, { cause }), { body: 'secret body', code: 11_000 });
    const line = write({ err: error, note: 'call 13812341234' });
    expect(line).not.toContain('13812341234');
    expect(line).toContain('138****1234');
    expect(line).not.toContain(openid);
    expect(line).not.toContain('secret body');
    expect(JSON.parse(line)).toMatchObject({ err: { code: 11_000 } });
  });

  it('does not hang on an object that holds itself', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    expect(write({ loop })).toContain('[deep]');
  });
});
