/** What a member is told; each belongs to one topic, which has one template at WeChat. */
export const MESSAGE_TOPICS = {
  group_announcement: 'event',
  event_announced: 'event',
  event_changed: 'event',
  event_cancelled: 'event',
  signup_confirmed: 'event',
  signup_moved_up: 'event',
  stamp_voided: 'event',
  stamp_accepted: 'event',
  stamp_rejected: 'event',
  badge_earned: 'event',
  prize_granted: 'offer',
  offer_announced: 'offer',
  claim_expiring: 'offer',
  claim_expired: 'offer',
  claim_cancelled: 'offer',
  claim_redeemed: 'offer',
  claim_reversed: 'offer',
  redemption_requested: 'offer',
  manager_changed: 'account',
  tier_risen: 'account',
  tier_watched: 'account',
  lead_due: 'work',
  channels_paused: 'work',
} as const satisfies Record<string, 'event' | 'offer' | 'account' | 'work'>;

export type MessageKind = keyof typeof MESSAGE_TOPICS;
export const MESSAGE_KINDS = Object.keys(MESSAGE_TOPICS) as MessageKind[];
export const TOPICS = ['event', 'offer', 'account', 'work'] as const;
export type Topic = (typeof TOPICS)[number];

/** The platform asks a member about at most 3 templates at a time. */
export const TEMPLATES_AT_ONCE = 3;
/** Accepted sends kept per template: more are never used up before the member is asked again. */
export const MOST_CREDITS = 20;
/** A notice is kept for a year. */
export const NOTICE_DAYS = 365;
/** A subscription message older than a day says nothing new; the notice stays. */
export const SEND_WITHIN_HOURS = 24;

/** Longest texts of a notice, in characters. */
export const NOTICE_TITLE = 30;
export const NOTICE_TEXT = 200;
