import { AppError } from '@linzhang/shared/kernel/errors';
import { merchantNames } from '../merchants/merchants.service';
import { Offer, type OfferRecord } from './offer.model';

/** An offer with the name of its merchant, as answers show it. */
export interface KnownOffer {
  offer: OfferRecord;
  merchant: { id: string; name: string } | null;
}

const KEEP_MS = 10_000;
const MOST = 2_000;

const known = new Map<string, { value: Promise<KnownOffer>; until: number }>();

/**
 * A published offer's description, at most some seconds old. Terms, limits and conditions never change once it is
 * published; whoever needs the status of this moment has the counters' guard, or asks `freshOffer`.
 */
export function knownOffer(offerId: string): Promise<KnownOffer> {
  const cached = known.get(offerId);
  if (cached && cached.until > performance.now()) return cached.value;
  return freshOffer(offerId);
}

/** The same, read anew. */
export function freshOffer(offerId: string): Promise<KnownOffer> {
  const value = read(offerId);
  known.delete(offerId);
  known.set(offerId, { value, until: performance.now() + KEEP_MS });
  // What was asked for longest ago goes first.
  for (const oldest of known.keys()) {
    if (known.size <= MOST) break;
    known.delete(oldest);
  }
  value.then(
    ({ offer }) => isOnShow(offer) || known.delete(offerId),
    () => known.delete(offerId),
  );
  return value;
}

/** A draft still changes, so it is never kept. */
function isOnShow({ status }: OfferRecord): boolean {
  return status !== 'draft' && status !== 'waiting';
}

async function read(offerId: string): Promise<KnownOffer> {
  const offer = await Offer.findById(offerId).lean();
  if (!offer) throw new AppError('not_found');
  const merchantId = offer.merchantId?.toHexString();
  const names = merchantId ? await merchantNames([merchantId]) : null;
  return { offer, merchant: merchantId ? { id: merchantId, name: names?.get(merchantId) ?? '' } : null };
}
