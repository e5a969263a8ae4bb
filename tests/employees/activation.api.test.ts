import type { Employee } from '@linzhang/shared/employees/employees.contract';
import * as routes from '@linzhang/shared/employees/employees.endpoints';
import { ACTIVATION_MS, ACTIVATION_TRIES, H5_LOGIN_MS } from '@linzhang/shared/employees/employees.rules';
import type { Me } from '@linzhang/shared/members/members.contract';
import * as memberRoutes from '@linzhang/shared/members/members.endpoints';
import { Employee as EmployeeRow } from '../../server/src/employees/employee.model';
import { codeOf, type ErrorBody, type Reply, TestApi } from '../support/api';
import { buildBranch, buildMember, buildWorker, type Person, uniqueName, type Worker } from '../support/people';
import { addEmployee, issueCode, otherThan } from './employeeForms';

let api: TestApi;
let admin: Worker;
let head: Worker;
beforeAll(async () => {
  api = await TestApi.start();
  const branchId = await buildBranch(api);
  admin = await buildWorker(api, branchId, ['admin']);
  head = await buildWorker(api, branchId, ['head']);
});
afterAll(() => api.stop());

const add = async (): Promise<Employee> => (await addEmployee(api, head)).body;
const issue = (employeeId: string) => issueCode(api, head, employeeId);

function activate(person: Person, number: string, code: string): Promise<Reply<unknown>> {
  return api.call(routes.activateEmployee, { token: person.token, body: { number, code } });
}

/** What a refused try says, so that two can be compared to the letter. */
function refusal(reply: Reply): unknown {
  const { code, details } = (reply.body as ErrorBody).error;
  return [reply.status, code, details ?? null];
}

describe('activation', () => {
  it('links the account by number and code, and answers a repeat alike', async () => {
    const target = await add();
    const code = await issue(target.id);
    const person = await buildMember(api);
    expect((await activate(person, target.number, code)).status).toBe(200);
    expect((await activate(person, target.number, code)).status).toBe(200);
    const stored = JSON.stringify(await EmployeeRow.findById(target.id).lean());
    expect(stored).not.toContain(code);
  });

  it('answers a double tap twice alike', async () => {
    const target = await add();
    const code = await issue(target.id);
    const person = await buildMember(api);
    const replies = await Promise.all(Array.from({ length: 4 }, () => activate(person, target.number, code)));
    expect(replies.map((reply) => reply.status)).toEqual(Array(4).fill(200));
  });

  it('locks after five wrong tries, also in parallel, even for the right code', async () => {
    const target = await add();
    const code = await issue(target.id);
    const people = await Promise.all(Array.from({ length: 8 }, () => buildMember(api)));
    const tries = await Promise.all(people.map((person) => activate(person, target.number, otherThan(code))));
    expect(tries.filter((reply) => codeOf(reply) === 'activation_invalid')).toHaveLength(ACTIVATION_TRIES - 1);
    const [person] = people as [Person, ...Person[]];
    const right = await activate(person, target.number, code);
    expect([right.status, codeOf(right)]).toEqual([423, 'activation_locked']);
    const fresh = await issue(target.id);
    expect((await activate(person, target.number, fresh)).status).toBe(200);
  });

  it('ends after 24 hours, when revoked, and when a new code is issued', async () => {
    const target = await add();
    const person = await buildMember(api);
    const first = await issue(target.id);
    const second = await issue(target.id);
    if (first !== second) expect(codeOf(await activate(person, target.number, first))).toBe('activation_invalid');
    api.clock.advance(ACTIVATION_MS);
    expect(codeOf(await activate(person, target.number, second))).toBe('activation_expired');
    const third = await issue(target.id);
    await api.call(routes.revokeActivation, { token: head.token, params: { employeeId: target.id } });
    expect(codeOf(await activate(person, target.number, third))).toBe('activation_invalid');
  });

  it('serves one account: the code is used up, and an account works as one employee', async () => {
    const [one, two] = [await add(), await add()];
    const code = await issue(one.id);
    const people = await Promise.all(Array.from({ length: 6 }, () => buildMember(api)));
    const replies = await Promise.all(people.map((person) => activate(person, one.number, code)));
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1);
    const linked = people[replies.findIndex((reply) => reply.status === 200)] as Person;
    const again = await activate(linked, two.number, await issue(two.id));
    expect(codeOf(again)).toBe('employee_linked_elsewhere');
  });
});

