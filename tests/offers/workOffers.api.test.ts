import * as routes from '@linzhang/shared/offers/offers.endpoints';
import type { WorkOffer } from '@linzhang/shared/offers/workOffers.contract';
import { buildMarket } from '../stamps/market';
import { codeOf, requestId, type TestApi } from '../support/api';
import {
  approveAll,
  buildOffer,
  changeStatus,
  claim,
  draftOffer,
  getWorkOffer,
  offerFields,
  type Shop,
  shopForAll,
} from '../support/offers';
import { buildBranch, buildMember, buildMerchant, buildWorker, type Person } from '../support/people';

jest.setTimeout(120_000);

let api: TestApi;
let shop: Shop;
shopForAll((started, opened) => {
  [api, shop] = [started, opened];
});

const patch = (by: Person, offer: WorkOffer, over: Parameters<typeof offerFields>[1] = {}, version = offer.version) =>
  api.call<WorkOffer>(routes.updateOffer, {
    token: by.token,
    params: { offerId: offer.id },
    body: {
      ...offerFields(new Date(Date.parse(offer.opensAt) + 86_400_000), { merchantId: shop.merchantId, ...over }),
      version,
    },
  });

describe('an offer', () => {
  it('is drafted by the head of the branch, changed and published', async () => {
    const draft = await draftOffer(api, shop, { bankPercent: 50 });
    expect(draft).toMatchObject({
      status: 'draft',
      unitCostFen: 2_000,
      unitBankFen: 1_000,
      faults: [],
      merchant: { id: shop.merchantId },
    });
    const changed = await patch(shop.head, draft, {
      name: '满50减15',
      terms: { kind: 'cash_off', thresholdFen: 5_000, offFen: 1_500 },
    });
    expect(changed.body).toMatchObject({ name: '满50减15', version: 1, unitCostFen: 1_500 });
    expect(codeOf(await patch(shop.head, draft, {}, 0))).toBe('version_conflict');
    const published = await changeStatus(api, shop.head, changed.body, 'published');
    expect(published.body).toMatchObject({
      status: 'published',
      figures: { stock: 100, unitsLeft: 100, budgetLeftFen: 200_000 },
    });
  });

  it('belongs to its branch: others see and do nothing, managers look', async () => {
    const draft = await draftOffer(api, shop);
    const stranger = await buildWorker(api, await buildBranch(api), ['head']);
    const manager = await buildWorker(api, shop.branchId, ['manager']);
    expect(codeOf(await changeStatus(api, stranger, draft, 'published'))).toBe('not_found');
    expect(codeOf(await changeStatus(api, manager, draft, 'published'))).toBe('forbidden');
    expect((await getWorkOffer(api, manager, draft.id)).can).toMatchObject({ update: false, publish: false });
    const list = (by: Person) => api.call(routes.listWorkOffers, { token: by.token });
    expect([(await list(manager)).status, codeOf(await list(shop.cashier))]).toEqual([200, 'forbidden']);
    expect(codeOf(await claim(api, await buildMember(api), draft.id))).toBe('not_found');
    const foreignMerchant = await buildMerchant(api, await buildBranch(api));
    const body = {
      ...offerFields(api.clock.now(), { merchantId: foreignMerchant }),
      branchId: shop.branchId,
      requestId: requestId(),
    };
    expect(codeOf(await api.call(routes.createOffer, { token: shop.head.token, body }))).toBe('not_found');
  });

  it('is refused with everything that is wrong, and where WeChat finds its words risky', async () => {
    const wrong = await draftOffer(api, shop, { budgetFen: 100, perMemberDay: 3 });
    expect(wrong.faults).toEqual(['day_over_member', 'budget_below_unit']);
    const refused = await changeStatus(api, shop.head, wrong, 'published');
    expect(codeOf(refused)).toBe('offer_not_ready');
    const sharing = await draftOffer(api, shop, { intro: '邀请好友即可领取' });
    expect(codeOf(await changeStatus(api, shop.head, sharing, 'published'))).toBe('offer_not_ready');
    const risky = await draftOffer(api, shop, { intro: '这里有违禁内容' });
    expect(codeOf(await changeStatus(api, shop.head, risky, 'published'))).toBe('text_rejected');
  });

  it('keeps its promises once published', async () => {
    const offer = await buildOffer(api, shop);
    expect(
      codeOf(await patch(shop.head, offer, { terms: { kind: 'cash_off', thresholdFen: 9_000, offFen: 2_000 } })),
    ).toBe('offer_fixed');
    expect(codeOf(await patch(shop.head, offer, { stock: 500 }))).toBe('offer_fixed');
    const longer = await patch(shop.head, offer, {
      intro: '延长一周',
      closesAt: new Date(Date.parse(offer.closesAt) + 7 * 86_400_000).toISOString(),
    });
    expect(longer.body).toMatchObject({ intro: '延长一周', status: 'published' });
    expect((await claim(api, await buildMember(api), offer.id)).status).toBe(201);
  });

  it('names booths of the branch where it is used as well, also once published', async () => {
    const offer = await buildOffer(api, shop);
    const { boothIds, eventId } = await buildMarket(api, { branchId: shop.branchId, head: shop.head });
    const [bank = '', merchants = ''] = boothIds;
    const named = await patch(shop.head, offer, { boothIds: [merchants, bank] });
    expect(named.body.boothIds).toEqual([merchants, bank]);
    expect(named.body.booths).toEqual([
      { id: bank, number: 1, name: '摊位1', eventId },
      { id: merchants, number: 2, name: '摊位2', eventId },
    ]);
    const elsewhere = await buildMarket(api);
    expect((await patch(shop.head, named.body, { boothIds: elsewhere.boothIds })).status).toBe(404);
  });

  it('pauses, goes on and ends; what a pause means is said', async () => {
    const offer = await buildOffer(api, shop);
    expect((await claim(api, await buildMember(api), offer.id)).status).toBe(201);
    const paused = await changeStatus(api, shop.head, offer, 'paused');
    expect(codeOf(await claim(api, await buildMember(api), offer.id))).toBe('offer_paused');
    const on = await changeStatus(api, shop.head, paused.body, 'published');
    expect((await claim(api, await buildMember(api), offer.id)).status).toBe(201);
    const ended = await changeStatus(api, shop.head, on.body, 'ended');
    expect(codeOf(await claim(api, await buildMember(api), offer.id))).toBe('offer_ended');
    expect(codeOf(await changeStatus(api, shop.head, ended.body, 'published'))).toBe('offer_status_fixed');
  });

  it('is copied as a draft', async () => {
    const offer = await buildOffer(api, shop, { campaign: '国庆' });
    const id = requestId();
    const copy = () =>
      api.call<WorkOffer>(routes.copyOffer, {
        token: shop.head.token,
        params: { offerId: offer.id },
        body: { requestId: id },
      });
    const [one, two] = await Promise.all([copy(), copy()]);
    expect(one.body).toMatchObject({ status: 'draft', campaign: '国庆', version: 0, terms: offer.terms });
    expect(two.body.id).toBe(one.body.id);
  });
});

