import type { WorkOffer } from '@linzhang/shared/offers/workOffers.contract';
import { Claim } from '../../server/src/offers/claim.model';
import { expireClaims } from '../../server/src/offers/expiry.service';
import { StockMovement } from '../../server/src/offers/stockMovement.model';
import { codeOf, requestId, type TestApi } from '../support/api';
import { approveAll, buildMembers, buildOffer, claim, getWorkOffer, type Shop, shopForAll } from '../support/offers';
import { buildMember } from '../support/people';

jest.setTimeout(120_000);

let api: TestApi;
let shop: Shop;
shopForAll((started, opened) => {
  [api, shop] = [started, opened];
});

const figures = async (offer: WorkOffer) => (await getWorkOffer(api, shop.head, offer.id)).figures;
const tally = (codes: readonly (string | null)[]) =>
  Object.fromEntries(
    [...new Set(codes)].map((code) => [code ?? 'claimed', codes.filter((each) => each === code).length]),
  );

describe('claims at the same moment', () => {
  it('give the last one to exactly one of 64 members', async () => {
    const offer = await buildOffer(api, shop, { stock: 1 });
    const members = await buildMembers(api, 64);
    const replies = await Promise.all(members.map((member) => claim(api, member, offer.id)));
    expect(tally(replies.map(codeOf))).toEqual({ claimed: 1, offer_sold_out: 63 });
    expect((await figures(offer)).unitsLeft).toBe(0);
  });

  it('give a member who asks 64 times at once the one that the limit allows', async () => {
    const offer = await buildOffer(api, shop, { stock: 100, perMember: 1 });
    const member = await buildMember(api);
    const replies = await Promise.all(Array.from({ length: 64 }, () => claim(api, member, offer.id)));
    expect(tally(replies.map(codeOf))).toEqual({ claimed: 1, offer_limit_reached: 63 });
    expect((await figures(offer)).claimedCount).toBe(1);
  });

  it('give 100 of 500 members one each, and ledger, stock and budget agree', async () => {
    const offer = await buildOffer(api, shop, { stock: 100, budgetFen: 1_000_000 });
    const members = await buildMembers(api, 500);
    const replies = await Promise.all(members.map((member) => claim(api, member, offer.id)));
    expect(tally(replies.map(codeOf))).toEqual({ claimed: 100, offer_sold_out: 400 });
    expect(await figures(offer)).toMatchObject({ unitsLeft: 0, claimedCount: 100, budgetLeftFen: 800_000 });
    expect(await StockMovement.countDocuments({ offerId: offer.id, kind: 'claimed' })).toBe(100);
  });

  it('stop where the budget is reserved: 1,000 yuan at 20 each are 50 of 100; one that expires lets one more in', async () => {
    const offer = await buildOffer(api, shop, { stock: 100, budgetFen: 100_000, validity: { kind: 'days', days: 1 } });
    const members = await buildMembers(api, 80);
    const replies = await Promise.all(members.map((member) => claim(api, member, offer.id)));
    expect(tally(replies.map(codeOf))).toEqual({ claimed: 50, offer_budget_spent: 30 });
    expect(await figures(offer)).toMatchObject({ unitsLeft: 50, budgetLeftFen: 0 });
    const first = replies.find((reply) => reply.status === 201);
    await Claim.updateMany(
      { offerId: offer.id, _id: { $ne: first?.body.id } },
      { $set: { validUntil: new Date('2027-01-01') } },
    );
    const late = await buildMembers(api, 2);
    api.clock.advance(86_400_000);
    expect(await expireClaims(api.clock.now())).toBe(1);
    const again = await Promise.all(late.map((member) => claim(api, member, offer.id)));
    expect(tally(again.map(codeOf))).toEqual({ claimed: 1, offer_budget_spent: 1 });
  });

  it('take the day into account: two a day of four in all', async () => {
    const offer = await buildOffer(api, shop, { perMember: 4, perMemberDay: 2 });
    const member = await buildMember(api);
    const ask = async () =>
      tally((await Promise.all(Array.from({ length: 10 }, () => claim(api, member, offer.id)))).map(codeOf));
    expect(await ask()).toEqual({ claimed: 2, offer_day_limit_reached: 8 });
    api.clock.advance(86_400_000);
    expect(await ask()).toEqual({ claimed: 2, offer_limit_reached: 8 });
  });

  it('are one for one requestId, 50 times at once and once more later', async () => {
    const offer = await buildOffer(api, shop, { perMember: 5 });
    const other = await buildOffer(api, shop, { perMember: 5 });
    const member = await buildMember(api);
    const id = requestId();
    const replies = await Promise.all(Array.from({ length: 50 }, () => claim(api, member, offer.id, id)));
    expect(new Set(replies.map((reply) => `${reply.status} ${reply.body.id}`)).size).toBe(1);
    expect((await claim(api, member, offer.id, id)).body).toEqual(replies[0]?.body);
    expect(await Claim.countDocuments({ offerId: offer.id })).toBe(1);
    expect(codeOf(await claim(api, member, other.id, id))).toBe('request_reused');
    expect(await figures(other)).toMatchObject({ claimedCount: 0 });
  });

  it('answer a repeat with its claim when all are gone, and one bad request alone', async () => {
    const offer = await buildOffer(api, shop, { stock: 2, perMember: 2 });
    const [one, two, three] = await buildMembers(api, 3);
    if (!one || !two || !three) throw new Error('no members');
    const id = requestId();
    const first = await claim(api, one, offer.id, id);
    const replies = await Promise.all([
      claim(api, two, offer.id),
      claim(api, three, offer.id),
      claim(api, one, offer.id, id),
    ]);
    expect(replies.map(codeOf).slice(0, 2).sort()).toEqual(['offer_sold_out', null].sort());
    expect(replies[2]?.body.id).toBe(first.body.id);
    const bad = await api.call(
      { method: 'post', path: '/offers/:offerId/claims' },
      { token: one.token, params: { offerId: offer.id }, body: { requestId: { $gt: '' } } },
    );
    expect(codeOf(bad)).toBe('invalid_request');
  });

  it('hold every limit while stock is raised, the offer paused and gone on with', async () => {
    const offer = await buildOffer(api, shop, { stock: 20, budgetFen: 40_000 });
    const members = await buildMembers(api, 120);
    const raise = api.call(
      { method: 'post', path: '/work/offers/:offerId/raises' },
      {
        token: shop.head.token,
        params: { offerId: offer.id },
        body: { addStock: 30, addBudgetFen: 60_000, reason: '市场加开一天', requestId: requestId() },
      },
    );
    const codes: (string | null)[] = [];
    const ask = (some: typeof members) =>
      Promise.all(some.map(async (member) => codes.push(codeOf(await claim(api, member, offer.id)))));
    await Promise.all([
      ask(members.slice(0, 40)),
      raise.then(() => approveAll(api, shop.secondHead)),
      ask(members.slice(40, 60)),
    ]);
    await ask(members.slice(60));
    expect(codes.filter((code) => code === null)).toHaveLength(50);
    expect(await figures(offer)).toMatchObject({ stock: 50, unitsLeft: 0, budgetLeftFen: 0, claimedCount: 50 });
  });
});
