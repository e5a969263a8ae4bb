import { codeShown } from './codes';
import { MARKET } from './market';
import type { Phone } from './phone';

const REDEEM = 'pages/work/redeem/index';

/** The customer claims 满50减20 and holds it out; gives back the code that stands on the claim. */
export async function claimOffer(customer: Phone): Promise<string> {
  await customer.open('pages/tabs/claims/index');
  await customer.sees(MARKET.offer);
  await customer.shoot('customer-wallet');
  await customer.tap(MARKET.offer);
  await customer.sees('#claim-offer');
  await customer.shoot('customer-offer');
  await customer.tap('#claim-offer');
  await customer.sees('#claim-code');
  await customer.shoot('customer-claim');
  return (await customer.read('#claim-code')).replace(/\s/g, '');
}

async function payBill(cashier: Phone): Promise<void> {
  await cashier.type('#bill', '63');
  await cashier.sees('#to-pay');
  expect(await cashier.read('#to-pay')).toContain('43.00');
  await cashier.shoot('cashier-bill');
  await cashier.tap('#confirm-redeem');
}

/** The cashier scans the customer's code and redeems 满50减20 against 63 yuan. */
export async function redeemByScan(cashier: Phone, customer: Phone): Promise<void> {
  await cashier.open(REDEEM);
  await cashier.sees('#scan');
  await cashier.shoot('cashier-start');
  await cashier.scan('#scan', await codeShown(customer, 'redeem'));
  await cashier.sees(MARKET.offer);
  await payBill(cashier);
  await cashier.sees('核销成功');
  await cashier.sees('应收 43.00 元');
  await cashier.shoot('cashier-redeemed');
  await customer.sees('已使用');
  await customer.shoot('customer-used');
}

/** The cashier types the claim's code; the customer, asked on the own phone, confirms. */
export async function redeemByTypedCode(cashier: Phone, customer: Phone, code: string): Promise<void> {
  await cashier.open(REDEEM);
  await cashier.tap('#type-claim-code');
  await cashier.type('#claim-code', code);
  await cashier.shoot('cashier-typed');
  await cashier.tap('#use-claim-code');
  await cashier.sees(MARKET.offer);
  await payBill(cashier);
  await cashier.sees('等客户确认');
  await customer.sees('#confirm-redemption');
  await customer.shoot('customer-confirm-bill');
  await customer.tap('#confirm-redemption');
  await customer.sees('已使用');
  await cashier.sees('核销成功');
}