describe('a second person', () => {
  it('is asked for an offer over the limit of the month, summed by merchant, also by two at once', async () => {
    const merchant = { ...shop, merchantId: await buildMerchant(api, shop.branchId) };
    const drafts = await Promise.all([
      draftOffer(api, merchant, { budgetFen: 600_000, stock: 1_000 }),
      draftOffer(api, merchant, { budgetFen: 600_000, stock: 1_000 }),
    ]);
    const replies = await Promise.all(drafts.map((draft) => changeStatus(api, shop.head, draft, 'published')));
    expect(replies.map((reply) => reply.body.status).sort()).toEqual(['published', 'waiting']);
    const within = await changeStatus(
      api,
      shop.head,
      await draftOffer(api, merchant, { budgetFen: 400_000, stock: 1_000 }),
      'published',
    );
    expect(within.body.status).toBe('published');
    const waiting = replies.find((reply) => reply.body.status === 'waiting')?.body as WorkOffer;
    expect(codeOf(await claim(api, await buildMember(api), waiting.id))).toBe('not_found');
    await approveAll(api, shop.secondHead);
    expect((await getWorkOffer(api, shop.head, waiting.id)).status).toBe('published');
    expect((await claim(api, await buildMember(api), waiting.id)).status).toBe(201);
  });

  it('is not who asked, who may take it back', async () => {
    const draft = await draftOffer(api, shop, { budgetFen: 90_000_000, stock: 100_000 });
    const waiting = await changeStatus(api, shop.head, draft, 'published');
    expect(waiting.body).toMatchObject({
      status: 'waiting',
      waiting: 'publish',
      can: { update: false, withdraw: true },
    });
    await expect(approveAll(api, shop.head)).rejects.toThrow('own_request');
    const back = await changeStatus(api, shop.head, waiting.body, 'draft');
    expect(back.body).toMatchObject({ status: 'draft', waiting: null, can: { update: true } });
  });

  it('is asked for a raise, one at a time', async () => {
    const offer = await buildOffer(api, shop);
    const raise = (addStock: number, addBudgetFen: number) =>
      api.call<WorkOffer>(routes.raiseOffer, {
        token: shop.head.token,
        params: { offerId: offer.id },
        body: { addStock, addBudgetFen, reason: '报名很多', requestId: requestId() },
      });
    expect(codeOf(await raise(0, 0))).toBe('offer_raise_empty');
    expect((await raise(50, 100_000)).body).toMatchObject({ waiting: 'raise', figures: { stock: 100 } });
    expect(codeOf(await raise(1, 0))).toBe('offer_raise_waiting');
    await approveAll(api, shop.secondHead);
    expect(await getWorkOffer(api, shop.head, offer.id)).toMatchObject({
      waiting: null,
      figures: { stock: 150, unitsLeft: 150, budgetFen: 300_000, budgetLeftFen: 300_000 },
    });
  });
});
