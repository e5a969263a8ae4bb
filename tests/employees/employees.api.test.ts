import type { Employee } from '@linzhang/shared/employees/employees.contract';
import * as routes from '@linzhang/shared/employees/employees.endpoints';
import type { Page } from '@linzhang/shared/kernel/pages';
import type { Me } from '@linzhang/shared/members/members.contract';
import * as memberRoutes from '@linzhang/shared/members/members.endpoints';
import { Audit } from '../../server/src/audit/audit.model';
import { Employee as EmployeeRow } from '../../server/src/employees/employee.model';
import { codeOf, type Reply, requestId, TestApi } from '../support/api';
import { buildBranch, buildMember, buildMerchant, buildWorker, uniqueName, type Worker } from '../support/people';
import { addEmployee, employeeFields } from './employeeForms';

let api: TestApi;
let branchId: string;
let admin: Worker;
let head: Worker;
beforeAll(async () => {
  api = await TestApi.start();
  branchId = await buildBranch(api);
  admin = await buildWorker(api, branchId, ['admin']);
  head = await buildWorker(api, branchId, ['head']);
});
afterAll(() => api.stop());

const fields = (over: Record<string, unknown> = {}) => employeeFields(branchId, over);
const create = (by: Worker, over: Record<string, unknown> = {}) => addEmployee(api, by, over);

describe('keeping employees', () => {
  it('lets a head add one to the own branch, once for a double tap', async () => {
    const body = { ...fields(), number: uniqueName('N'), requestId: requestId() };
    const replies = await Promise.all(
      Array.from({ length: 5 }, () => api.call<Employee>(routes.createEmployee, { token: head.token, body })),
    );
    expect(replies.map((reply) => reply.status)).toEqual(Array(5).fill(201));
    expect(new Set(replies.map((reply) => reply.body.id)).size).toBe(1);
    expect(await EmployeeRow.countDocuments({ number: body.number })).toBe(1);
  });

  it("refuses a number that is taken, a cashier without merchant, and another branch's merchant", async () => {
    const number = uniqueName('N');
    await create(head, { number });
    expect(codeOf(await create(head, { number }))).toBe('employee_number_taken');
    expect(codeOf(await create(head, { roles: ['cashier'] }))).toBe('merchant_required');
    const foreign = await buildMerchant(api, await buildBranch(api));
    expect(codeOf(await create(head, { roles: ['cashier'], merchantId: foreign }))).toBe('not_found');
    const own = await buildMerchant(api, branchId);
    expect((await create(head, { roles: ['cashier'], merchantId: own })).body.merchant?.id).toBe(own);
  });

  it('keeps a head to the own branch and from making an admin; others may not look', async () => {
    const elsewhere = await buildBranch(api);
    expect(codeOf(await create(head, { branchId: elsewhere }))).toBe('forbidden');
    expect(codeOf(await create(head, { roles: ['admin'] }))).toBe('forbidden');
    expect((await create(admin, { branchId: elsewhere })).status).toBe(201);
    const manager = await buildWorker(api, branchId, ['manager']);
    expect(codeOf(await api.call(routes.listEmployees, { token: manager.token }))).toBe('forbidden');
    expect(codeOf(await create(manager))).toBe('forbidden');
    const customer = await buildMember(api);
    expect(codeOf(await api.call(routes.listEmployees, { token: customer.token }))).toBe('forbidden');
  });

  it('hides the people of another branch', async () => {
    const elsewhere = await buildBranch(api);
    const stranger = await buildWorker(api, elsewhere, ['head']);
    const target = (await create(head)).body;
    const params = { employeeId: target.id };
    expect(codeOf(await api.call(routes.getEmployee, { token: stranger.token, params }))).toBe('not_found');
    expect(
      codeOf(
        await api.call(routes.updateEmployee, { token: stranger.token, params, body: { ...fields(), version: 0 } }),
      ),
    ).toBe('not_found');
    expect(codeOf(await api.call(routes.listEmployees, { token: stranger.token, query: { branchId } }))).toBe(
      'forbidden',
    );
  });

  it('lists by number, page by page, and finds by part of a name', async () => {
    const mine = await buildBranch(api);
    for (const number of ['P-1', 'P-2', 'P-3'])
      await create(admin, { branchId: mine, number: `${number}-${mine.slice(-6)}`, name: `张${number}` });
    const first: Reply<Page<Employee>> = await api.call(routes.listEmployees, {
      token: admin.token,
      query: { branchId: mine, limit: '2' },
    });
    const rest: Reply<Page<Employee>> = await api.call(routes.listEmployees, {
      token: admin.token,
      query: { branchId: mine, limit: '2', cursor: first.body.nextCursor ?? '' },
    });
    expect([...first.body.items, ...rest.body.items].map((row) => row.name)).toEqual(['张P-1', '张P-2', '张P-3']);
    expect(rest.body.nextCursor).toBeNull();
    const found: Reply<Page<Employee>> = await api.call(routes.listEmployees, {
      token: admin.token,
      query: { branchId: mine, search: 'p-2' },
    });
    expect(found.body.items.map((row) => row.name)).toEqual(['张P-2']);
    // The second one is of a list whose ids are codes.
    const forged = ['forged', Buffer.from(JSON.stringify(['ABC', { v: 'E1' }])).toString('base64url')];
    for (const cursor of forged)
      expect(codeOf(await api.call(routes.listEmployees, { token: admin.token, query: { cursor } }))).toBe(
        'invalid_request',
      );
  });

  it('lets the second of two changes know that it read an old version', async () => {
    const target = (await create(head)).body;
    const change = (name: string) =>
      api.call(routes.updateEmployee, {
        token: head.token,
        params: { employeeId: target.id },
        body: { ...fields({ name }), version: target.version },
      });
    const replies = await Promise.all([change('甲'), change('乙')]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409]);
  });

  it('records role changes with before and after', async () => {
    const target = (await create(head)).body;
    await api.call(routes.updateEmployee, {
      token: head.token,
      params: { employeeId: target.id },
      body: { ...fields({ roles: ['staff', 'manager'] }), version: 0 },
    });
    const line = await Audit.findOne({ action: 'employee_changed', 'subject.id': target.id }).lean();
    expect(line?.changes).toMatchObject({ before: { roles: ['staff'] }, after: { roles: ['staff', 'manager'] } });
    expect(line?.actorId).toBe(head.employee.id);
  });

  it('refuses changing the own roles, and disabling oneself', async () => {
    const self: Reply<Employee> = await api.call(routes.getEmployee, {
      token: head.token,
      params: { employeeId: head.employee.id },
    });
    const body = {
      ...fields({ name: '周敏', roles: ['head', 'manager'], position: 'wealth_manager' }),
      version: self.body.version,
    };
    expect(
      codeOf(
        await api.call(routes.updateEmployee, { token: head.token, params: { employeeId: head.employee.id }, body }),
      ),
    ).toBe('own_role_change');
    const disable = await api.call(routes.disableEmployee, {
      token: head.token,
      params: { employeeId: head.employee.id },
      body: { reason: '测试', version: self.body.version },
    });
    expect(codeOf(disable)).toBe('forbidden');
  });
});

