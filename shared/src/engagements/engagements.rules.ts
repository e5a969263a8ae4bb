/** Everything a member can do that the ledger keeps. */
export const ENGAGEMENT_KINDS = [
  'group_joined',
  'group_left',
  'phone_bound',
  'signed_up',
  'signup_cancelled',
  'checked_in',
  'stamped',
  'stamp_card_completed',
  'badge_earned',
  'claimed',
  'claim_cancelled',
  'claim_expired',
  'redeemed',
  'contact_added',
] as const;
export type EngagementKind = (typeof ENGAGEMENT_KINDS)[number];

/** Version of the rules by which rows are written; stored with each. */
export const ENGAGEMENT_RULES = 1;

/** What of a row tells whether it happened once: ids as they are stored or as text. */
export interface OnceFacts {
  kind: string;
  groupId?: { toString: () => string };
  eventId?: { toString: () => string };
  boothId?: { toString: () => string };
}

/** What a person does once, and by what: a phone is bound, a group joined, a booth's stamp earned. */
const ONCE_BY: Readonly<Record<string, readonly ('groupId' | 'eventId' | 'boothId')[]>> = {
  phone_bound: [],
  group_joined: ['groupId'],
  signed_up: ['eventId'],
  checked_in: ['eventId'],
  stamped: ['eventId', 'boothId'],
  stamp_card_completed: ['eventId'],
};

/** The same for two rows that say the same thing of one person who had two accounts; null where both may stand. */
export function engagementTwinKey(row: OnceFacts): string | null {
  const by = ONCE_BY[row.kind];
  return by ? [row.kind, ...by.map((name) => String(row[name] ?? ''))].join(' ') : null;
}
