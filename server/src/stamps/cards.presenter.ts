import { stampsToNextReward } from '@linzhang/shared/stamps/rewards.rules';
import { isEventOpen } from '@linzhang/shared/stamps/scan.rules';
import type { StampCard } from '@linzhang/shared/stamps/stamps.contract';
import type { BoothRecord, EventRecord, RewardRecord } from '../events/events.service';
import type { CardRecord } from './card.model';
import type { GrantRecord } from './grant.model';
import type { StampRecord } from './stamp.model';

export interface CardParts {
  event: EventRecord;
  card: CardRecord | null;
  booths: readonly BoothRecord[];
  stamps: readonly StampRecord[];
  grants: readonly GrantRecord[];
}

/** A card as its owner sees it. */
export function presentCard({ event, card, booths, stamps, grants }: CardParts, now: Date): StampCard {
  const stampCount = card?.stampCount ?? 0;
  const open = isEventOpen({ ...event, published: event.status === 'published' }, now);
  const stampAt = new Map(stamps.map((stamp) => [stamp.boothId.toHexString(), stamp.at]));
  const rewards = event.rewards.map((reward) => ({ ...rewardFacts(reward), reward }));
  return {
    event: {
      id: event._id.toHexString(),
      name: event.name,
      place: event.place.address,
      startsAt: event.startsAt.toISOString(),
      endsAt: event.endsAt.toISOString(),
      open,
    },
    version: card?.version ?? 0,
    stampCount,
    needed: event.cardRule.needed,
    completedAt: card?.completedAt?.toISOString() ?? null,
    toNextReward: stampsToNextReward(rewards, stampCount),
    booths: booths.map((booth) => presentBooth(booth, stampAt.get(booth._id.toHexString()) ?? null)),
    rewards: event.rewards.map((reward) => presentReward(reward, stampCount, grants)),
    can: { showCode: event.status === 'published' && now < event.endsAt },
  };
}

function rewardFacts(reward: RewardRecord) {
  return {
    id: reward._id.toHexString(),
    at: reward.at,
    badge: reward.badge,
    offerId: reward.offerId?.toHexString() ?? null,
  };
}

function presentBooth(booth: BoothRecord, stampedAt: Date | null): StampCard['booths'][number] {
  return {
    id: booth._id.toHexString(),
    number: booth.number,
    name: booth.name,
    sealText: booth.sealText,
    task: booth.task,
    spot: booth.spot,
    stampedAt: stampedAt?.toISOString() ?? null,
  };
}

function presentReward(
  reward: RewardRecord,
  stampCount: number,
  grants: readonly GrantRecord[],
): StampCard['rewards'][number] {
  const prize = grants.find((grant) => grant.part === 'prize' && grant.rewardId.equals(reward._id));
  return {
    id: reward._id.toHexString(),
    at: reward.at,
    name: reward.name,
    badge: reward.badge,
    reached: reward.at <= stampCount,
    prize: reward.offerId
      ? { state: prize?.state ?? 'open', claimId: prize?.claimId ?? null, because: prize?.because ?? null }
      : null,
  };
}
