import type { EmployeeSubject } from '@linzhang/shared/employees/employees.policy';
import { offerAbilities } from '@linzhang/shared/offers/offers.policy';
import { maxCostFen, offerFaults, splitCostFen } from '@linzhang/shared/offers/offers.rules';
import type { WorkOffer } from '@linzhang/shared/offers/workOffers.contract';
import { branchNames } from '../branches/branches.service';
import type { BoothRecord } from '../events/events.service';
import { findBooths } from '../events/places.service';
import { groupNames } from '../groups/groups.service';
import { merchantNames } from '../merchants/merchants.service';
import { countersOf } from './counters';
import { fieldsOf } from './drafting.service';
import type { OfferRecord } from './offer.model';
import type { OfferCounterRecord } from './offerCounter.model';
import { presentValidity } from './offers.presenter';

/** Offers as their branch keeps them; names and counters are read in one go. */
export async function presentWorkOffers(
  offers: readonly OfferRecord[],
  reader: EmployeeSubject,
  now: Date,
): Promise<WorkOffer[]> {
  const fields = offers.map(fieldsOf);
  const hex = (ids: readonly (string | null)[]) => [...new Set(ids.filter((id) => id !== null))];
  const [branches, merchants, groups, booths, counters] = await Promise.all([
    branchNames(hex(offers.map((offer) => offer.branchId.toHexString()))),
    merchantNames(hex(fields.map(({ merchantId }) => merchantId))),
    groupNames(hex(fields.flatMap(({ eligibility }) => [...eligibility.groupIds]))),
    findBooths(hex(fields.flatMap(({ boothIds }) => boothIds))),
    countersOf(offers.map((offer) => offer._id)),
  ]);
  const names = { branches, merchants, groups, booths: booths.sort((a, b) => a.number - b.number) };
  return offers.map((offer) => presentOne(offer, counters.get(offer._id.toHexString()), names, reader, now));
}

type Names = Record<'branches' | 'merchants' | 'groups', ReadonlyMap<string, string>> & {
  booths: readonly BoothRecord[];
};

function presentOne(
  offer: OfferRecord,
  counters: OfferCounterRecord | undefined,
  names: Names,
  reader: EmployeeSubject,
  now: Date,
): WorkOffer {
  const { merchantId, eligibility, opensAt, closesAt, validity, ...fields } = fieldsOf(offer);
  const branchId = offer.branchId.toHexString();
  const unitCostFen = maxCostFen(offer.terms);
  const split = splitCostFen(unitCostFen, offer.bankPercent);
  const { groupIds, tiers, segments, stamps, newMembersOnly, phoneBound, aumRiseFen } = eligibility;
  return {
    ...fields,
    id: offer._id.toHexString(),
    branch: { id: branchId, name: names.branches.get(branchId) ?? '' },
    merchant: merchantId === null ? null : { id: merchantId, name: names.merchants.get(merchantId) ?? '' },
    booths: boothsOf(fields.boothIds, names.booths),
    opensAt: opensAt.toISOString(),
    closesAt: closesAt.toISOString(),
    validity: presentValidity(validity),
    eligibility: {
      newMembersOnly,
      phoneBound,
      stamps,
      aumRiseFen,
      groupIds: [...groupIds],
      tiers: [...tiers],
      segments: [...segments],
      groups: groupIds.map((id) => ({ id, name: names.groups.get(id) ?? '' })),
    },
    status: offer.status,
    version: offer.version,
    faults: offer.status === 'draft' ? offerFaults(fieldsOf(offer), now) : [],
    unitCostFen,
    unitBankFen: split.bankFen,
    figures: figuresOf(offer, counters),
    waiting: offer.approvalKind ?? null,
    can: offerAbilities(reader, { branchId, status: offer.status }, offer.approvalKind === 'raise'),
  };
}

function boothsOf(ids: readonly string[], booths: readonly BoothRecord[]): WorkOffer['booths'] {
  return booths.flatMap(({ _id, number, name, eventId }) => {
    const id = _id.toHexString();
    return ids.includes(id) ? [{ id, number, name, eventId: eventId.toHexString() }] : [];
  });
}

function figuresOf(offer: OfferRecord, counters: OfferCounterRecord | undefined): WorkOffer['figures'] {
  return {
    stock: counters?.stock ?? offer.stock,
    budgetFen: counters?.budgetFen ?? offer.budgetFen,
    unitsLeft: counters?.unitsLeft ?? offer.stock,
    budgetLeftFen: counters?.budgetLeftFen ?? offer.budgetFen,
    claimedCount: counters?.claimedCount ?? 0,
    redeemedCount: counters?.redeemedCount ?? 0,
    spentFen: counters?.spentFen ?? 0,
  };
}
