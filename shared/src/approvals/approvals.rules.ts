/** What waits for a second person. */
export const APPROVAL_KINDS = [
  'offer_publish',
  'offer_raise',
  'redemption_hour',
  'aum_import',
  'origin_change',
] as const;
export type ApprovalKind = (typeof APPROVAL_KINDS)[number];

export const APPROVAL_STATUSES = ['open', 'approved', 'rejected', 'withdrawn'] as const;
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number];
