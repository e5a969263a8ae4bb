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
