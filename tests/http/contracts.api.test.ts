import { contracts } from '@linzhang/shared/contracts';
import type { Contract } from '@linzhang/shared/kernel/contract';
import { ERRORS, type ErrorCode } from '@linzhang/shared/kernel/errors';
import mongoose from 'mongoose';
import { z } from 'zod';
import { WORDS } from '../../miniprogram/src/lib/words';
import { codeOf, type Reply, TestApi } from '../support/api';
import { buildBranch, buildMember, buildWorker, type Person, signIn, type Worker } from '../support/people';

let api: TestApi;
let stranger: Person;
let customer: Person;
let foreignHead: Worker;
let target: Worker;
beforeAll(async () => {
  api = await TestApi.start();
  stranger = await signIn(api);
  customer = await buildMember(api);
  target = await buildWorker(api, await buildBranch(api), ['staff']);
  foreignHead = await buildWorker(api, await buildBranch(api), ['head']);
});
afterAll(() => api.stop());

const ALL = Object.entries(contracts);
const named = (test: (contract: Contract) => boolean) => ALL.filter(([, contract]) => test(contract));

/** Path parameters that name something real, which belongs to somebody else. */
function foreignParams(contract: Contract): Record<string, string> {
  const known: Record<string, string> = {
    employeeId: target.employee.id,
    branchId: target.employee.branch.id,
    memberId: target.me.id,
    merchantId: '6a0f00000000000000000001',
    sessionId: 'a'.repeat(64),
    purpose: 'marketing',
  };
  return Object.fromEntries(Object.keys(contract.params?.shape ?? {}).map((name) => [name, known[name] ?? 'x']));
}

/** Every field of a body replaced by an operator, one at a time and all at once. */
function operatorBodies(contract: Contract): unknown[] {
  const fields = contract.body instanceof z.ZodObject ? Object.keys(contract.body.shape) : [];
  const operators = [{ $gt: '' }, { $ne: null }, { $where: 'sleep(1000)' }, { $regex: '.*' }];
  const each = fields.flatMap((field) => operators.map((operator) => ({ [field]: operator })));
  return [
    ...each,
    Object.fromEntries(fields.map((field) => [field, { $gt: '' }])),
    { $where: '1' },
    [],
    'text',
    7,
    null,
  ];
}

function callEmpty(contract: Contract, token?: string): Promise<Reply> {
  const body = contract.route.method === 'get' ? undefined : {};
  return api.call(contract.route, { params: foreignParams(contract), token, body });
}

async function everything(): Promise<Record<string, unknown[]>> {
  const db = mongoose.connection.db;
  if (!db) throw new Error('no database');
  const names = (await db.listCollections().toArray()).map(({ name }) => name).sort();
  const kept = names.filter((name) => name !== 'ratelimits');
  const dumps = await Promise.all(kept.map((name) => db.collection(name).find().sort({ _id: 1 }).toArray()));
  return Object.fromEntries(kept.map((name, index) => [name, dumps[index] ?? []]));
}

