/** What the customer holds, here or elsewhere, as a follow-up notes it. */
export const HELD_ASSETS = [
  'deposits',
  'wealth_products',
  'funds',
  'insurance',
  'bonds',
  'metals',
  'securities',
  'property',
  'business',
] as const;
export type HeldAsset = (typeof HELD_ASSETS)[number];

/** Products of a bank that the customer uses, here or elsewhere. */
export const HELD_PRODUCTS = [
  'mobile_bank',
  'debit_card',
  'credit_card',
  'payroll',
  'merchant_code',
  'loan',
  'mortgage',
  'wealth_product',
  'fund',
  'insurance',
] as const;
export type HeldProduct = (typeof HELD_PRODUCTS)[number];

/** States that a follow-up leads to. */
export const FOLLOW_UP_STATES = ['contacted', 'qualified', 'won', 'lost'] as const;
export type FollowUpState = (typeof FOLLOW_UP_STATES)[number];

/** True where the holder of a lead has shown that the customer is one to serve: becomes owner if there is none. */
export function makesOwner(state: FollowUpState): boolean {
  return state === 'qualified' || state === 'won';
}
