import type { Claim } from '@linzhang/shared/claims/claims.contract';
import * as routes from '@linzhang/shared/claims/claims.endpoints';
import type { LookUp, Redemption } from '@linzhang/shared/claims/redemptions.contract';
import type { Page } from '@linzhang/shared/kernel/pages';
import { mintCodes } from '../../server/src/stamps/codes.service';
import { buildMarket, buildPrize, differences, type Market, stampedMember } from '../stamps/market';
import { codeOf, type Reply, requestId, TestApi } from '../support/api';
import { done } from '../support/done';
import { buildBranch, buildWorker, type Person, type Worker } from '../support/people';

jest.setTimeout(60_000);

let api: TestApi;
let market: Market;
let winner: Person;
let prize: Claim;
let bankStaff: Worker;
let merchantStaff: Worker;

beforeAll(async () => {
  api = await TestApi.start();
  const branchId = await buildBranch(api);
  const offerId = await buildPrize(api, branchId, 5);
  market = await buildMarket(api, { branchId, rewards: [{ at: 2, name: '帆布袋', badge: false, offerId }] });
  [bankStaff, merchantStaff] = market.staff as [Worker, Worker];
  winner = await stampedMember(api, market, 2);
  const wallet = await done<Page<Claim>>(api, routes.listOwnClaims, { token: winner.token });
  prize = wallet.items[0] as Claim;
});
afterAll(() => api.stop());
afterEach(async () => expect(await differences()).toEqual([]));

/** Looks up what the winner may use where an employee stands. */
async function lookUp(by: Person, place: number | null, claimCode: string | null = null): Promise<Reply<LookUp>> {
  const scanned = async () => (await mintCodes(winner.me.id, null, api.clock.now())).codes[0] ?? '';
  const boothId = place === null ? null : (market.boothIds[place] ?? '');
  const code = claimCode === null ? await scanned() : null;
  return api.call(routes.lookUpClaims, { token: by.token, body: { code, claimCode, boothId } });
}

const redeem = (by: Person, lookupId: string, place: number): Promise<Reply<Redemption>> =>
  api.call(routes.redeemClaim, {
    token: by.token,
    body: { lookupId, claimId: prize.id, billFen: null, boothId: market.boothIds[place], requestId: requestId() },
  });

describe('a prize that stamps earned', () => {
  it('is not to be seen at a booth of a merchant, nor away from any, nor by who is not at work there', async () => {
    const passerBy = await buildWorker(api, market.branchId, ['staff']);
    for (const [by, place] of [
      [merchantStaff, 1],
      [bankStaff, 1],
      [bankStaff, null],
      [passerBy, 0],
      [merchantStaff, 0],
    ] as const) {
      expect((await lookUp(by, place)).body.claims).toEqual([]);
      expect(codeOf(await lookUp(by, place, prize.id))).toBe('claim_code_unknown');
    }
  });

  it('is handed out at the booth of the bank, once, and not from a look made there by somebody at another booth', async () => {
    const { body } = await lookUp(bankStaff, 0);
    expect(body.claims).toMatchObject([{ id: prize.id, name: prize.offer.name, needsBill: false }]);
    expect((await redeem(merchantStaff, body.lookupId, 1)).status).toBe(404);
    expect((await redeem(bankStaff, body.lookupId, 1)).status).toBeGreaterThanOrEqual(403);
    expect((await redeem(bankStaff, body.lookupId, 0)).body).toMatchObject({ state: 'redeemed', offFen: 1_000 });
    expect(codeOf(await redeem(bankStaff, body.lookupId, 0))).toBe('claim_already_redeemed');
    const params = { claimId: prize.id };
    expect(await done<Claim>(api, routes.getOwnClaim, { token: winner.token, params })).toMatchObject({
      state: 'redeemed',
    });
  });
});
