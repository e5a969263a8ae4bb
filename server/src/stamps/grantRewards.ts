import { CARD_RULE_VERSION, isCardComplete, rewardsReached } from '@linzhang/shared/stamps/rewards.rules';
import { type ClientSession, Types } from 'mongoose';
import { recordConversion } from '../attribution/attribution.service';
import type { BoothRecord, EventRecord } from '../events/events.service';
import { limitIdsOf } from '../members/members.service';
import { Grant, type GrantPart, type GrantRecord } from './grant.model';
import type { CardState, ScanBatch } from './scanBatch';
import type { ScanIntent } from './scanIntent';
import type { StampRecord } from './stamp.model';

/** Adds to the batch what a new stamp earns: rewards at its count, the completed card, the booth's own offer. */
export async function grantRewards(
  batch: ScanBatch,
  intent: ScanIntent,
  card: CardState,
  stamp: StampRecord,
): Promise<GrantRecord[]> {
  const { event, booth } = intent.place;
  const count = card.stamps.length;
  const insider = intent.code?.holder.employeeId != null;
  const wanted: WantedGrant[] = [];
  if (event.rewards.some((reward) => reward.at === count)) wanted.push(...wantedRewards(event, count));
  if (booth.offerId) wanted.push(wantedOffer(booth, intent.boothOfferName));
  const grants = await newGrants(batch.session, wanted, stamp, { insider, pendingInBatch: batch.grants });
  batch.grants.push(...grants);
  batch.engagements.push(...badgesOf(grants, event, intent.now, insider));
  if (isCardComplete(count, event.cardRule.needed) && !isCardComplete(count - 1, event.cardRule.needed))
    await completeCard(batch, intent, card, stamp);
  return grants;
}

/** A part of a reward that a member is to have. */
export interface WantedGrant {
  rewardId: Types.ObjectId;
  part: GrantPart;
  name: string;
  offerId?: Types.ObjectId;
}

/** The parts of all rewards that a card of `count` stamps has earned. */
export function wantedRewards(event: EventRecord, count: number): WantedGrant[] {
  const rewards = event.rewards.map((reward) => ({
    id: reward._id.toHexString(),
    at: reward.at,
    badge: reward.badge,
    offerId: reward.offerId?.toHexString() ?? null,
    reward,
  }));
  return rewardsReached(rewards, count).flatMap(({ reward }): WantedGrant[] => {
    const base = { rewardId: reward._id, name: reward.name };
    const parts: WantedGrant[] = [];
    if (reward.badge) parts.push({ ...base, part: 'badge' });
    if (reward.offerId) parts.push({ ...base, part: 'prize', offerId: reward.offerId });
    if (!reward.badge && !reward.offerId) parts.push({ ...base, part: 'gift' });
    return parts;
  });
}

function wantedOffer(booth: BoothRecord, name: string | null): WantedGrant {
  return {
    rewardId: booth._id,
    part: 'booth_offer',
    name: name ?? booth.name,
    ...(booth.offerId ? { offerId: booth.offerId } : {}),
  };
}

/**
 * The grants that are still to be made of those wanted: a person has each part of a reward once, also over an account
 * that was deleted or moved. Whoever works here wins nothing that comes out of a stock.
 */
export async function newGrants(
  session: ClientSession,
  wanted: readonly WantedGrant[],
  stamp: StampRecord,
  { insider, pendingInBatch }: { insider: boolean; pendingInBatch: readonly GrantRecord[] },
): Promise<GrantRecord[]> {
  if (wanted.length === 0) return [];
  const ids = await limitIdsOf(stamp.memberId.toHexString(), session);
  const memberIds = ids.map((id) => new Types.ObjectId(id));
  const where = { memberId: { $in: memberIds }, eventId: stamp.eventId, active: true };
  const stored = await Grant.find(where, { rewardId: 1, part: 1 }).session(session).lean();
  const pending = pendingInBatch.filter((grant) => grant.memberId.equals(stamp.memberId));
  const nameOf = (grant: Pick<GrantRecord, 'rewardId' | 'part'>) => `${grant.rewardId.toHexString()} ${grant.part}`;
  const had = new Set([...stored, ...pending].map(nameOf));
  return wanted
    .filter((grant) => !had.has(nameOf(grant)))
    .map((grant) => ({
      _id: new Types.ObjectId(),
      memberId: stamp.memberId,
      eventId: stamp.eventId,
      ...grant,
      stampId: stamp._id,
      boothId: stamp.boothId,
      at: stamp.at,
      ...stateOf(grant, insider),
      active: true,
    }));
}

function stateOf(grant: WantedGrant, insider: boolean): Pick<GrantRecord, 'state' | 'because'> {
  if (!grant.offerId) return { state: 'granted' };
  return insider ? { state: 'none', because: 'insider' } : { state: 'pending' };
}

/** The ledger's rows of new badges. */
export function badgesOf(
  grants: readonly GrantRecord[],
  event: EventRecord,
  now: Date,
  insider: boolean,
): ScanBatch['engagements'] {
  return grants
    .filter((grant) => grant.part === 'badge')
    .map((grant) => ({
      memberId: grant.memberId.toHexString(),
      kind: 'badge_earned' as const,
      causeId: grant._id.toHexString(),
      occurredAt: grant.at,
      recordedAt: now,
      branchId: event.branchId.toHexString(),
      eventId: event._id.toHexString(),
      ...(insider ? { insider: true } : {}),
      because: CARD_RULE_VERSION,
    }));
}

async function completeCard(batch: ScanBatch, intent: ScanIntent, card: CardState, stamp: StampRecord): Promise<void> {
  const { event } = intent.place;
  card.completed = { at: stamp.at, by: stamp._id };
  const fact = {
    memberId: card.memberId.toHexString(),
    kind: 'stamp_card_completed' as const,
    causeId: stamp._id.toHexString(),
    branchId: event.branchId.toHexString(),
    eventId: event._id.toHexString(),
  };
  const insider = intent.code?.holder.employeeId != null;
  batch.engagements.push({
    ...fact,
    occurredAt: stamp.at,
    recordedAt: intent.now,
    employeeId: intent.employeeId,
    ...(insider ? { insider: true } : {}),
    because: CARD_RULE_VERSION,
  });
  await recordConversion(batch.session, { ...fact, at: stamp.at, now: intent.now });
}
