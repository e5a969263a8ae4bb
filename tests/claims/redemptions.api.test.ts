import type { Claim, RedemptionRequest } from '@linzhang/shared/claims/claims.contract';
import * as routes from '@linzhang/shared/claims/claims.endpoints';
import { claimCodeOf } from '@linzhang/shared/claims/claims.rules';
import type { LookUp, OfferClaim, Redemption } from '@linzhang/shared/claims/redemptions.contract';
import { HOUR_MS } from '@linzhang/shared/kernel/time';
import type { Notice } from '@linzhang/shared/messages/messages.contract';
import { EmployeeHour } from '../../server/src/offers/employeeHour.model';
import { mintCodes } from '../../server/src/stamps/codes.service';
import { codeOf, type Reply, requestId, type TestApi } from '../support/api';
import { approveAll, buildOffer, claim, getWorkOffer, type Shop, shopForAll } from '../support/offers';
import { buildMember, buildMerchant, buildWorker, type Person } from '../support/people';

jest.setTimeout(120_000);

let api: TestApi;
let shop: Shop;
shopForAll((started, opened) => {
  [api, shop] = [started, opened];
});

const redeemCode = async (member: Person) => (await mintCodes(member.me.id, null, api.clock.now())).codes[0] ?? '';
const lookUp = (by: Person, body: { code?: string; claimCode?: string; boothId?: string }): Promise<Reply<LookUp>> =>
  api.call(routes.lookUpClaims, { token: by.token, body: { code: null, claimCode: null, boothId: null, ...body } });
const redeem = (
  by: Person,
  body: { lookupId: string; claimId: string; billFen?: number | null },
  id = requestId(),
): Promise<Reply<Redemption>> =>
  api.call(routes.redeemClaim, { token: by.token, body: { boothId: null, billFen: 6_300, ...body, requestId: id } });
const confirm = (by: Person, redemptionId: string, id = requestId()): Promise<Reply<Claim>> =>
  api.call(routes.confirmRedemption, { token: by.token, params: { redemptionId }, body: { requestId: id } });
const asked = async (by: Person) => {
  const reply: Reply<{ items: RedemptionRequest[] }> = await api.call(routes.listRedemptionRequests, {
    token: by.token,
  });
  return reply.body.items;
};
const own = async (by: Person, claimId: string) => {
  const reply: Reply<Claim> = await api.call(routes.getOwnClaim, { token: by.token, params: { claimId } });
  return reply.body;
};

/** A member with a claim of a new offer of the shop. */
async function buildClaim(over: Parameters<typeof buildOffer>[2] = {}) {
  const offer = await buildOffer(api, shop, over);
  const member = await buildMember(api);
  const reply = await claim(api, member, offer.id);
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
  return { offer, member, claim: reply.body };
}

