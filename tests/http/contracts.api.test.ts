import { contracts } from '@linzhang/shared/contracts';
import type { Contract } from '@linzhang/shared/kernel/contract';
import { ERRORS, type ErrorCode } from '@linzhang/shared/kernel/errors';
import { WORDS } from '../../miniprogram/src/lib/words';
import { WORK_WORDS } from '../../miniprogram/src/lib/workWords';
import { codeOf, type Reply, TestApi } from '../support/api';
import { buildBranch, buildMember, buildWorker, type Person, signIn, type Worker } from '../support/people';

let api: TestApi;
let stranger: Person;
let customer: Person;
let target: Worker;
beforeAll(async () => {
  api = await TestApi.start();
  stranger = await signIn(api);
  customer = await buildMember(api);
  target = await buildWorker(api, await buildBranch(api), ['staff']);
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

function callEmpty(contract: Contract, token?: string): Promise<Reply> {
  const body = contract.route.method === 'get' ? undefined : {};
  return api.call(contract.route, { params: foreignParams(contract), token, body });
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
    // The parts of a union each say so.
    expect(JSON.stringify(body?.safeParse({ unheardOf: 1 }).error?.issues)).toContain('unrecognized_keys');
  });

  it('names errors that have a status and words', () => {
    const codes = new Set<ErrorCode>(ALL.flatMap(([, contract]) => [...(contract.errors ?? [])]));
    for (const code of codes) expect(ERRORS[code].status).toBeGreaterThanOrEqual(400);
    expect(Object.keys({ ...WORDS, ...WORK_WORDS }).sort()).toEqual(Object.keys(ERRORS).sort());
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