describe('every contract', () => {
  it.each(ALL)('%s has a route', async (_name, contract) => {
    const somebody = await buildMember(api);
    const reply = await callEmpty(contract, somebody.token);
    expect([404, 405].includes(reply.status) && codeOf(reply) === 'method_not_allowed').toBe(false);
    if (reply.status === 404) expect(contract.errors).toContain('not_found');
    expect(reply.status).toBeLessThan(500);
  });

  it.each(named(({ body }) => body !== undefined))('%s takes no field it does not know', async (_name, { body }) => {
    expect(body?.safeParse({ unheardOf: 1 }).error?.issues.map((issue) => issue.code)).toContain('unrecognized_keys');
  });

  it.each(named(({ body }) => body !== undefined))(
    '%s answers operators in its fields with 400 and writes nothing',
    async (_name, contract) => {
      const token = contract.access === 'employee' ? foreignHead.token : customer.token;
      const before = await everything();
      for (const body of operatorBodies(contract)) {
        const reply = await api.call(contract.route, { params: foreignParams(contract), token, body });
        expect({ body, status: reply.status, code: codeOf(reply) }).toEqual({
          body,
          status: 400,
          code: 'invalid_request',
        });
      }
      expect(await everything()).toEqual(before);
    },
  );

  it.each(named(({ query }) => query !== undefined))(
    '%s answers operators in its query with 400',
    async (_name, contract) => {
      for (const field of Object.keys(contract.query?.shape ?? {})) {
        const query = { [`${field}[$gt]`]: '' };
        expect((await api.call(contract.route, { token: foreignHead.token, query })).status).toBe(400);
      }
    },
  );

  it('names errors that have a status and words', () => {
    const codes = new Set<ErrorCode>(ALL.flatMap(([, contract]) => [...(contract.errors ?? [])]));
    for (const code of codes) expect(ERRORS[code].status).toBeGreaterThanOrEqual(400);
    expect(Object.keys(WORDS).sort()).toEqual(Object.keys(ERRORS).sort());
  });
});

describe('who may call', () => {
  it.each(named(({ access }) => access !== 'anyone'))('%s answers nobody with 401', async (_name, contract) => {
    const reply = await callEmpty(contract);
    expect([reply.status, codeOf(reply)]).toEqual([401, 'signed_out']);
  });

  it.each(named(({ access }) => access === 'member' || access === 'employee'))(
    '%s asks for the terms first',
    async (_name, contract) => {
      const reply = await callEmpty(contract, stranger.token);
      expect([reply.status, codeOf(reply)]).toEqual([403, 'consent_required']);
    },
  );

  it.each(named(({ access }) => access === 'employee'))('%s is not for customers', async (_name, contract) => {
    const reply = await callEmpty(contract, customer.token);
    expect([reply.status, codeOf(reply)]).toEqual([403, 'forbidden']);
  });

  const aboutSomebody = named(({ access, params }) => access === 'employee' && params !== undefined);
  it.each(aboutSomebody)('%s keeps the head of another branch out and changes nothing', async (_name, contract) => {
    const before = await everything();
    const reply = await api.call(contract.route, {
      params: foreignParams(contract),
      token: foreignHead.token,
      body: validBody(contract),
    });
    expect([403, 404]).toContain(reply.status);
    expect(await everything()).toEqual(before);
  });
});

describe('the API document', () => {
  it('lists every contract under its path and method', async () => {
    const reply: Reply<{ openapi: string; paths: Record<string, Record<string, { operationId: string }>> }> = {
      ...(await api.call({ method: 'get', path: '/openapi.json' })),
    } as never;
    const listed = Object.values(reply.body.paths).flatMap((path) =>
      Object.values(path).map((each) => each.operationId),
    );
    expect(reply.body.openapi).toBe('3.1.0');
    expect(listed.sort()).toEqual(ALL.map(([name]) => name).sort());
  });

  it('can be read as a page without scripts', async () => {
    const page = await (await fetch(`${api.url}/api/docs`)).text();
    for (const [name] of ALL) expect(page).toContain(`id="${name}"`);
    expect(page).not.toContain('<script');
  });
});

/** A body that the contract accepts, so that only the question who asks is left. */
function validBody(contract: Contract): unknown {
  const fields: Record<string, unknown> = {
    name: '王磊',
    branchId: foreignHead.employee.branch.id,
    roles: ['staff'],
    position: 'teller',
    merchantId: null,
    workPhone: null,
    capacity: 10,
    version: 0,
    reason: '测试',
    purpose: '回访',
    requestId: '0f8fad5b-d9cb-469f-a165-70867728950e',
    place: { address: '江宁路 1 号', latitude: 31.9, longitude: 118.8 },
    industries: [],
    industry: 'retail',
    contact: null,
    status: 'active',
  };
  if (!(contract.body instanceof z.ZodObject)) return undefined;
  return Object.fromEntries(Object.keys(contract.body.shape).map((field) => [field, fields[field]]));
}
