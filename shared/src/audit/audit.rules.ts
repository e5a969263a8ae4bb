/** What the append-only audit trail records. */
export const AUDIT_ACTIONS = [
  'employee_created',
  'employee_changed',
  'activation_issued',
  'activation_revoked',
  'employee_activated',
  'employee_disabled',
  'employee_enabled',
  'h5_login_confirmed',
  'branch_created',
  'branch_changed',
  'merchant_created',
  'merchant_changed',
  'phone_revealed',
  'phone_bound',
  'phone_moved',
  'consent_granted',
  'consent_withdrawn',
  'data_exported',
  'account_deleted',
] as const;
export type AuditActionName = (typeof AUDIT_ACTIONS)[number];
