import type { AuditEntry } from '@linzhang/shared/audit/audit.contract';
import * as auditRoutes from '@linzhang/shared/audit/audit.endpoints';
import type { Branch } from '@linzhang/shared/branches/branches.contract';
import * as branchRoutes from '@linzhang/shared/branches/branches.endpoints';
import type { Page } from '@linzhang/shared/kernel/pages';
import type { Merchant } from '@linzhang/shared/merchants/merchants.contract';
import * as routes from '@linzhang/shared/merchants/merchants.endpoints';
import { Audit } from '../../server/src/audit/audit.model';
import { codeOf, type Reply, requestId, TestApi } from '../support/api';
import { buildBranch, buildMerchant, buildWorker, uniqueName, type Worker } from '../support/people';

let api: TestApi;
let branchId: string;
let otherBranchId: string;
let admin: Worker;
let head: Worker;
beforeAll(async () => {
  api = await TestApi.start();
  [branchId, otherBranchId] = [await buildBranch(api), await buildBranch(api)];
  admin = await buildWorker(api, branchId, ['admin']);
  head = await buildWorker(api, branchId, ['head']);
});
afterAll(() => api.stop());

const place = { address: '阳光路 8 号', latitude: 31.95, longitude: 118.84 };
const merchant = (over: Record<string, unknown> = {}) => ({
  name: uniqueName('阳光'),
  place,
  industry: 'food_market',
  contact: '孙国 138',
  ...over,
});

describe('partners', () => {
  it('are added by the head to the own branch, one of a name', async () => {
    const body = { ...merchant(), branchId, requestId: requestId() };
    const created: Reply<Merchant> = await api.call(routes.createMerchant, { token: head.token, body });
    expect(created.body).toMatchObject({
      name: body.name,
      branch: { id: branchId },
      status: 'active',
      can: { update: true },
    });
    const twin = await api.call(routes.createMerchant, {
      token: head.token,
      body: { ...body, requestId: requestId() },
    });
    expect([twin.status, codeOf(twin)]).toEqual([409, 'merchant_name_taken']);
    const elsewhere = await api.call(routes.createMerchant, {
      token: head.token,
      body: { ...merchant(), branchId: otherBranchId, requestId: requestId() },
    });
    expect(codeOf(elsewhere)).toBe('forbidden');
  });

  it('refuse a place off the map and an operator in a field', async () => {
    const off = { ...merchant({ place: { ...place, latitude: 91 } }), branchId, requestId: requestId() };
    expect(codeOf(await api.call(routes.createMerchant, { token: head.token, body: off }))).toBe('invalid_request');
    const operator = { ...merchant({ name: { $ne: '' } }), branchId, requestId: requestId() };
    expect(codeOf(await api.call(routes.createMerchant, { token: head.token, body: operator }))).toBe(
      'invalid_request',
    );
  });

  it('end, and are seen by a cashier only where it is the own one', async () => {
    const [own, neighbour] = [await buildMerchant(api, branchId), await buildMerchant(api, branchId)];
    const cashier = await buildWorker(api, branchId, ['cashier'], own);
    expect((await api.call(routes.getMerchant, { token: cashier.token, params: { merchantId: own } })).status).toBe(
      200,
    );
    expect(
      codeOf(await api.call(routes.getMerchant, { token: cashier.token, params: { merchantId: neighbour } })),
    ).toBe('not_found');
    expect(codeOf(await api.call(routes.listMerchants, { token: cashier.token }))).toBe('forbidden');
    const ended: Reply<Merchant> = await api.call(routes.updateMerchant, {
      token: head.token,
      params: { merchantId: own },
      body: { ...merchant({ contact: null }), status: 'ended', version: 0 },
    });
    expect([ended.body.status, ended.body.contact, ended.body.version]).toEqual(['ended', null, 1]);
    const stale = await api.call(routes.updateMerchant, {
      token: head.token,
      params: { merchantId: own },
      body: { ...merchant(), status: 'active', version: 0 },
    });
    expect(codeOf(stale)).toBe('version_conflict');
    const stranger = await buildWorker(api, otherBranchId, ['head']);
    expect(
      codeOf(
        await api.call(routes.updateMerchant, {
          token: stranger.token,
          params: { merchantId: own },
          body: { ...merchant(), status: 'active', version: 1 },
        }),
      ),
    ).toBe('not_found');
  });

  it('are listed for the own branch, for an admin everywhere', async () => {
    const foreign = await buildMerchant(api, otherBranchId);
    const heads: Reply<Page<Merchant>> = await api.call(routes.listMerchants, {
      token: head.token,
      query: { limit: '100' },
    });
    expect(heads.body.items.map((row) => row.branch.id)).not.toContain(otherBranchId);
    const all: Reply<Page<Merchant>> = await api.call(routes.listMerchants, {
      token: admin.token,
      query: { limit: '100' },
    });
    expect(all.body.items.map((row) => row.id)).toContain(foreign);
  });
});

