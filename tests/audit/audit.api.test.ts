import type { AuditEntry } from '@linzhang/shared/audit/audit.contract';
import * as auditRoutes from '@linzhang/shared/audit/audit.endpoints';
import { AUDIT_ACTIONS } from '@linzhang/shared/audit/audit.rules';
import * as branchRoutes from '@linzhang/shared/branches/branches.endpoints';
import type { Employee } from '@linzhang/shared/employees/employees.contract';
import * as employeeRoutes from '@linzhang/shared/employees/employees.endpoints';
import type { Route } from '@linzhang/shared/kernel/endpoint';
import type { Page } from '@linzhang/shared/kernel/pages';
import type { PhoneOutcome } from '@linzhang/shared/members/members.contract';
import * as memberRoutes from '@linzhang/shared/members/members.endpoints';
import * as merchantRoutes from '@linzhang/shared/merchants/merchants.endpoints';
import { Audit } from '../../server/src/audit/audit.model';
import { registerServiceSource } from '../../server/src/members/relations.service';
import { codeOf, type Reply, requestId, TestApi } from '../support/api';
import { buildBranch, buildMember, buildWorker, type Person, uniqueName, type Worker } from '../support/people';

let api: TestApi;
let branchId: string;
let admin: Worker;
let manager: Worker;
beforeAll(async () => {
  api = await TestApi.start();
  branchId = await buildBranch(api);
  admin = await buildWorker(api, branchId, ['admin']);
  manager = await buildWorker(api, branchId, ['manager']);
});
afterAll(() => api.stop());

const place = { address: '阳光路 8 号', latitude: 31.95, longitude: 118.84 };

/** Calls and insists that it worked. */
async function done<T>(person: Person, route: Route, options: Parameters<TestApi['call']>[1] = {}): Promise<T> {
  const reply = await api.call<T>(route, { token: person.token, ...options });
  if (reply.status >= 300) throw new Error(`${route.path}: ${JSON.stringify(reply.body)}`);
  return reply.body;
}

async function workOnPlaces(): Promise<void> {
  const branch = { name: uniqueName('支行'), place, industries: [] };
  const { id, version } = await done<{ id: string; version: number }>(admin, branchRoutes.createBranch, {
    body: { ...branch, requestId: requestId() },
  });
  await done(admin, branchRoutes.updateBranch, { params: { branchId: id }, body: { ...branch, version } });
  const merchant = { name: uniqueName('商户'), place, industry: 'retail', contact: null };
  const made = await done<{ id: string }>(admin, merchantRoutes.createMerchant, {
    body: { ...merchant, branchId, requestId: requestId() },
  });
  await done(admin, merchantRoutes.updateMerchant, {
    params: { merchantId: made.id },
    body: { ...merchant, status: 'ended', version: 0 },
  });
}

/** Codes that were handed out on the way: none may stand in the trail. */
async function workOnEmployees(): Promise<string[]> {
  const fields = {
    name: '王磊',
    branchId,
    roles: ['staff'],
    position: 'teller',
    merchantId: null,
    workPhone: null,
    capacity: 1,
  };
  const made = await done<Employee>(admin, employeeRoutes.createEmployee, {
    body: { ...fields, number: uniqueName('N'), requestId: requestId() },
  });
  const params = { employeeId: made.id };
  const changed = await done<Employee>(admin, employeeRoutes.updateEmployee, {
    params,
    body: { ...fields, roles: ['staff', 'manager'], version: made.version },
  });
  const first = await done<{ code: string }>(admin, employeeRoutes.issueActivation, { params });
  await done(admin, employeeRoutes.revokeActivation, { params });
  const second = await done<{ code: string }>(admin, employeeRoutes.issueActivation, { params });
  const person = await buildMember(api);
  await done(person, employeeRoutes.activateEmployee, { body: { number: changed.number, code: second.code } });
  const row = await done<Employee>(admin, employeeRoutes.getEmployee, { params });
  const gone = await done<Employee>(admin, employeeRoutes.disableEmployee, {
    params,
    body: { reason: '离职交接', version: row.version },
  });
  await done(admin, employeeRoutes.enableEmployee, { params, body: { version: gone.version } });
  const login = await done<{ code: string }>(admin, employeeRoutes.startH5Login, { body: {} });
  await done(admin, employeeRoutes.confirmH5Login, { body: { code: login.code } });
  return [first.code, second.code, login.code];
}