describe('redeeming by the code of the customer', () => {
  it('takes 20 yuan off a bill of 63, settles the budget and tells the customer', async () => {
    const { offer, member, claim: held } = await buildClaim();
    const found = await lookUp(shop.cashier, { code: await redeemCode(member) });
    expect(found.body).toMatchObject({ by: 'member_code', claims: [{ id: held.id, needsBill: true }] });
    const id = requestId();
    const wish = { lookupId: found.body.lookupId, claimId: held.id };
    const reply = await redeem(shop.cashier, wish, id);
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({ state: 'redeemed', billFen: 6_300, offFen: 2_000 });
    expect((await redeem(shop.cashier, wish, id)).body).toEqual(reply.body);
    expect(await own(member, held.id)).toMatchObject({ state: 'redeemed', billFen: 6_300, offFen: 2_000 });
    const { figures } = await getWorkOffer(api, shop.head, offer.id);
    expect(figures).toMatchObject({ redeemedCount: 1, spentFen: 2_000, budgetLeftFen: 198_000, unitsLeft: 99 });
    const notices: Reply<{ items: Notice[] }> = await api.call(
      { method: 'get', path: '/me/notices' },
      { token: member.token },
    );
    expect(notices.body.items.map((notice) => notice.kind)).toContain('claim_redeemed');
    expect(codeOf(await redeem(shop.cashier, wish))).toBe('claim_already_redeemed');
  });

  it('gives back what the discount did not cost', async () => {
    const terms = { kind: 'discount' as const, payPercent: 80, capFen: 3_000, thresholdFen: 0 };
    const { offer, member, claim: held } = await buildClaim({ terms, budgetFen: 30_000 });
    const { body } = await lookUp(shop.cashier, { code: await redeemCode(member) });
    await redeem(shop.cashier, { lookupId: body.lookupId, claimId: held.id, billFen: 5_000 });
    const { figures } = await getWorkOffer(api, shop.head, offer.id);
    expect(figures).toMatchObject({ spentFen: 1_000, budgetLeftFen: 29_000 });
  });

  it('asks for a bill that reaches the threshold', async () => {
    const { member, claim: held } = await buildClaim();
    const { lookupId } = (await lookUp(shop.cashier, { code: await redeemCode(member) })).body;
    const wish = { lookupId, claimId: held.id };
    expect(codeOf(await redeem(shop.cashier, { ...wish, billFen: null }))).toBe('bill_required');
    expect(codeOf(await redeem(shop.cashier, { ...wish, billFen: 4_999 }))).toBe('bill_too_small');
    expect((await redeem(shop.cashier, { ...wish, billFen: 5_000 })).status).toBe(201);
  });

  it('is used by one of 20 at the same time', async () => {
    const { offer, member, claim: held } = await buildClaim();
    const { lookupId } = (await lookUp(shop.cashier, { code: await redeemCode(member) })).body;
    const wish = { lookupId, claimId: held.id };
    const replies = await Promise.all(Array.from({ length: 20 }, () => redeem(shop.cashier, wish)));
    expect(replies.filter((reply) => reply.status === 201)).toHaveLength(1);
    expect(new Set(replies.map(codeOf))).toEqual(new Set([null, 'claim_already_redeemed']));
    expect((await getWorkOffer(api, shop.head, offer.id)).figures.redeemedCount).toBe(1);
  });

  it('refuses forged, foreign and old codes, and a look that is over', async () => {
    const { member, claim: held } = await buildClaim();
    const code = await redeemCode(member);
    expect(codeOf(await lookUp(shop.cashier, { code: `${code.slice(0, -1)}x` }))).toBe('code_invalid');
    expect(codeOf(await lookUp(shop.cashier, {}))).toBe('invalid_request');
    const found = await lookUp(shop.cashier, { code });
    const colleague = await buildWorker(api, shop.branchId, ['cashier'], shop.merchantId);
    const wish = { lookupId: found.body.lookupId, claimId: held.id };
    expect(codeOf(await redeem(colleague, wish))).toBe('not_found');
    api.clock.advance(121_000);
    expect(codeOf(await lookUp(shop.cashier, { code }))).toBe('code_expired');
    api.clock.advance(180_000);
    expect(codeOf(await redeem(shop.cashier, wish))).toBe('lookup_expired');
  });

  it('shows another merchant nothing, and lets managers and customers not in', async () => {
    const { member } = await buildClaim();
    const stranger = await buildWorker(api, shop.branchId, ['cashier'], await buildMerchant(api, shop.branchId));
    const manager = await buildWorker(api, shop.branchId, ['manager']);
    const code = await redeemCode(member);
    expect((await lookUp(stranger, { code })).body.claims).toEqual([]);
    expect(codeOf(await lookUp(manager, { code }))).toBe('forbidden');
    expect(codeOf(await lookUp(member, { code }))).toBe('forbidden');
  });
});