describe('branches', () => {
  const branch = (over: Record<string, unknown> = {}) => ({
    name: uniqueName('支行'),
    place,
    industries: ['catering'],
    ...over,
  });

  it('are kept by an admin alone', async () => {
    const created: Reply<Branch> = await api.call(branchRoutes.createBranch, {
      token: admin.token,
      body: { ...branch(), requestId: requestId() },
    });
    expect(created.status).toBe(201);
    expect(
      codeOf(
        await api.call(branchRoutes.createBranch, { token: head.token, body: { ...branch(), requestId: requestId() } }),
      ),
    ).toBe('forbidden');
    const twin = await api.call(branchRoutes.createBranch, {
      token: admin.token,
      body: { ...branch({ name: created.body.name }), requestId: requestId() },
    });
    expect(codeOf(twin)).toBe('branch_name_taken');
    const renamed: Reply<Branch> = await api.call(branchRoutes.updateBranch, {
      token: admin.token,
      params: { branchId: created.body.id },
      body: { ...branch({ name: `${created.body.name}新` }), version: 0 },
    });
    expect(renamed.body).toMatchObject({ name: `${created.body.name}新`, version: 1 });
  });

  it('are listed whole for an admin, the own one for the others', async () => {
    const own: Reply<{ items: Branch[]; can: { create: boolean } }> = await api.call(branchRoutes.listBranches, {
      token: head.token,
    });
    expect(own.body.items.map((row) => row.id)).toEqual([branchId]);
    expect(own.body.can.create).toBe(false);
    const all: Reply<{ items: Branch[] }> = await api.call(branchRoutes.listBranches, { token: admin.token });
    expect(all.body.items.length).toBeGreaterThan(1);
  });
});

describe('the audit trail', () => {
  it('is read newest first, by the head for the own branch only', async () => {
    await buildMerchant(api, otherBranchId);
    const own: Reply<Page<AuditEntry>> = await api.call(auditRoutes.listAudits, {
      token: head.token,
      query: { limit: '100' },
    });
    const instants = own.body.items.map((line) => line.at);
    expect(instants).toEqual([...instants].sort().reverse());
    expect(
      codeOf(await api.call(auditRoutes.listAudits, { token: head.token, query: { branchId: otherBranchId } })),
    ).toBe('forbidden');
    const all: Reply<Page<AuditEntry>> = await api.call(auditRoutes.listAudits, {
      token: admin.token,
      query: { limit: '100', branchId: otherBranchId },
    });
    expect(all.body.items.some((line) => line.action === 'merchant_created')).toBe(true);
  });

  it('cannot be changed or removed', async () => {
    await expect(Audit.updateMany({}, { $set: { reason: 'x' } })).rejects.toThrow('append-only');
    await expect(Audit.deleteMany({})).rejects.toThrow('append-only');
  });
});
