import * as employeeRoutes from '@linzhang/shared/employees/employees.endpoints';
import * as routes from '@linzhang/shared/members/members.endpoints';
import { codeOf, type ErrorBody, type Reply, TestApi } from '../support/api';
import { buildMember, signIn } from '../support/people';
import { openTestDatabase, startServerProcess } from '../support/processes';

describe('requests without a session', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start({ RATE_PER_ADDRESS: '20', RATE_PER_ACTOR: '12', TRUST_PROXY: '1' });
  });
  afterAll(() => api.stop());
  const from = (address: string) => ({ 'x-forwarded-for': address });

  it('are counted by address, and told when to come back', async () => {
    const call = () => api.call(routes.getTerms, { headers: from('10.0.0.1') });
    const statuses: number[] = [];
    for (let i = 0; i < 20; i += 1) statuses.push((await call()).status);
    expect(new Set(statuses)).toEqual(new Set([200]));
    const over = (await call()) as Reply<ErrorBody>;
    expect([over.status, codeOf(over)]).toEqual([429, 'rate_limited']);
    expect(Number(over.headers.get('retry-after'))).toBe(over.body.error.details?.['retryAfterSeconds']);
    expect((await api.call(routes.getTerms, { headers: from('10.0.0.2') })).status).toBe(200);
  });

  it('cannot choose their address: only what the proxy added counts', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 22; i += 1)
      statuses.push((await api.call(routes.getTerms, { headers: from(`1.2.3.${i}, 10.0.0.3`) })).status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
  });

  it('with a token that is not ours are counted too, so that none can be guessed', async () => {
    const guess = () => api.call(routes.getMe, { token: 'g'.repeat(43), headers: from('10.0.0.4') });
    const codes: unknown[] = [];
    for (let i = 0; i < 22; i += 1) codes.push(codeOf(await guess()));
    expect(codes.slice(-2)).toEqual(['rate_limited', 'rate_limited']);
    expect(codes[0]).toBe('signed_out');
  });

  it('do not hold up who is signed in behind the same address', async () => {
    const [one, two] = [await signIn(api), await signIn(api)];
    const call = (token: string) => api.call(routes.getMe, { token, headers: from('10.0.0.1') });
    const statuses: number[] = [];
    for (let i = 0; i < 13; i += 1) statuses.push((await call(one.token)).status);
    expect([statuses.slice(0, 12), statuses[12]]).toEqual([Array(12).fill(200), 429]);
    expect((await call(two.token)).status).toBe(200);
  });
});

describe('typing codes', () => {
  it('is limited for an account beside all other limits', async () => {
    const api = await TestApi.start();
    const member = await buildMember(api);
    const codes: unknown[] = [];
    for (let i = 0; i < 21; i += 1) {
      const body = { number: `E-${i}`, code: '00000000' };
      codes.push(codeOf(await api.call(employeeRoutes.activateEmployee, { token: member.token, body })));
    }
    expect(new Set(codes.slice(0, 20))).toEqual(new Set(['activation_invalid']));
    expect(codes[20]).toBe('rate_limited');
    await api.stop();
  });
});

describe('two server processes', () => {
  it('share their counts', async () => {
    const database = await openTestDatabase();
    const env = { MONGODB_URI: database.uri, RATE_PER_ADDRESS: '40', LOG_LEVEL: 'silent' };
    const servers = await Promise.all([startServerProcess(env), startServerProcess(env)]);
    const statuses: number[] = [];
    for (let i = 0; i < 120; i += 1) {
      const response = await fetch(`${servers[i % 2]?.url}/api/terms`);
      await response.arrayBuffer();
      statuses.push(response.status);
    }
    const served = statuses.filter((status) => status === 200).length;
    // Each process lets an eighth pass before it asks the shared count, and tells it then.
    expect(served).toBeGreaterThanOrEqual(40);
    expect(served).toBeLessThanOrEqual(45);
    for (const server of servers) server.child.kill('SIGKILL');
    await Promise.all(servers.map((server) => server.ended));
    await database.drop();
  }, 60_000);
});