describe('redeeming by the typed code', () => {
  it('waits for the tap of the customer, who has 60 seconds', async () => {
    const { member, claim: held } = await buildClaim();
    const typed = `${held.id.slice(0, 4)}-${held.id.slice(4).toLowerCase()}`;
    const found = await lookUp(shop.cashier, { claimCode: typed });
    expect(found.body).toMatchObject({ by: 'claim_code', claims: [{ id: held.id }] });
    const wish = { lookupId: found.body.lookupId, claimId: held.id };
    const first = await redeem(shop.cashier, wish);
    expect(first.body).toMatchObject({ state: 'waiting', offFen: 2_000 });
    expect(await asked(member)).toMatchObject([{ id: first.body.id, billFen: 6_300 }]);
    api.clock.advance(60_000);
    expect(await asked(member)).toEqual([]);
    expect(codeOf(await confirm(member, first.body.id))).toBe('redemption_lapsed');
    const second = await redeem(shop.cashier, { ...wish, billFen: 8_000 });
    api.clock.advance(59_999);
    const id = requestId();
    const done = await confirm(member, second.body.id, id);
    expect(done.body).toMatchObject({ state: 'redeemed', billFen: 8_000 });
    expect((await confirm(member, second.body.id, id)).body).toEqual(done.body);
    expect(codeOf(await confirm(member, second.body.id))).toBe('claim_already_redeemed');
    const seen: Reply<Redemption> = await api.call(routes.getRedemption, {
      token: shop.cashier.token,
      params: { redemptionId: second.body.id },
    });
    expect(seen.body.state).toBe('redeemed');
  });

  it('is confirmed once of 20 taps, and by nobody else', async () => {
    const { member, claim: held } = await buildClaim();
    const { lookupId } = (await lookUp(shop.cashier, { claimCode: held.id })).body;
    const waiting = await redeem(shop.cashier, { lookupId, claimId: held.id });
    expect(codeOf(await confirm(await buildMember(api), waiting.body.id))).toBe('not_found');
    const replies = await Promise.all(Array.from({ length: 20 }, () => confirm(member, waiting.body.id)));
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1);
  });

  it('is locked for an hour by the tenth wrong code, the same for unknown ones and those of others', async () => {
    const { claim: held } = await buildClaim();
    const foreign = await buildWorker(api, shop.branchId, ['cashier'], await buildMerchant(api, shop.branchId));
    const unknown = claimCodeOf(new Uint8Array(11).fill(7));
    const bodies = [
      (await lookUp(foreign, { claimCode: held.id })) as unknown as Reply<{
        error: { code: string; details?: object };
      }>,
      (await lookUp(foreign, { claimCode: unknown })) as unknown as Reply<{
        error: { code: string; details?: object };
      }>,
    ].map(({ status, body }) => [status, body.error.code, body.error.details]);
    expect(bodies[0]).toEqual(bodies[1]);
    expect(
      codeOf(await lookUp(foreign, { claimCode: `${held.id.slice(0, -1)}${held.id.endsWith('0') ? '1' : '0'}` })),
    ).toBe('claim_code_mistyped');
    const more = await Promise.all(Array.from({ length: 20 }, () => lookUp(foreign, { claimCode: unknown })));
    const codes = more.map(codeOf);
    expect(codes.filter((code) => code === 'claim_code_unknown')).toHaveLength(8);
    expect(codes.filter((code) => code === 'claim_typing_locked')).toHaveLength(12);
    api.clock.advance(HOUR_MS - 1);
    expect(codeOf(await lookUp(foreign, { claimCode: unknown }))).toBe('claim_typing_locked');
    api.clock.advance(1);
    expect(codeOf(await lookUp(foreign, { claimCode: unknown }))).toBe('claim_code_unknown');
  });

  it('gives a right code its try back', async () => {
    const cashier = await buildWorker(api, shop.branchId, ['cashier'], shop.merchantId);
    const { claim: held } = await buildClaim();
    for (let tries = 0; tries < 12; tries += 1)
      expect((await lookUp(cashier, { claimCode: held.id })).status).toBe(200);
  });
});

