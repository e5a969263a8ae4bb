/**
 * What each endpoint may refuse the traffic of a soak, and why it meets that. Anything else below 500 means that the
 * traffic or the server is wrong.
 */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  // The scarce offer runs out, is paused by the head, and is one a member.
  'post /offers/:offerId/claims': [
    'offer_sold_out',
    'offer_budget_spent',
    'offer_limit_reached',
    'offer_day_limit_reached',
    'offer_paused',
  ],
  // A code that was bent on the way, or is shown too early.
  'post /redemption-lookups': [
    'code_invalid',
    'code_future',
    'claim_already_redeemed',
    'claim_ended',
    'claim_typing_locked',
  ],
  // Two cashiers at one customer's claim; the bank cancels one meanwhile.
  'post /redemptions': ['claim_already_redeemed', 'claim_ended'],
  // Another cashier has typed the same claim, which takes the question of the first back.
  'post /me/redemption-requests/:redemptionId/confirmations': [
    'claim_already_redeemed',
    'claim_ended',
    'redemption_lapsed',
  ],
  'post /contacts': ['code_invalid', 'code_future'],
  'post /check-ins': ['code_invalid', 'code_future'],
  'delete /events/:eventId/signups/mine': ['already_checked_in'],
  // A head voids or decides what somebody else has just undone or decided.
  'post /stamps/:stampId/undos': ['stamp_voided', 'stamp_not_last'],
  'post /stamps/:stampId/voids': ['stamp_voided'],
  'post /work/conflicts/:conflictId/decisions': ['conflict_decided', 'stamp_voided'],
  'post /work/claims/:claimId/reversals': ['claim_not_redeemed'],
  'post /work/claims/:claimId/cancellations': ['claim_already_redeemed', 'claim_ended'],
  // Two heads ask and decide at the same time.
  'post /work/offers/:offerId/raises': ['offer_raise_waiting'],
  'post /work/offers/:offerId/status': ['version_conflict', 'offer_status_fixed'],
  'patch /work/offers/:offerId': ['version_conflict'],
  'put /branches/:branchId/settings': ['version_conflict'],
  'post /approvals/:approvalId/decisions': ['approval_closed', 'approval_outdated', 'own_request'],
  // Two managers at one pool.
  'post /leads/:leadId/takings': ['lead_taken', 'leads_held_limit', 'leads_day_limit', 'lead_rests'],
  // Lists of the bank give members to another manager between the list and the tap; who is refused asks the list again.
  'get /customers/:memberId': ['not_found'],
  // The same; and not every customer has left a number.
  'post /members/:memberId/phone-reveals': ['not_found', 'reveal_limit_reached', 'phone_not_bound'],
};

/** True where the traffic may be answered so. */
export function isExpectedRefusal(what: string, code: string): boolean {
  return EXPECTED[what]?.includes(code) ?? false;
}
