import type { Page } from '@linzhang/shared/kernel/pages';
import type { EventStamp } from '@linzhang/shared/stamps/scans.contract';
import * as routes from '@linzhang/shared/stamps/stamps.endpoints';
import { codeOf, type Reply, requestId, TestApi } from '../support/api';
import { buildBranch, buildWorker, type Worker } from '../support/people';
import { buildMarket, differences, type Market, stampedMember } from './market';

jest.setTimeout(120_000);

let api: TestApi;
let head: Worker;
let colleague: Worker;
let stranger: Worker;
let at: Market;
beforeAll(async () => {
  api = await TestApi.start();
  const branchId = await buildBranch(api);
  head = await buildWorker(api, branchId, ['head']);
  colleague = await buildWorker(api, branchId, ['manager']);
  stranger = await buildWorker(api, await buildBranch(api), ['head']);
  const staff = await Promise.all([1, 2, 3].map(() => buildWorker(api, branchId, ['staff'])));
  at = await buildMarket(api, { branchId, head, staff, rewards: [], needed: 3 });
});
afterEach(async () => expect(await differences()).toEqual([]));
afterAll(() => api.stop());

const list = (token: string, query: Record<string, string> = {}): Promise<Reply<Page<EventStamp>>> =>
  api.call(routes.listEventStamps, { token, params: { eventId: at.eventId }, query });

describe('the stamps of an event', () => {
  it('are listed for a head, the newest first, page by page, whole or of one booth', async () => {
    await stampedMember(api, at, 2);
    const { body } = await list(head.token);
    expect(body.items.map(({ ordinal, voided, can }) => [ordinal, voided, can.void])).toEqual([
      [2, false, true],
      [1, false, true],
    ]);
    const first = await list(head.token, { limit: '1' });
    const second = await list(head.token, { limit: '1', cursor: first.body.nextCursor ?? '' });
    expect([...first.body.items, ...second.body.items]).toEqual(body.items);
    const ofBooth = await list(head.token, { boothId: at.boothIds[0] ?? '' });
    expect(ofBooth.body.items).toHaveLength(1);
  });

  it("show what was voided, and are nobody else's", async () => {
    const [stamp] = (await list(head.token)).body.items;
    const body = { reason: '代人盖章', requestId: requestId() };
    await api.call(routes.voidStamp, { token: head.token, params: { stampId: stamp?.id ?? '' }, body });
    const [first] = (await list(head.token)).body.items;
    expect(first).toMatchObject({ id: stamp?.id, voided: true, can: { void: false } });
    for (const worker of [stranger, colleague]) {
      const reply = await list(worker.token);
      expect([reply.status, codeOf(reply)]).toEqual([403, 'forbidden']);
    }
  });

  it('of no event are not found', async () => {
    const reply = await api.call(routes.listEventStamps, {
      token: head.token,
      params: { eventId: 'e'.repeat(24) },
      query: {},
    });
    expect(reply.status).toBe(404);
  });
});
