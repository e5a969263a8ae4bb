import type { Page } from '@linzhang/shared/kernel/pages';
import type { OfferKind, OfferStatus } from '@linzhang/shared/offers/offers.rules';
import { Types } from 'mongoose';
import { containing } from '../db/containing';
import { pageAfter } from '../db/pages';
import { Offer, type OfferRecord } from './offer.model';

export interface WorkOfferQuery {
  /** Null lists every branch. */
  branchId: string | null;
  status?: OfferStatus;
  kind?: OfferKind;
  search?: string;
  cursor?: string;
  limit: number;
}

/** Offers of a branch, newest first. */
export async function listWorkOffers(query: WorkOfferQuery): Promise<Page<OfferRecord>> {
  const like = query.search ? containing(query.search) : null;
  const filter = {
    ...(query.branchId === null ? {} : { branchId: new Types.ObjectId(query.branchId) }),
    ...(query.status ? { status: query.status } : {}),
    ...(query.kind ? { 'terms.kind': query.kind } : {}),
    ...(like ? { $or: [{ name: like }, { campaign: like }] } : {}),
  };
  return pageAfter(Offer, filter, { field: '_id', direction: -1 }, query, (row) => row as OfferRecord);
}
