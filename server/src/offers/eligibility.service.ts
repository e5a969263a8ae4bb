import {
  askedOf,
  type MemberFacts,
  type UnmetCondition,
  unmetConditions,
} from '@linzhang/shared/claims/eligibility.rules';
import type { UnmetCondition as UnmetAnswer } from '@linzhang/shared/offers/offers.contract';
import type { Eligibility } from '@linzhang/shared/offers/offers.rules';
import { groupIdsOf, groupNames } from '../groups/groups.service';
import { type MemberFacts as AccountFacts, memberFactsOf } from '../members/memberFacts.service';
import { type Standing, standingOf } from '../members/standing.service';
import { eligibilityOf } from './claimable';
import type { OfferRecord } from './offer.model';

type StampCounter = (memberId: string, eventId: string) => Promise<number>;

let countStamps: StampCounter = () => Promise.resolve(0);

/** The domain that keeps the stamp cards tells at start how a member's stamps of an event are counted. */
export function registerStampCounter(counter: StampCounter): void {
  countStamps = counter;
}

/** What is known of one member, each part read at most once and only where an offer asks for it. */
export interface KnownMember {
  memberId: string;
  account: AccountFacts;
  groupIds: () => Promise<string[]>;
  standing: () => Promise<Standing | null>;
}

/** Reads a member's account; the rest when an offer asks for it. */
export async function knowMember(memberId: string, now: Date): Promise<KnownMember> {
  const account = await memberFactsOf(memberId);
  return {
    memberId,
    account,
    groupIds: lazily(() => groupIdsOf(memberId)),
    standing: lazily(() => standingOf(memberId, now)),
  };
}

function lazily<T>(read: () => Promise<T>): () => Promise<T> {
  let value: Promise<T> | null = null;
  return () => {
    value ??= read();
    return value;
  };
}

/** Every condition of an offer that a member does not meet. */
export async function unmetOf(offer: OfferRecord, member: KnownMember, now: Date): Promise<UnmetCondition[]> {
  const asked = askedOf(offer.terms, eligibilityOf(offer));
  return asksNothing(asked) ? [] : unmetConditions(asked, await factsFor(asked, member), now);
}

function asksNothing(asked: Eligibility): boolean {
  const lists = [asked.groupIds, asked.tiers, asked.segments];
  const others = asked.newMembersOnly || asked.phoneBound || asked.stamps !== null || asked.aumRiseFen !== null;
  return !others && lists.every((list) => list.length === 0);
}

async function factsFor(asked: Eligibility, member: KnownMember): Promise<MemberFacts> {
  const asksStanding = asked.tiers.length > 0 || asked.segments.length > 0 || asked.aumRiseFen !== null;
  const [groupIds, stampCount, standing] = await Promise.all([
    asked.groupIds.length > 0 ? member.groupIds() : [],
    asked.stamps ? countStamps(member.memberId, asked.stamps.eventId) : 0,
    asksStanding ? member.standing() : null,
  ]);
  const { joinedAt, returned, phoneBound, matchingAgreed } = member.account;
  return { joinedAt, returned, phoneBound, matchingAgreed, groupIds, stampCount, standing };
}

/** Unmet conditions as pages show them, the groups with their names. */
export async function presentUnmet(unmet: readonly UnmetCondition[]): Promise<UnmetAnswer[]> {
  const ids = [...new Set(unmet.flatMap(({ groupIds }) => groupIds ?? []))];
  const names = ids.length > 0 ? await groupNames(ids) : new Map<string, string>();
  return unmet.map(({ groupIds, tiers, segments, ...rest }) => ({
    ...rest,
    ...(groupIds ? { groups: groupIds.map((id) => ({ id, name: names.get(id) ?? '' })) } : {}),
    ...(tiers ? { tiers: [...tiers] } : {}),
    ...(segments ? { segments: [...segments] } : {}),
  }));
}
