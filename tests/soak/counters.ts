import type { RedemptionRequest } from '@linzhang/shared/claims/claims.contract';
import * as claims from '@linzhang/shared/claims/claims.endpoints';
import type { LookUp, Redemption } from '@linzhang/shared/claims/redemptions.contract';
import { requestId } from '../support/api';
import type { Worker } from '../support/people';
import { heldCode, type Work } from './work';

const BILL_FEN = 6_300;
const READ_OUT = 0.2;
/** The claims of the last so many are read out: older ones are mostly used. */
const LATEST = 50;

/** The cashier scans a customer's code, or types one that is read out, and redeems what is there. */
export async function redeem(work: Work, cashier: Worker): Promise<void> {
  await (work.chance.is(READ_OUT) ? redeemTyped(work, cashier) : redeemScanned(work, cashier));
}

async function redeemScanned({ client, chance, town, receipts }: Work, { token }: Worker): Promise<void> {
  const held = heldCode(town.shown.redeem, chance);
  if (!held) return;
  const body = { code: held.code, claimCode: null, boothId: null };
  const found = await client.call<LookUp>(claims.lookUpClaims, { token, body });
  if (found.status >= 300 || found.body.claims.length === 0) return;
  const { id } = chance.of(found.body.claims);
  const wish = wishOf(found.body, id);
  const reply = await client.often<Redemption>(claims.redeemClaim, { token, body: wish });
  if (reply.status < 300) receipts.keep('redemption', reply.body.id);
}

async function redeemTyped({ client, chance, town, receipts }: Work, { token }: Worker): Promise<void> {
  const { claims: readOut } = town.shown;
  if (readOut.length === 0) return;
  const { id, who } = chance.of(readOut.slice(-LATEST));
  const body = { code: null, claimCode: id, boothId: null };
  const found = await client.call<LookUp>(claims.lookUpClaims, { token, body });
  if (found.status >= 300) return;
  const asked = await client.often<Redemption>(claims.redeemClaim, { token, body: wishOf(found.body, id) });
  if (asked.status >= 300) return;
  const waiting = await client.call<{ items: RedemptionRequest[] }>(claims.listRedemptionRequests, who);
  const mine = waiting.status < 300 ? waiting.body.items.find((item) => item.claim.id === id) : undefined;
  if (!mine) return;
  const options = { token: who.token, params: { redemptionId: mine.id }, body: { requestId: requestId() } };
  const reply = await client.often(claims.confirmRedemption, options);
  if (reply.status < 300) receipts.keep('redemption', mine.id);
}

const wishOf = ({ lookupId }: LookUp, claimId: string) => ({
  lookupId,
  claimId,
  billFen: BILL_FEN,
  boothId: null,
  requestId: requestId(),
});
