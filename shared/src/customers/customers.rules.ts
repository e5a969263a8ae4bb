/** How much of a customer somebody is shown: all that serving takes, or only that the asker once brought the member. */
export const CUSTOMER_VIEWS = ['served', 'brought'] as const;
export type CustomerView = (typeof CUSTOMER_VIEWS)[number];

/** Why the bank's list says nothing of a member. */
export const UNLISTED_REASONS = ['no_phone', 'no_consent', 'not_listed'] as const;
export type UnlistedReason = (typeof UNLISTED_REASONS)[number];

export interface ListedFacts {
  phoneBound: boolean;
  matchingAgreed: boolean;
  listed: boolean;
}

/** The first step that is missing until the list tells where a member stands; null where it does. */
export function unlistedBecause({ phoneBound, matchingAgreed, listed }: ListedFacts): UnlistedReason | null {
  if (listed) return null;
  if (!phoneBound) return 'no_phone';
  return matchingAgreed ? 'not_listed' : 'no_consent';
}
