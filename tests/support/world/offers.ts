import type { Claim } from '@linzhang/shared/claims/claims.contract';
import * as claims from '@linzhang/shared/claims/claims.endpoints';
import type { LookUp, Redemption } from '@linzhang/shared/claims/redemptions.contract';
import { HOUR_MS } from '@linzhang/shared/kernel/time';
import * as routes from '@linzhang/shared/offers/offers.endpoints';
import type { OfferFields, WorkOffer } from '@linzhang/shared/offers/workOffers.contract';
import type { CodeHour } from '@linzhang/shared/stamps/stamps.contract';
import * as stamps from '@linzhang/shared/stamps/stamps.endpoints';
import { type Caller, requestId } from '../api';
import { done } from '../done';
import { EVERYBODY } from '../eligibility';
import { type Person, uniqueName } from '../people';
import type { Staffed } from './branch';

/** 满50减20 of the branch's partner, open for a week around now, for everybody. */
export function offerFields(api: Caller, branch: Staffed, over: Partial<OfferFields> = {}): OfferFields {
  const now = api.clock.now().getTime();
  return {
    name: uniqueName('满减'),
    intro: '',
    campaign: null,
    terms: { kind: 'cash_off', thresholdFen: 5_000, offFen: 2_000 },
    merchantId: branch.merchantId,
    boothIds: [],
    stock: 50,
    perMember: 10,
    perMemberDay: null,
    budgetFen: 20_000,
    bankPercent: 50,
    opensAt: new Date(now - HOUR_MS).toISOString(),
    closesAt: new Date(now + 24 * HOUR_MS).toISOString(),
    validity: { kind: 'days', days: 7 },
    eligibility: EVERYBODY,
    ...over,
  };
}

/** What makes an offer a prize of a card. */
export const PRIZE = {
  terms: { kind: 'prize', goods: '帆布袋一只', costFen: 300 },
  merchantId: null,
  bankPercent: 100,
  budgetFen: 15_000,
} as const satisfies Partial<OfferFields>;

/** A draft of an offer, made by the head. */
export function buildDraftOffer(api: Caller, branch: Staffed, over: Partial<OfferFields> = {}): Promise<WorkOffer> {
  const body = { ...offerFields(api, branch, over), branchId: branch.id, requestId: requestId() };
  return done(api, routes.createOffer, { token: branch.head.token, body });
}

/** Publishes a draft; over the cost limit it then waits. */
export function publishOffer(api: Caller, branch: Staffed, draft: WorkOffer): Promise<WorkOffer> {
  return done(api, routes.changeOfferStatus, {
    token: branch.head.token,
    params: { offerId: draft.id },
    body: { status: 'published', version: draft.version, requestId: requestId() },
  });
}

/** A published offer, made by the head. */
export async function buildOffer(api: Caller, branch: Staffed, over: Partial<OfferFields> = {}): Promise<WorkOffer> {
  return publishOffer(api, branch, await buildDraftOffer(api, branch, over));
}

/** The head asks for more stock of a published offer. */
export function askRaise(api: Caller, branch: Staffed, offerId: string): Promise<WorkOffer> {
  const body = { addStock: 5, addBudgetFen: 10_000, reason: '周末人多', requestId: requestId() };
  return done(api, routes.raiseOffer, { token: branch.head.token, params: { offerId }, body });
}

/** A member takes one of an offer. */
export function claim(api: Caller, person: Person, offerId: string): Promise<Claim> {
  const body = { requestId: requestId() };
  return done(api, claims.claimOffer, { token: person.token, params: { offerId }, body });
}

/** The code that a member shows at the counter now. */
export async function redeemCode(api: Caller, person: Person): Promise<string> {
  const hour: CodeHour = await done(api, stamps.mintRedeemCodes, { token: person.token, body: {} });
  return hour.codes[0] ?? '';
}

/** The cashier scans the member's code, or types a claim's. */
export async function lookUp(
  api: Caller,
  branch: Staffed,
  by: { person: Person } | { claimCode: string },
): Promise<LookUp> {
  const code = 'person' in by ? await redeemCode(api, by.person) : null;
  const body = { code, claimCode: 'claimCode' in by ? by.claimCode : null, boothId: null };
  return done(api, claims.lookUpClaims, { token: branch.cashier.token, body });
}

/** The cashier redeems what was looked up, against a bill of 63 yuan. */
export function redeem(api: Caller, branch: Staffed, lookupId: string, claimId: string): Promise<Redemption> {
  const body = { lookupId, claimId, billFen: 6_300, boothId: null, requestId: requestId() };
  return done(api, claims.redeemClaim, { token: branch.cashier.token, body });
}
