import { requestId } from '../../support/api';
import { buildDraftOffer, buildOffer, claim, lookUp, offerFields, redeem } from '../../support/world/offers';
import type { World } from '../../support/world/world';
import type { Visits } from './visit';

const ofOffer = ({ offer }: World) => ({ params: { offerId: offer.id } });

/** A claim of the member that the cashier typed in: it waits for the member's tap. */
async function waitingTap(world: World): Promise<string> {
  const { id: claimId } = await claim(world.api, world.member, world.offer.id);
  const { lookupId } = await lookUp(world.api, world, { claimCode: claimId });
  return (await redeem(world.api, world, lookupId, claimId)).id;
}

async function used(world: World): Promise<string> {
  const { id: claimId } = await claim(world.api, world.member, world.offer.id);
  const { lookupId } = await lookUp(world.api, world, { person: world.member });
  await redeem(world.api, world, lookupId, claimId);
  return claimId;
}

/** Offers, claims and what happens at the counter. */
export const offerVisits: Visits = {
  listOffers: { by: 'member', others: 'open' },
  getOffer: { by: 'member', others: 'open', ask: ofOffer },
  listWorkOffers: { by: 'head', others: 'refused', ask: ({ id }) => ({ query: { branchId: id } }) },
  createOffer: {
    by: 'head',
    others: 'refused',
    ask: (world) => ({ body: { ...offerFields(world.api, world), branchId: world.id, requestId: requestId() } }),
  },
  getWorkOffer: { by: 'head', others: 'refused', ask: ofOffer },
  updateOffer: {
    by: 'head',
    others: 'refused',
    ask: async (world) => {
      const { id: offerId, version } = await buildDraftOffer(world.api, world);
      return { params: { offerId }, body: { ...offerFields(world.api, world), version } };
    },
  },
  copyOffer: {
    by: 'head',
    others: 'refused',
    ask: (world) => ({ ...ofOffer(world), body: { requestId: requestId() } }),
  },
  changeOfferStatus: {
    by: 'head',
    others: 'refused',
    ask: async (world) => {
      const { id: offerId, version } = await buildDraftOffer(world.api, world);
      return { params: { offerId }, body: { status: 'published', version, requestId: requestId() } };
    },
  },
  raiseOffer: {
    by: 'head',
    others: 'refused',
    ask: async (world) => {
      const { id: offerId } = await buildOffer(world.api, world);
      return {
        params: { offerId },
        body: { addStock: 5, addBudgetFen: 10_000, reason: '周末人多', requestId: requestId() },
      };
    },
  },
  listOfferClaims: { by: 'head', others: 'refused', ask: ofOffer },
  claimOffer: {
    by: 'member',
    others: 'open',
    ask: (world) => ({ ...ofOffer(world), body: { requestId: requestId() } }),
  },
  listOwnClaims: { by: 'member', others: 'own' },
  countOwnClaims: { by: 'member', others: 'own' },
  getOwnClaim: { by: 'member', others: 'refused', ask: ({ claim: { id } }) => ({ params: { claimId: id } }) },
  listRedemptionRequests: { by: 'member', others: 'own' },
  confirmRedemption: {
    by: 'member',
    others: 'refused',
    ask: async (world) => ({
      params: { redemptionId: await waitingTap(world) },
      body: { requestId: requestId() },
    }),
  },
  lookUpClaims: {
    by: 'cashier',
    others: 'refused',
    ask: async (world) => {
      const { id } = await claim(world.api, world.member, world.offer.id);
      return { body: { code: null, claimCode: id, boothId: null } };
    },
  },
  redeemClaim: {
    by: 'cashier',
    others: 'refused',
    ask: async (world) => {
      const { id: claimId } = await claim(world.api, world.member, world.offer.id);
      const { lookupId } = await lookUp(world.api, world, { person: world.member });
      return { body: { lookupId, claimId, billFen: 6_300, boothId: null, requestId: requestId() } };
    },
  },
  getRedemption: {
    by: 'cashier',
    others: 'refused',
    ask: ({ redeemed }) => ({ params: { redemptionId: redeemed.redemptionId } }),
  },
  listOwnRedemptions: { by: 'cashier', others: 'own' },
  reverseRedemption: {
    by: 'head',
    others: 'refused',
    ask: async (world) => ({
      params: { claimId: await used(world) },
      body: { goodsReturned: true, reason: '退货', requestId: requestId() },
    }),
  },
  cancelClaim: {
    by: 'head',
    others: 'refused',
    ask: async (world) => ({
      params: { claimId: (await claim(world.api, world.member, world.offer.id)).id },
      body: { reason: '商户停业', requestId: requestId() },
    }),
  },
};
