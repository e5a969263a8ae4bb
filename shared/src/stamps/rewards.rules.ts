/** A reward of an event's card. */
export interface CardReward {
  id: string;
  /** Stamps that earn it. */
  at: number;
  badge: boolean;
  /** The prize that comes with it; null where it has none. */
  offerId: string | null;
}

/** Version of the rules of cards and rewards, kept with what they decide. */
export const CARD_RULE_VERSION = 'cards-1';

/** The rewards that a card of `stampCount` stamps has earned, the smallest count first. */
export function rewardsReached<T extends CardReward>(rewards: readonly T[], stampCount: number): T[] {
  return rewards.filter((reward) => reward.at <= stampCount).sort((a, b) => a.at - b.at);
}

/** True once the card holds the stamps its rule asks for. */
export function isCardComplete(stampCount: number, needed: number): boolean {
  return stampCount >= needed;
}

/** Stamps to the next reward; null where none is left. */
export function stampsToNextReward(rewards: readonly CardReward[], stampCount: number): number | null {
  const open = rewards.map((reward) => reward.at).filter((at) => at > stampCount);
  return open.length === 0 ? null : Math.min(...open) - stampCount;
}