describe('somebody who tries numbers', () => {
  /** Six wrong tries with a number, as they are answered. */
  async function sixTries(number: string, code: string): Promise<unknown[]> {
    const person = await buildMember(api);
    const answers: unknown[] = [];
    for (let i = 0; i < 6; i += 1) answers.push(refusal(await activate(person, number, code)));
    return answers;
  }

  it('cannot tell by any answer whether a number exists, was used, is locked or has expired', async () => {
    const [invited, expired, active] = [await add(), await add(), await add()];
    const lapsed = await issue(expired.id);
    api.clock.advance(ACTIVATION_MS);
    const code = await issue(invited.id);
    const used = await issue(active.id);
    expect((await activate(await buildMember(api), active.number, used)).status).toBe(200);
    const answers = await sixTries(invited.number, otherThan(code));
    expect(answers.slice(3)).toEqual([
      [422, 'activation_invalid', { triesLeft: 1 }],
      [423, 'activation_locked', null],
      [423, 'activation_locked', null],
    ]);
    expect(await sixTries(uniqueName('Z'), code)).toEqual(answers);
    expect(await sixTries(active.number, otherThan(used))).toEqual(answers);
    expect(await sixTries(expired.number, otherThan(lapsed))).toEqual(answers);
  });

  it('does not lock out the right person of a number that gets its code later', async () => {
    const target = await add();
    await sixTries(target.number, '12345678');
    const code = await issue(target.id);
    expect((await activate(await buildMember(api), target.number, code)).status).toBe(200);
  });
});

describe('enabling an employee', () => {
  const set = (way: typeof routes.enableEmployee | typeof routes.disableEmployee, id: string, version: number) =>
    api.call<Employee>(way, {
      token: admin.token,
      params: { employeeId: id },
      body: way === routes.enableEmployee ? { version } : { version, reason: '离职' },
    });

  it('who is at work changes nothing: nobody is unlinked by a slip', async () => {
    const worker = await buildWorker(api, head.employee.branch.id, ['manager']);
    const { version } = (await EmployeeRow.findById(worker.employee.id).lean()) ?? { version: -1 };
    const reply = await set(routes.enableEmployee, worker.employee.id, version);
    expect([reply.status, reply.body.status, reply.body.version]).toEqual([200, 'active', version]);
    expect((await set(routes.enableEmployee, worker.employee.id, version + 1)).status).toBe(409);
  });

  it('who was disabled asks for a new activation; disabling twice is one change', async () => {
    const worker = await buildWorker(api, head.employee.branch.id, ['manager']);
    const { version } = (await EmployeeRow.findById(worker.employee.id).lean()) ?? { version: -1 };
    const gone = await set(routes.disableEmployee, worker.employee.id, version);
    const twice = await set(routes.disableEmployee, worker.employee.id, gone.body.version);
    expect([gone.body.status, twice.body.version]).toEqual(['disabled', gone.body.version]);
    const back = await set(routes.enableEmployee, worker.employee.id, gone.body.version);
    expect([back.body.status, back.body.linked]).toEqual(['invited', false]);
  });
});

describe('signing in on a computer', () => {
  async function start() {
    const reply: Reply<{ code: string; secret: string }> = await api.call(routes.startH5Login, { body: {} });
    return reply.body;
  }
  const claim = (secret: string): Promise<Reply<{ outcome: string; token?: string }>> =>
    api.call(routes.claimH5Login, { body: { secret } });

  it("waits for the employee's confirmation and hands the session out once", async () => {
    const { code, secret } = await start();
    expect((await claim(secret)).body.outcome).toBe('waiting');
    expect((await api.call(routes.confirmH5Login, { token: head.token, body: { code } })).status).toBe(204);
    const claims = await Promise.all([claim(secret), claim(secret), claim(secret)]);
    const tokens = claims.flatMap((reply) => (reply.body.token ? [reply.body.token] : []));
    expect(tokens).toHaveLength(1);
    const me: Reply<Me> = await api.call(memberRoutes.getMe, { token: tokens[0] ?? '' });
    expect(me.body.employee?.id).toBe(head.employee.id);
  });

  it('is for employees, for two minutes, and for one confirmation', async () => {
    const customer = await buildMember(api);
    const { code, secret } = await start();
    expect(codeOf(await api.call(routes.confirmH5Login, { token: customer.token, body: { code } }))).toBe('forbidden');
    api.clock.advance(H5_LOGIN_MS);
    expect(codeOf(await api.call(routes.confirmH5Login, { token: head.token, body: { code } }))).toBe(
      'login_code_invalid',
    );
    expect(codeOf(await claim(secret))).toBe('login_code_invalid');
    const next = await start();
    await api.call(routes.confirmH5Login, { token: head.token, body: { code: next.code } });
    expect(codeOf(await api.call(routes.confirmH5Login, { token: admin.token, body: { code: next.code } }))).toBe(
      'login_code_invalid',
    );
  });
});
