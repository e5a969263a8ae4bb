import type { Claim } from '@linzhang/shared/claims/claims.contract';
import * as routes from '@linzhang/shared/claims/claims.endpoints';
import type { Page } from '@linzhang/shared/kernel/pages';
import { DAY_MS } from '@linzhang/shared/kernel/time';
import type { Offer } from '@linzhang/shared/offers/offers.contract';
import * as offerRoutes from '@linzhang/shared/offers/offers.endpoints';
import { inTransaction } from '../../server/src/db/transaction';
import { eraseHoldings, moveHoldings } from '../../server/src/members/holdings.service';
import { Member } from '../../server/src/members/member.model';
import { registerStanding, type Standing } from '../../server/src/members/standing.service';
import { expireClaims } from '../../server/src/offers/expiry.service';
import { cancelPrize, grantPrize, prizesLeft } from '../../server/src/offers/offers.service';
import { codeOf, type ErrorBody, type Reply, requestId, type TestApi } from '../support/api';
import { buildOffer, claim, getWorkOffer, offerFields, type Shop, shopForAll } from '../support/offers';
import { buildMember, buildWorker, type Person } from '../support/people';

jest.setTimeout(120_000);

let api: TestApi;
let shop: Shop;
shopForAll((started, opened) => {
  [api, shop] = [started, opened];
});

const see = async (by: Person, offerId: string) => {
  const reply: Reply<Offer> = await api.call(offerRoutes.getOffer, { token: by.token, params: { offerId } });
  return reply.body;
};
const list = async (by: Person, query: Record<string, string> = {}) => {
  const reply: Reply<Page<Offer>> = await api.call(offerRoutes.listOffers, {
    token: by.token,
    query: { limit: '100', ...query },
  });
  return reply.body.items.map((offer) => offer.id);
};
const own = async (by: Person, query: Record<string, string> = {}) => {
  const reply: Reply<Page<Claim>> = await api.call(routes.listOwnClaims, { token: by.token, query });
  return reply.body;
};
const counts = async (by: Person) => (await api.call(routes.countOwnClaims, { token: by.token })).body;
const eligibility = offerFields(new Date()).eligibility;

describe('a member', () => {
  it('is told every condition that is not met, and the step that meets it, also when claiming', async () => {
    const offer = await buildOffer(api, shop, {
      eligibility: { ...eligibility, phoneBound: true, tiers: ['wealth'], newMembersOnly: true },
    });
    const member = await buildMember(api);
    await Member.updateOne(
      { _id: member.me.id },
      { $set: { createdAt: new Date(api.clock.now().getTime() - 31 * DAY_MS) } },
    );
    const seen = await see(member, offer.id);
    expect(seen.unmet.map(({ condition, step }) => [condition, step])).toEqual([
      ['phone', 'bind_phone'],
      ['new_member', 'wait'],
      ['tier', 'bind_phone'],
    ]);
    expect(seen.can.claim).toBe(false);
    const refused = await claim(api, member, offer.id);
    expect([refused.status, codeOf(refused)]).toEqual([403, 'offer_not_eligible']);
    expect((refused.body as unknown as ErrorBody).error.details?.['unmet']).toEqual(seen.unmet);
  });

  it('sees what can be claimed, in pages, and no drafts or prizes', async () => {
    const member = await buildMember(api);
    const open = await buildOffer(api, shop);
    const later = await buildOffer(api, shop, { opensAt: new Date(api.clock.now().getTime() + DAY_MS).toISOString() });
    const prize = await buildOffer(api, shop, {
      terms: { kind: 'prize', goods: '雨伞', costFen: 100 },
      merchantId: null,
    });
    const all = await list(member);
    expect(all).toEqual(expect.arrayContaining([open.id, later.id]));
    expect(all).not.toContain(prize.id);
    const claimable = await list(member, { scope: 'claimable' });
    expect([claimable.includes(open.id), claimable.includes(later.id)]).toEqual([true, false]);
    expect((await see(member, later.id)).obstacle).toBe('offer_not_open');
    expect((await see(member, prize.id)).obstacle).toBe('offer_not_claimable');
    expect(codeOf(await claim(api, member, prize.id))).toBe('offer_not_claimable');
    expect((await claim(api, member, open.id)).status).toBe(201);
    expect(await see(member, open.id)).toMatchObject({
      leftCount: 99,
      ownClaims: 1,
      obstacle: 'offer_limit_reached',
      can: { claim: false },
    });
  });

  it('keeps the own claims in pages by state, and sees nobody else their claims', async () => {
    const offer = await buildOffer(api, shop, { perMember: 3, validity: { kind: 'days', days: 1 } });
    const member = await buildMember(api);
    for (let count = 0; count < 3; count += 1) await claim(api, member, offer.id);
    const first = await own(member, { limit: '2' });
    const second = await own(member, { limit: '2', cursor: first.nextCursor ?? '' });
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(3);
    const foreign = await api.call(routes.getOwnClaim, {
      token: (await buildMember(api)).token,
      params: { claimId: first.items[0]?.id ?? '' },
    });
    expect([foreign.status, codeOf(foreign)]).toEqual([404, 'not_found']);
    expect((await own(member, { state: 'usable' })).items).toHaveLength(3);
    expect(await counts(member)).toEqual({ usable: 3, used: 0, ended: 0 });
    api.clock.advance(DAY_MS);
    expect((await own(member, { state: 'usable' })).items).toHaveLength(0);
    expect((await own(member, { state: 'ended' })).items.map(({ state }) => state)).toEqual(Array(3).fill('expired'));
    expect(await counts(member)).toEqual({ usable: 0, used: 0, ended: 3 });
    await expireClaims(api.clock.now());
    expect((await getWorkOffer(api, shop.head, offer.id)).figures).toMatchObject({
      unitsLeft: 100,
      budgetLeftFen: 200_000,
    });
    expect(codeOf(await claim(api, member, offer.id))).toBe('offer_limit_reached');
  });

  it('is stopped by the risk rank where it costs money, and by nothing where it does not', async () => {
    const costly = await buildOffer(api, shop);
    const free = await buildOffer(api, shop, { terms: { kind: 'gift', goods: '福字', costFen: 0 }, budgetFen: 0 });
    const ranks = jest.spyOn(api.wechat, 'riskRank');
    for (const [rank, code] of [
      [4, 'risk_blocked'],
      [3, 'phone_required'],
      [0, null],
    ] as const) {
      const member = await buildMember(api);
      ranks.mockResolvedValue(rank);
      expect(codeOf(await claim(api, member, costly.id))).toBe(code);
      expect((await claim(api, member, free.id)).status).toBe(201);
    }
    ranks.mockRestore();
  });

  it('who leaves gives back what was not used; coming back renews no limit', async () => {
    const offer = await buildOffer(api, shop, { stock: 10 });
    const member = await buildMember(api);
    await claim(api, member, offer.id);
    await inTransaction((session) => eraseHoldings(session, member.me.id, api.clock.now()));
    expect((await getWorkOffer(api, shop.head, offer.id)).figures).toMatchObject({
      unitsLeft: 10,
      budgetLeftFen: 200_000,
    });
    const again = await buildMember(api);
    await Member.updateOne({ _id: again.me.id }, { $set: { returnsFrom: [member.me.id] } });
    expect(codeOf(await claim(api, again, offer.id))).toBe('offer_limit_reached');
  });

  it('who moves takes the claims along, both accounts having taken one', async () => {
    const offer = await buildOffer(api, shop, { perMember: 2, perMemberDay: 2 });
    const [from, to] = [await buildMember(api), await buildMember(api)];
    await claim(api, from, offer.id);
    await claim(api, to, offer.id);
    await inTransaction((session) => moveHoldings(session, from.me.id, to.me.id, api.clock.now()));
    expect((await own(to)).items).toHaveLength(2);
    expect(codeOf(await claim(api, to, offer.id))).toBe('offer_limit_reached');
  });
});