const PHONE = '13611112222';

async function workAsMembers(): Promise<void> {
  const [old, fresh] = [await buildMember(api), await buildMember(api)];
  const bind = { code: `sim:${PHONE}`, marketing: true, matching: true };
  registerServiceSource(async () => new Map([[old.me.id, { ownerId: manager.employee.id }]]));
  await done(old, memberRoutes.bindPhone, { body: { ...bind, requestId: requestId() } });
  await done(manager, memberRoutes.revealPhone, {
    params: { memberId: old.me.id },
    body: { purpose: '到期提醒', requestId: requestId() },
  });
  await done(old, memberRoutes.withdrawConsent, { params: { purpose: 'marketing' } });
  const found = await done<PhoneOutcome>(fresh, memberRoutes.bindPhone, { body: { ...bind, requestId: requestId() } });
  if (found.outcome !== 'bound_elsewhere') throw new Error(found.outcome);
  await done(fresh, memberRoutes.movePhone, { body: { proof: found.proof, requestId: requestId() } });
  await done(fresh, memberRoutes.exportOwnData);
  await done(fresh, memberRoutes.deleteOwnAccount, { body: { confirm: '注销', requestId: requestId() } });
}

/** What happens in this file; the walk over every endpoint sees to the others. */
const HERE = AUDIT_ACTIONS.filter((action) =>
  /^(employee|activation|h5_login|branch|merchant|phone|consent|data|account)_/.test(action),
);

describe('the audit trail', () => {
  let codes: string[];
  beforeAll(async () => {
    await workOnPlaces();
    codes = await workOnEmployees();
    await workAsMembers();
  });

  it.each(HERE)('has a line for %s: who, whom, when and from where', async (action) => {
    const line = await Audit.findOne({ action, ip: { $ne: null } }).lean();
    expect(line).toMatchObject({
      actorId: expect.stringMatching(/^[0-9a-f]{24}$/),
      actorName: expect.any(String),
      subject: { kind: expect.any(String), id: expect.any(String) },
      at: expect.any(Date),
      ip: expect.stringContaining('127.0.0.1'),
    });
  });

  it('says why where a reason was asked for', async () => {
    expect((await Audit.findOne({ action: 'employee_disabled' }).lean())?.reason).toBe('离职交接');
    expect((await Audit.findOne({ action: 'phone_revealed' }).lean())?.reason).toBe('到期提醒');
  });

  it('holds no code, phone or token', async () => {
    const all = JSON.stringify(await Audit.find().lean());
    for (const secret of [...codes, PHONE, admin.token, manager.token]) expect(all).not.toContain(secret);
  });

  it('is read by action and subject, page by page, without a gap', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Reply<Page<AuditEntry>> = await api.call(auditRoutes.listAudits, {
        token: admin.token,
        query: { limit: '7', ...(cursor ? { cursor } : {}) },
      });
      seen.push(...page.body.items.map((line) => line.id));
      cursor = page.body.nextCursor;
    } while (cursor);
    expect(seen.length).toBe(new Set(seen).size);
    // Reading is no change: nothing was added meanwhile.
    expect(seen.length).toBe(await Audit.countDocuments());
    const ofManager: Reply<Page<AuditEntry>> = await api.call(auditRoutes.listAudits, {
      token: admin.token,
      query: { action: 'employee_activated', subjectId: manager.employee.id },
    });
    expect(ofManager.body.items).toHaveLength(1);
  });

  it('is not for managers, staff or cashiers', async () => {
    expect(codeOf(await api.call(auditRoutes.listAudits, { token: manager.token }))).toBe('forbidden');
  });

  it('is refused to be changed through any way of the model', async () => {
    const line = await Audit.findOne();
    if (!line) throw new Error('no line');
    line.set('reason', 'x');
    await expect(line.save()).rejects.toThrow('append-only');
    await expect(line.deleteOne()).rejects.toThrow('append-only');
    await expect(Audit.findOneAndUpdate({}, { $set: { reason: 'x' } })).rejects.toThrow('append-only');
    await expect(Audit.findOneAndDelete({})).rejects.toThrow('append-only');
    await expect(Audit.replaceOne({}, {} as never)).rejects.toThrow('append-only');
    await expect(Audit.bulkWrite([{ deleteMany: { filter: {} } }])).rejects.toThrow('append-only');
  });
});