describe('access', () => {
  it("ends at once when an employee is disabled, and the WeChat account is a customer's again", async () => {
    const worker = await buildWorker(api, branchId, ['manager']);
    const row: Reply<Employee> = await api.call(routes.getEmployee, {
      token: head.token,
      params: { employeeId: worker.employee.id },
    });
    const disabled = await api.call(routes.disableEmployee, {
      token: head.token,
      params: { employeeId: worker.employee.id },
      body: { reason: '离职', version: row.body.version },
    });
    expect(disabled.status).toBe(200);
    const me: Reply<Me> = await api.call(memberRoutes.getMe, { token: worker.token });
    expect([me.body.employee, me.body.can.openWork]).toEqual([null, false]);
  });

  it('changes with the roles at the very next request', async () => {
    const worker = await buildWorker(api, branchId, ['head']);
    const row: Reply<Employee> = await api.call(routes.getEmployee, {
      token: admin.token,
      params: { employeeId: worker.employee.id },
    });
    await api.call(routes.updateEmployee, {
      token: admin.token,
      params: { employeeId: worker.employee.id },
      body: { ...fields({ roles: ['staff'] }), version: row.body.version },
    });
    expect(codeOf(await api.call(routes.listEmployees, { token: worker.token }))).toBe('forbidden');
  });

  it('of two admins who remove each other, at least one stays', async () => {
    const others = await EmployeeRow.find({ roles: 'admin', status: 'active' }).lean();
    const second = await buildWorker(api, branchId, ['admin']);
    expect(others).toHaveLength(1);
    const version = async (id: string) => (await EmployeeRow.findById(id).lean())?.version ?? -1;
    const remove = async (by: Worker, whom: Worker) =>
      api.call(routes.disableEmployee, {
        token: by.token,
        params: { employeeId: whom.employee.id },
        body: { reason: '互相', version: await version(whom.employee.id) },
      });
    await Promise.all([remove(second, admin), remove(admin, second)]);
    const left = await EmployeeRow.countDocuments({ roles: 'admin', status: 'active' });
    expect(left).toBeGreaterThanOrEqual(1);
    await EmployeeRow.updateOne({ _id: admin.employee.id }, { $set: { status: 'active', memberId: admin.me.id } });
  });
});
