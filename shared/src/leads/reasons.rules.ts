import type { EngagementKind } from '../engagements/engagements.rules';
import { DAY_MS } from '../kernel/time';
import { addToScore, ENGAGEMENT_WEIGHTS, type EngagementScore, scoreAt } from '../tiering/engagementScore.rules';
import { isNearLine, TIER_LINES, TIERS, type Tier, tierRank } from '../tiering/tiers.rules';
import { DEFAULT_LEAD_NUMBERS, type LeadNumbers, type LeadReason, reasonRested, warnsOfChurn } from './leads.rules';

/** What happened longer ago is no reason to call today; the consent to be called may come so much later. */
export const REASON_FRESH_MS = 30 * DAY_MS;

/** A row of the ledger that holds. */
export interface LedgerFact {
  id: string;
  kind: EngagementKind;
  occurredAt: Date;
  /** Of an offer that asks for AUM. */
  aumOffer?: boolean;
}

/** Why a member should be contacted, with what it rests on. */
export interface FoundReason {
  reason: LeadReason;
  /** Row of the ledger, or the day on which a state was seen. */
  causeId: string;
  at: Date;
}

/** Everything that decides about the reasons of a member. */
export interface ReasonFacts {
  /** By time, earliest first. */
  ledger: readonly LedgerFact[];
  /** The phone was bound after a touch of a manager's channel. */
  boundByChannel: boolean;
  standing: { tier: Tier; aumFen: number; average90Fen: number; aumRiseFen: number } | null;
}

const BY_KIND: Readonly<Partial<Record<EngagementKind, LeadReason>>> = {
  stamp_card_completed: 'card_completed',
  contact_added: 'contact_added',
};

/** The reasons there are at `now`, each once, with its latest cause. `day` names the states of today. */
export function reasonsOf(facts: ReasonFacts, day: string, now: Date, numbers = DEFAULT_LEAD_NUMBERS): FoundReason[] {
  const found = new Map<LeadReason, FoundReason>();
  for (const row of facts.ledger) {
    const reason = reasonOfRow(row, facts.boundByChannel);
    if (reason) found.set(reason, { reason, causeId: row.id, at: row.occurredAt });
  }
  const reached = lastReached(facts.ledger, numbers.engagedScore);
  if (reached) found.set('engaged', { reason: 'engaged', causeId: reached.id, at: reached.occurredAt });
  const fresh = [...found.values()].filter(({ at }) => now.getTime() - at.getTime() < REASON_FRESH_MS);
  const states = statesOf(facts, now, numbers).map((reason) => ({ reason, causeId: day, at: now }));
  return [...fresh, ...states];
}

function reasonOfRow({ kind, aumOffer }: LedgerFact, boundByChannel: boolean): LeadReason | null {
  if (kind === 'phone_bound') return boundByChannel ? 'phone_bound' : null;
  if (kind === 'claimed') return aumOffer ? 'aum_offer_claimed' : null;
  return BY_KIND[kind] ?? null;
}

/** The row by which the engagement score last came from below the line to it or above; null where none did. */
export function lastReached(
  ledger: readonly LedgerFact[],
  line = DEFAULT_LEAD_NUMBERS.engagedScore,
): LedgerFact | null {
  let score: EngagementScore | null = null;
  let reached: LedgerFact | null = null;
  for (const row of ledger) {
    const weight = ENGAGEMENT_WEIGHTS[row.kind];
    if (weight === undefined) continue;
    const before: number = score ? scoreAt(score, row.occurredAt) : 0;
    score = addToScore(score, weight, row.occurredAt);
    if (before < line && scoreAt(score, row.occurredAt) >= line) reached = row;
  }
  return reached;
}

function statesOf({ ledger, standing }: ReasonFacts, now: Date, numbers: LeadNumbers): LeadReason[] {
  const states: LeadReason[] = [];
  const above = standing ? TIERS[tierRank(standing.tier) + 1] : undefined;
  if (standing && above && isNearLine(standing.aumFen, TIER_LINES[above], numbers.nearPercent))
    states.push('near_tier');
  const churn = {
    aumFen: standing?.aumFen ?? null,
    aumBeforeFen: standing ? standing.aumFen - standing.aumRiseFen : null,
    engagements: ledger.length,
    lastEngagedAt: ledger.at(-1)?.occurredAt ?? null,
  };
  if (warnsOfChurn(churn, now, numbers)) states.push('churn_warning');
  return states;
}

/** A lead that a member had or has, as far as new reasons ask. */
export interface EarlierLead {
  reasons: readonly { reason: LeadReason; causeId: string }[];
  /** Null for the open one. */
  closedAt: Date | null;
}

/** The reasons that make a lead or join the open one: not there yet, of a new cause, and rested since one was closed. */
export function newReasons(
  found: readonly FoundReason[],
  earlier: readonly EarlierLead[],
  now: Date,
  restMs = DEFAULT_LEAD_NUMBERS.reasonRestMs,
): FoundReason[] {
  return found.filter(({ reason, causeId }) =>
    earlier.every(({ reasons, closedAt }) => {
      const same = reasons.filter((each) => each.reason === reason);
      if (same.length === 0) return true;
      if (closedAt === null || same.some((each) => each.causeId === causeId)) return false;
      return reasonRested(closedAt, now, restMs);
    }),
  );
}
