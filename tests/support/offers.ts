import type { Claim } from '@linzhang/shared/claims/claims.contract';
import * as claimRoutes from '@linzhang/shared/claims/claims.endpoints';
import * as offerRoutes from '@linzhang/shared/offers/offers.endpoints';
import type { OfferFields, WorkOffer } from '@linzhang/shared/offers/workOffers.contract';
import type { Difference } from '../../server/src/db/difference';
import { verifyOffers } from '../../server/src/offers/verify.service';
import { type Reply, requestId, TestApi } from './api';
import { EVERYBODY } from './eligibility';
import { buildBranch, buildMember, buildMerchant, buildWorker, type Person, type Worker } from './people';

const DAY_MS = 86_400_000;

/** Fields of an offer that can be published: 满50减20, 100 of them, one a member. */
export function offerFields(now: Date, over: Partial<OfferFields> = {}): OfferFields {
  return {
    name: '满50减20',
    intro: '阳光菜市场全场可用',
    campaign: null,
    terms: { kind: 'cash_off', thresholdFen: 5_000, offFen: 2_000 },
    merchantId: null,
    boothIds: [],
    stock: 100,
    perMember: 1,
    perMemberDay: null,
    budgetFen: 200_000,
    bankPercent: 100,
    opensAt: new Date(now.getTime() - DAY_MS).toISOString(),
    closesAt: new Date(now.getTime() + 30 * DAY_MS).toISOString(),
    validity: { kind: 'days', days: 7 },
    eligibility: EVERYBODY,
    ...over,
  };
}

/** A branch with a merchant, its cashier and its heads. */
export interface Shop {
  branchId: string;
  merchantId: string;
  head: Worker;
  secondHead: Worker;
  cashier: Worker;
}

export async function buildShop(api: TestApi): Promise<Shop> {
  const branchId = await buildBranch(api);
  const merchantId = await buildMerchant(api, branchId);
  const head = await buildWorker(api, branchId, ['head']);
  const secondHead = await buildWorker(api, branchId, ['head']);
  const cashier = await buildWorker(api, branchId, ['cashier'], merchantId);
  return { branchId, merchantId, head, secondHead, cashier };
}

/** A draft made through the endpoint. */
export async function draftOffer(api: TestApi, shop: Shop, over: Partial<OfferFields> = {}): Promise<WorkOffer> {
  const fields = offerFields(api.clock.now(), { merchantId: shop.merchantId, ...over });
  const reply: Reply<WorkOffer> = await api.call(offerRoutes.createOffer, {
    token: shop.head.token,
    body: { ...fields, branchId: shop.branchId, requestId: requestId() },
  });
  if (reply.status !== 201) throw new Error(`no draft: ${JSON.stringify(reply.body)}`);
  return reply.body;
}

/** Asks for another status and gives back the reply. */
export function changeStatus(
  api: TestApi,
  by: Person,
  offer: Pick<WorkOffer, 'id' | 'version'>,
  status: string,
): Promise<Reply<WorkOffer>> {
  return api.call(offerRoutes.changeOfferStatus, {
    token: by.token,
    params: { offerId: offer.id },
    body: { status, version: offer.version, requestId: requestId() },
  });
}

/** A published offer, within the month's cost limit or not. */
export async function buildOffer(api: TestApi, shop: Shop, over: Partial<OfferFields> = {}): Promise<WorkOffer> {
  const draft = await draftOffer(api, shop, over);
  const reply = await changeStatus(api, shop.head, draft, 'published');
  if (reply.status !== 200) throw new Error(`not published: ${JSON.stringify(reply.body)}`);
  if (reply.body.status !== 'waiting') return reply.body;
  await approveAll(api, shop.secondHead);
  return getWorkOffer(api, shop.head, draft.id);
}

/** The second person agrees to everything that waits. */
export async function approveAll(api: TestApi, by: Person): Promise<void> {
  const open: Reply<{ items: { id: string }[] }> = await api.call(
    { method: 'get', path: '/approvals' },
    { token: by.token },
  );
  for (const { id } of open.body.items) {
    const body = { approve: true, note: '', requestId: requestId() };
    const path = '/approvals/:approvalId/decisions';
    const reply = await api.call({ method: 'post', path }, { token: by.token, params: { approvalId: id }, body });
    if (reply.status !== 200) throw new Error(`not approved: ${JSON.stringify(reply.body)}`);
  }
}

/** An offer as the head sees it now. */
export async function getWorkOffer(api: TestApi, by: Person, offerId: string): Promise<WorkOffer> {
  const reply: Reply<WorkOffer> = await api.call(offerRoutes.getWorkOffer, { token: by.token, params: { offerId } });
  return reply.body;
}

/** A member asks for one of an offer. */
export function claim(
  api: TestApi,
  member: Pick<Person, 'token'>,
  offerId: string,
  id = requestId(),
): Promise<Reply<Claim>> {
  return api.call(claimRoutes.claimOffer, { token: member.token, params: { offerId }, body: { requestId: id } });
}

/** Several members who have agreed to the terms. */
export async function buildMembers(api: TestApi, count: number): Promise<Person[]> {
  const members: Person[] = [];
  while (members.length < count)
    members.push(
      ...(await Promise.all(Array.from({ length: Math.min(25, count - members.length) }, () => buildMember(api)))),
    );
  return members;
}

/** What the checker finds; nothing where counters, ledgers and claims agree. */
export async function differences(): Promise<Difference[]> {
  const found: Difference[] = [];
  for await (const difference of verifyOffers()) found.push(difference);
  return found;
}

/** Starts a server with one shop for the tests of a file; after each of them counters, ledgers and claims agree. */
export function shopForAll(use: (api: TestApi, shop: Shop) => void): void {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    use(api, await buildShop(api));
  });
  afterEach(async () => expect(await differences()).toEqual([]));
  afterAll(() => api.stop());
}
