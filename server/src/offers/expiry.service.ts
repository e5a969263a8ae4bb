import type { Types } from 'mongoose';
import type { RecurringJob } from '../db/jobEngine';
import { inTransaction } from '../db/transaction';
import { Claim } from './claim.model';
import { endClaims } from './ending';
import { Offer } from './offer.model';

/** Claims of one offer that one transaction ends: few enough that claiming goes on between two of them. */
const MOST_AT_ONCE = 200;

/** Marks what has run out by `now` as expired, offer by offer: units and budget return. Gives the number of claims. */
export async function expireClaims(now: Date): Promise<number> {
  let count = 0;
  for (;;) {
    const next = await Claim.findOne({ state: 'claimed', validUntil: { $lte: now } }, { offerId: 1 })
      .sort({ validUntil: 1 })
      .lean();
    if (!next) return count;
    count += await expireSome(next.offerId, now);
  }
}

function expireSome(offerId: Types.ObjectId, now: Date): Promise<number> {
  return inTransaction(async (session) => {
    const offer = await Offer.findById(offerId).session(session).lean();
    if (!offer) throw new Error(`claims of an unknown offer ${offerId.toHexString()}`);
    const claims = await Claim.find({ offerId, state: 'claimed', validUntil: { $lte: now } })
      .limit(MOST_AT_ONCE)
      .session(session)
      .lean();
    await endClaims(session, offer, claims, { state: 'expired', by: 'time', now });
    return claims.length;
  });
}

/** Units of what ran out are soon claimable again. */
export const expiryJob: RecurringJob = {
  name: 'claim-expiry',
  cron: '*/5 * * * *',
  work: async ({ now }) => {
    await expireClaims(now());
  },
};
