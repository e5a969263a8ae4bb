/**
 * The one catalogue of refusals: code -> HTTP status. A code is stable; its words live in the mini-program, in a
 * `Record<ErrorCode, string>`, so a new code needs words before it compiles.
 */
export const ERRORS = {
  // the request itself
  invalid_request: { status: 400 },
  request_too_large: { status: 413 },
  request_reused: { status: 409 },
  not_found: { status: 404 },
  method_not_allowed: { status: 405 },
  rate_limited: { status: 429 },
  timed_out: { status: 503 },
  unavailable: { status: 503 },
  internal: { status: 500 },
  // who is asking
  signed_out: { status: 401 },
  forbidden: { status: 403 },
  consent_required: { status: 403 },
  phone_required: { status: 403 },
  // WeChat
  wechat_code_invalid: { status: 400 },
  wechat_user_blocked: { status: 403 },
  wechat_unavailable: { status: 503 },
  text_rejected: { status: 422 },
  // members
  consent_outdated: { status: 409 },
  phone_bound_elsewhere: { status: 409 },
  phone_not_mobile: { status: 422 },
  phone_not_bound: { status: 409 },
  phone_proof_expired: { status: 409 },
  reveal_limit_reached: { status: 429 },
  member_closed: { status: 410 },
  // employees, branches, merchants
  employee_number_taken: { status: 409 },
  employee_disabled: { status: 409 },
  employee_linked_elsewhere: { status: 409 },
  activation_invalid: { status: 422 },
  activation_locked: { status: 423 },
  activation_expired: { status: 410 },
  merchant_required: { status: 422 },
  merchant_name_taken: { status: 409 },
  branch_name_taken: { status: 409 },
  last_admin: { status: 409 },
  own_role_change: { status: 409 },
  version_conflict: { status: 409 },
  login_code_invalid: { status: 422 },
  // groups
  group_name_taken: { status: 409 },
  group_closed: { status: 409 },
  group_full: { status: 409 },
  group_not_ready: { status: 422 },
  group_status_fixed: { status: 409 },
  group_limit_below_members: { status: 409 },
  // events
  event_closed: { status: 409 },
  event_card_fixed: { status: 409 },
  event_not_ready: { status: 422 },
  booth_number_taken: { status: 409 },
  booths_full: { status: 409 },
  assignment_invalid: { status: 422 },
  signup_not_offered: { status: 409 },
  signup_not_open: { status: 409 },
  signup_places_taken: { status: 409 },
  already_checked_in: { status: 409 },
  // approvals
  own_request: { status: 403 },
  approval_closed: { status: 409 },
  approval_outdated: { status: 409 },
  // channels
  channel_target_closed: { status: 409 },
  channel_backup_invalid: { status: 422 },
  share_token_invalid: { status: 422 },
  already_decided: { status: 409 },
  // rotating codes, stamps
  code_invalid: { status: 422 },
  code_other_event: { status: 409 },
  code_expired: { status: 409 },
  code_future: { status: 409 },
  not_assigned: { status: 403 },
  not_banks_booth: { status: 409 },
  stamp_voided: { status: 409 },
  stamp_not_last: { status: 409 },
  undo_expired: { status: 409 },
  shift_invalid: { status: 409 },
  conflict_decided: { status: 409 },
  // offers, claims
  offer_not_open: { status: 409 },
  offer_ended: { status: 409 },
  offer_paused: { status: 409 },
  offer_not_claimable: { status: 409 },
  offer_not_eligible: { status: 403 },
  offer_limit_reached: { status: 409 },
  offer_day_limit_reached: { status: 409 },
  offer_sold_out: { status: 409 },
  offer_budget_spent: { status: 409 },
  risk_blocked: { status: 403 },
  offer_fixed: { status: 409 },
  offer_not_ready: { status: 422 },
  offer_status_fixed: { status: 409 },
  offer_raise_empty: { status: 422 },
  offer_raise_waiting: { status: 409 },
  claim_code_mistyped: { status: 422 },
  claim_code_unknown: { status: 404 },
  claim_typing_locked: { status: 423 },
  claim_already_redeemed: { status: 409 },
  claim_ended: { status: 409 },
  claim_expired: { status: 409 },
  claim_not_yet_valid: { status: 409 },
  claim_not_redeemed: { status: 409 },
  lookup_expired: { status: 409 },
  bill_required: { status: 422 },
  bill_too_small: { status: 422 },
  aum_not_reached: { status: 409 },
  redemption_limit_reached: { status: 429 },
  redemption_lapsed: { status: 409 },
  reversal_too_late: { status: 409 },
  // leads, prospects
  lead_taken: { status: 409 },
  leads_held_limit: { status: 409 },
  leads_day_limit: { status: 409 },
  lead_rests: { status: 409 },
  prospect_known: { status: 409 },
  // attribution
  origin_invalid: { status: 422 },
  origin_waiting: { status: 409 },
  period_invalid: { status: 422 },
  too_many_players: { status: 422 },
  // aum, tiering
  file_missing: { status: 400 },
  transfer_invalid: { status: 422 },
  choice_not_open: { status: 409 },
  supporter_invalid: { status: 422 },
  // portfolio
  quarter_over: { status: 409 },
} as const satisfies Record<string, { status: number }>;

export type ErrorCode = keyof typeof ERRORS;

/** A refusal that a caller is told by its code. Anything else that is thrown is a fault of ours and is sent as `internal`. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    /** Facts that the words need (limits, instants as ISO strings, unmet conditions); never secrets. */
    readonly details?: Record<string, unknown>,
  ) {
    super(code);
    this.name = 'AppError';
  }
}
