import { type Eligibility, NEW_MEMBER_MS, type OfferTerms } from '../offers/offers.rules';
import type { Segment } from '../tiering/segment.rules';
import type { Tier } from '../tiering/tiers.rules';

/** What a member can do about a condition that is not met; `wait` where nothing but time or other means helps. */
export const STEPS = [
  'join_group',
  'bind_phone',
  'agree_matching',
  'collect_stamps',
  'raise_aum',
  'ask_manager',
  'wait',
] as const;
export type Step = (typeof STEPS)[number];

export const CONDITIONS = ['group', 'tier', 'segment', 'new_member', 'phone', 'stamps', 'aum_rise'] as const;
export type Condition = (typeof CONDITIONS)[number];

/** One condition that is not met, and the step that meets it. */
export interface UnmetCondition {
  condition: Condition;
  step: Step;
  /** Groups of which one is enough (`group`). */
  groupIds?: readonly string[];
  tiers?: readonly Tier[];
  segments?: readonly Segment[];
  /** Event whose stamps count (`stamps`). */
  eventId?: string;
  /** Stamps, or fen of AUM: asked for, and there already. */
  needed?: number;
  have?: number;
}

/** What is known of a member's value to the bank; null before the bank's list names the member. */
export interface StandingFacts {
  tier: Tier;
  segment: Segment;
  /** AUM now less the month before, in fen. */
  aumRiseFen: number;
}

export interface MemberFacts {
  joinedAt: Date;
  /** The person had an account before this one. */
  returned: boolean;
  phoneBound: boolean;
  /** Agreed to be matched with the bank's list. */
  matchingAgreed: boolean;
  groupIds: readonly string[];
  /** Stamps by event, for the event that the offer names. */
  stampCount: number;
  standing: StandingFacts | null;
}

/** Every condition of an offer that a member does not meet, in the order of the steps one would take. */
export function unmetConditions(asked: Eligibility, member: MemberFacts, now: Date): UnmetCondition[] {
  return [
    ...unmetGroup(asked, member),
    ...unmetPhone(asked, member),
    ...unmetNewMember(asked, member, now),
    ...unmetStamps(asked, member),
    ...unmetStanding(asked, member),
  ];
}

function unmetGroup({ groupIds }: Eligibility, member: MemberFacts): UnmetCondition[] {
  const met = groupIds.length === 0 || groupIds.some((id) => member.groupIds.includes(id));
  return met ? [] : [{ condition: 'group', step: 'join_group', groupIds }];
}

function unmetPhone({ phoneBound }: Eligibility, member: MemberFacts): UnmetCondition[] {
  return phoneBound && !member.phoneBound ? [{ condition: 'phone', step: 'bind_phone' }] : [];
}

function unmetNewMember({ newMembersOnly }: Eligibility, member: MemberFacts, now: Date): UnmetCondition[] {
  if (!newMembersOnly || isNewMember(member, now)) return [];
  return [{ condition: 'new_member', step: 'wait' }];
}

/** New within 30 days of the first sign-in; who deleted an account and came back is not. */
export function isNewMember(member: Pick<MemberFacts, 'joinedAt' | 'returned'>, now: Date): boolean {
  return !member.returned && now.getTime() - member.joinedAt.getTime() < NEW_MEMBER_MS;
}

function unmetStamps({ stamps }: Eligibility, member: MemberFacts): UnmetCondition[] {
  if (stamps === null || member.stampCount >= stamps.count) return [];
  return [
    {
      condition: 'stamps',
      step: 'collect_stamps',
      eventId: stamps.eventId,
      needed: stamps.count,
      have: member.stampCount,
    },
  ];
}

function unmetStanding(asked: Eligibility, member: MemberFacts): UnmetCondition[] {
  const { standing } = member;
  const unmet: UnmetCondition[] = [];
  if (asked.tiers.length > 0 && !(standing && asked.tiers.includes(standing.tier)))
    unmet.push({ condition: 'tier', step: standing ? 'raise_aum' : unknownStep(member), tiers: asked.tiers });
  if (asked.segments.length > 0 && !(standing && asked.segments.includes(standing.segment)))
    unmet.push({
      condition: 'segment',
      step: standing ? 'ask_manager' : unknownStep(member),
      segments: asked.segments,
    });
  if (asked.aumRiseFen !== null && !(standing && standing.aumRiseFen >= asked.aumRiseFen))
    unmet.push({
      condition: 'aum_rise',
      step: standing ? 'raise_aum' : unknownStep(member),
      needed: asked.aumRiseFen,
      ...(standing ? { have: Math.max(0, standing.aumRiseFen) } : {}),
    });
  return unmet;
}

/** A member is found in the bank's list by the phone, with consent; with both it takes the next import. */
function unknownStep(member: MemberFacts): Step {
  if (!member.phoneBound) return 'bind_phone';
  return member.matchingAgreed ? 'wait' : 'agree_matching';
}

/** An AUM offer is for segment B unless the offer says otherwise (brief: Offers). */
export function askedOf(terms: OfferTerms, eligibility: Eligibility): Eligibility {
  const open = eligibility.segments.length === 0 && eligibility.tiers.length === 0;
  return terms.kind === 'aum_threshold' && open ? { ...eligibility, segments: ['B'] } : eligibility;
}
