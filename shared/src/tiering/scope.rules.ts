const WAN_FEN = 1_000_000;
/** Entries into the scope of customers to be maintained (brief: AUM, scope and tiers). */
export const SCOPE_AUM_FEN = 5 * WAN_FEN;
export const SCOPE_CARD_SPENDING_FEN = 5 * WAN_FEN;
export const SCOPE_LOANS_FEN = 30 * WAN_FEN;
export const SCOPE_CUSTODY_FEN = WAN_FEN;

export const CARD_GRADES = ['none', 'standard', 'gold', 'platinum', 'diamond'] as const;
export type CardGrade = (typeof CARD_GRADES)[number];

/** Why a customer is one to be maintained. */
export const SCOPE_REASONS = ['aum', 'card_spending', 'loans', 'custody', 'card'] as const;
export type ScopeReason = (typeof SCOPE_REASONS)[number];

export interface ScopeFacts {
  aumFen: number;
  /** Card spending of the year, in fen. */
  cardSpendingFen: number;
  loansFen: number;
  /** Margin held in custody, in fen. */
  custodyFen: number;
  cardGrade: CardGrade;
}

/** Every reason for which a customer is in scope; none means that the customer is not. Example: a gold card and 1万 -> card. */
export function scopeReasons(facts: ScopeFacts): ScopeReason[] {
  const entries: readonly (readonly [ScopeReason, boolean])[] = [
    ['aum', facts.aumFen >= SCOPE_AUM_FEN],
    ['card_spending', facts.cardSpendingFen >= SCOPE_CARD_SPENDING_FEN],
    ['loans', facts.loansFen >= SCOPE_LOANS_FEN],
    ['custody', facts.custodyFen >= SCOPE_CUSTODY_FEN],
    ['card', CARD_GRADES.indexOf(facts.cardGrade) >= CARD_GRADES.indexOf('gold')],
  ];
  return entries.flatMap(([reason, met]) => (met ? [reason] : []));
}
