import type { WorkOffer } from '@linzhang/shared/offers/workOffers.contract';

/** A draft of 满50减20 as its branch keeps it. */
export const OFFER: WorkOffer = {
  id: '1'.repeat(24),
  name: '满50减20',
  intro: '全场可用',
  campaign: null,
  terms: { kind: 'cash_off', thresholdFen: 5_000, offFen: 2_000 },
  boothIds: [],
  booths: [],
  stock: 500,
  perMember: 1,
  perMemberDay: null,
  budgetFen: 1_000_000,
  bankPercent: 50,
  opensAt: '2026-11-20T02:00:00.000Z',
  closesAt: '2026-12-20T02:00:00.000Z',
  validity: { kind: 'days', days: 7 },
  branch: { id: '7'.repeat(24), name: '江宁支行' },
  merchant: { id: '6'.repeat(24), name: '阳光菜市场' },
  eligibility: {
    groupIds: [],
    groups: [],
    tiers: [],
    segments: [],
    newMembersOnly: false,
    phoneBound: true,
    stamps: null,
    aumRiseFen: null,
  },
  status: 'draft',
  version: 3,
  faults: [],
  unitCostFen: 2_000,
  unitBankFen: 1_000,
  figures: {
    stock: 500,
    budgetFen: 1_000_000,
    unitsLeft: 380,
    budgetLeftFen: 760_000,
    claimedCount: 120,
    redeemedCount: 40,
    spentFen: 80_000,
  },
  waiting: null,
  can: { update: true, publish: true, withdraw: false, pause: false, end: false, raise: false, manageClaims: true },
};

/** The same, published. */
export const PUBLISHED: WorkOffer = {
  ...OFFER,
  status: 'published',
  can: { ...OFFER.can, publish: false, pause: true, end: true, raise: true },
};