describe('a cashier', () => {
  it('redeems 30 an hour, then a head is asked; who agrees lets the cashier go on', async () => {
    const cashier = await buildWorker(api, shop.branchId, ['cashier'], shop.merchantId);
    const offer = await buildOffer(api, shop, { perMember: 40, stock: 100, budgetFen: 200_000 });
    const member = await buildMember(api);
    const ids: string[] = [];
    for (let count = 0; count < 32; count += 1) ids.push((await claim(api, member, offer.id)).body.id);
    const { lookupId } = (await lookUp(cashier, { code: await redeemCode(member) })).body;
    await EmployeeHour.create([{ _id: `redemption:${cashier.employee.id}`, times: Array(29).fill(api.clock.now()) }]);
    const replies = await Promise.all(ids.slice(0, 5).map((claimId) => redeem(cashier, { lookupId, claimId })));
    expect(replies.map(codeOf).sort()).toEqual([null, ...Array(4).fill('redemption_limit_reached')].sort());
    await approveAll(api, shop.head);
    const left = ids.slice(5, 7);
    for (const claimId of left) expect((await redeem(cashier, { lookupId, claimId })).status).toBe(201);
    const today: Reply<{ count: number; offFen: number; items: Redemption[] }> = await api.call(
      routes.listOwnRedemptions,
      {
        token: cashier.token,
      },
    );
    expect(today.body).toMatchObject({ count: 3, offFen: 6_000 });
  });
});

describe('a head', () => {
  const reverse = (by: Person, claimId: string, goodsReturned: boolean, id = requestId()): Promise<Reply<OfferClaim>> =>
    api.call(routes.reverseRedemption, {
      token: by.token,
      params: { claimId },
      body: { goodsReturned, reason: '顾客退货', requestId: id },
    });

  async function buildRedeemed(over: Parameters<typeof buildOffer>[2] = {}) {
    const held = await buildClaim(over);
    const { lookupId } = (await lookUp(shop.cashier, { code: await redeemCode(held.member) })).body;
    await redeem(shop.cashier, { lookupId, claimId: held.claim.id });
    return held;
  }

  it('reverses within 24 hours: the budget returns, the unit with the goods, the claim does not', async () => {
    const { offer, member, claim: held } = await buildRedeemed();
    const id = requestId();
    const replies = await Promise.all(Array.from({ length: 5 }, () => reverse(shop.head, held.id, true, id)));
    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([200]));
    const { figures } = await getWorkOffer(api, shop.head, offer.id);
    expect(figures).toMatchObject({
      unitsLeft: 100,
      budgetLeftFen: 200_000,
      spentFen: 0,
      redeemedCount: 0,
      claimedCount: 1,
    });
    expect((await own(member, held.id)).state).toBe('reversed');
    expect(codeOf(await claim(api, member, offer.id))).toBe('offer_limit_reached');
    expect(codeOf(await reverse(shop.head, held.id, true))).toBe('claim_not_redeemed');
  });

  it('keeps the unit out where the goods are gone, and is too late after 24 hours', async () => {
    const gone = await buildRedeemed();
    await reverse(shop.head, gone.claim.id, false);
    expect((await getWorkOffer(api, shop.head, gone.offer.id)).figures).toMatchObject({
      unitsLeft: 99,
      budgetLeftFen: 200_000,
    });
    const late = await buildRedeemed();
    api.clock.advance(24 * HOUR_MS + 1);
    expect(codeOf(await reverse(shop.head, late.claim.id, true))).toBe('reversal_too_late');
    expect(codeOf(await reverse(shop.cashier, late.claim.id, true))).toBe('not_found');
  });

  it('cancels an unused claim, which then does not count for the member', async () => {
    const { offer, member, claim: held } = await buildClaim();
    const body = { reason: '活动调整', requestId: requestId() };
    const call = (by: Person) => api.call(routes.cancelClaim, { token: by.token, params: { claimId: held.id }, body });
    const manager = await buildWorker(api, shop.branchId, ['manager']);
    expect(codeOf(await call(manager))).toBe('forbidden');
    expect((await call(shop.head)).body).toMatchObject({ state: 'cancelled', reason: '活动调整' });
    expect((await call(shop.head)).status).toBe(200);
    expect((await getWorkOffer(api, shop.head, offer.id)).figures).toMatchObject({
      unitsLeft: 100,
      budgetLeftFen: 200_000,
    });
    expect((await claim(api, member, offer.id)).status).toBe(201);
    const list: Reply<{ items: OfferClaim[] }> = await api.call(routes.listOfferClaims, {
      token: shop.head.token,
      params: { offerId: offer.id },
      query: { limit: '1' },
    });
    expect(list.body.items).toHaveLength(1);
  });
});