describe('an AUM offer', () => {
  const standing: Standing = {
    tier: 'rising',
    segment: 'B',
    aumFen: 15_000_000,
    average90Fen: 16_000_000,
    aumRiseFen: 0,
  };

  it('is for segment B, counts from the higher baseline and opens once the rise was held', async () => {
    let held = false;
    registerStanding({
      find: async () => standing,
      hasHeld: async (_member, levelFen) => held && levelFen === 26_000_000,
    });
    const terms = { kind: 'aum_threshold' as const, riseFen: 10_000_000, offFen: 50_000 };
    const offer = await buildOffer(api, shop, { terms, merchantId: null, budgetFen: 500_000 });
    const member = await buildMember(api);
    const got = await claim(api, member, offer.id);
    expect(got.body.aumNeededFen).toBe(26_000_000);
    const staff = await buildWorker(api, shop.branchId, ['staff']);
    const look = await api.call<{ lookupId: string }>(routes.lookUpClaims, {
      token: staff.token,
      body: { code: null, claimCode: got.body.id, boothId: null },
    });
    const redeem = () =>
      api.call(routes.redeemClaim, {
        token: staff.token,
        body: {
          lookupId: look.body.lookupId,
          claimId: got.body.id,
          billFen: null,
          boothId: null,
          requestId: requestId(),
        },
      });
    expect(codeOf(await redeem())).toBe('aum_not_reached');
    held = true;
    expect((await redeem()).status).toBe(201);
    registerStanding({ find: async () => ({ ...standing, segment: 'C' }), hasHeld: async () => false });
    expect((await see(await buildMember(api), offer.id)).unmet.map(({ condition }) => condition)).toEqual(['segment']);
    registerStanding({ find: async () => null, hasHeld: async () => false });
  });
});

describe('a prize', () => {
  const prize = () =>
    buildOffer(api, shop, {
      terms: { kind: 'prize', goods: '雨伞', costFen: 1_000 },
      merchantId: null,
      stock: 2,
      budgetFen: 2_000,
    });

  it('is issued once for a grant, as long as there is one, and taken back with its stamp', async () => {
    const offer = await prize();
    const now = api.clock.now();
    const [one, two, three] = [await buildMember(api), await buildMember(api), await buildMember(api)];
    const grant = (member: Person, grantId: string) =>
      grantPrize({ offerId: offer.id, memberId: member.me.id, grantId, now });
    const answers = await Promise.all(Array.from({ length: 10 }, () => grant(one, 'grant-1')));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toHaveProperty('claimId');
    expect(await grant(two, 'grant-2')).toHaveProperty('claimId');
    expect(await grant(three, 'grant-3')).toEqual({ refusal: 'offer_sold_out' });
    expect(await prizesLeft(offer.id)).toBe(0);
    expect(await inTransaction((session) => cancelPrize(session, 'grant-1', now))).toBe('cancelled');
    expect(await inTransaction((session) => cancelPrize(session, 'grant-1', now))).toBe('none');
    expect(await grant(three, 'grant-3')).toHaveProperty('claimId');
  });

  it('is not won by who works here', async () => {
    const offer = await prize();
    const staff = await buildWorker(api, shop.branchId, ['staff']);
    const grant = { offerId: offer.id, memberId: staff.me.id, grantId: 'grant-4', now: api.clock.now() };
    expect(await grantPrize(grant)).toEqual({ refusal: 'offer_not_claimable' });
  });
});
