import * as routes from '@linzhang/shared/members/members.endpoints';
import { codeOf, TestApi } from '../support/api';
import { signIn } from '../support/people';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ REQUEST_TIMEOUT_MS: '2500' });
});
afterAll(() => api.stop());

describe('a request that takes too long', () => {
  it('is answered with timed_out, and the next one works', async () => {
    const person = await signIn(api);
    api.simulator.state.failNext({ call: 'login', times: 1, delayMs: 4_000 });
    const slow = await api.call(routes.signIn, { body: { code: 'sim:slow', device: { platform: 'weapp' } } });
    expect([slow.status, codeOf(slow)]).toEqual([503, 'timed_out']);
    expect((await api.call(routes.getMe, { token: person.token })).status).toBe(200);
  });
});
