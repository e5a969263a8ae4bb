import { formatYuan } from '@linzhang/shared/kernel/money';
import { needsBill } from '@linzhang/shared/offers/offers.rules';
import type { ClientSession } from 'mongoose';
import { notifyMember } from '../messages/messages.service';
import type { ClaimRecord } from './claim.model';
import type { OfferRecord } from './offer.model';
import type { RedemptionRecord } from './redemption.model';

/** Page of one claim in the mini-program. */
function claimPage(claimId: string): string {
  return `pages/offers/claim/index?claimId=${claimId}`;
}

/** Asks the customer to confirm what a counter typed. */
export async function askCustomer(
  session: ClientSession,
  row: RedemptionRecord,
  offer: OfferRecord,
  now: Date,
): Promise<void> {
  const message = {
    memberId: row.memberId.toHexString(),
    kind: 'redemption_requested' as const,
    dedupeKey: `redemption-requested:${row._id.toHexString()}`,
    title: '请确认使用优惠券',
    text: `${offer.name}${amounts(row, offer)}，请在一分钟内打开券包确认；不是您本人在用，请不要确认`,
    page: claimPage(row.claimId),
    marketing: false,
  };
  await notifyMember(session, message, now);
}

/** Tells the customer that a claim was used. */
export async function tellRedeemed(
  session: ClientSession,
  row: RedemptionRecord,
  offer: OfferRecord,
  now: Date,
): Promise<void> {
  const message = {
    memberId: row.memberId.toHexString(),
    kind: 'claim_redeemed' as const,
    dedupeKey: `claim-redeemed:${row.claimId}`,
    title: '优惠券已使用',
    text: `${offer.name}${amounts(row, offer)}，不是您本人使用请联系网点`,
    page: claimPage(row.claimId),
    marketing: false,
  };
  await notifyMember(session, message, now);
}

function amounts({ billFen, costFen }: RedemptionRecord, { terms }: OfferRecord): string {
  if (!needsBill(terms) || billFen === undefined) return '';
  return `：账单 ${formatYuan(billFen)} 元，优惠 ${formatYuan(costFen)} 元`;
}

/** Tells the member that a redemption was taken back or an unused claim cancelled. */
export async function tellEnded(
  session: ClientSession,
  claim: ClaimRecord,
  offer: OfferRecord,
  what: 'claim_reversed' | 'claim_cancelled',
  now: Date,
): Promise<void> {
  const message = {
    memberId: claim.memberId.toHexString(),
    kind: what,
    dedupeKey: `${what}:${claim._id}`,
    title: what === 'claim_reversed' ? '优惠券核销已撤回' : '优惠券已取消',
    text:
      what === 'claim_reversed'
        ? `${offer.name}的这次使用已由网点撤回`
        : `${offer.name}已由网点取消，不占用您的领取次数`,
    page: claimPage(claim._id),
    marketing: false,
  };
  await notifyMember(session, message, now);
}
