import { codeShown, nextCode } from './codes';
import { BOOTHS, type BoothPlan, MARKET } from './market';
import type { Phone } from './phone';

const ARRIVAL = 'pages/channels/arrival/index';
const SHIFT = 'pages/work/shift/index';

/** A customer opens the code of the poster; `takePart` is what a newcomer does first on this platform. */
export async function joinByCode(customer: Phone, code: string, takePart: () => Promise<void>): Promise<void> {
  await customer.open(ARRIVAL, { scene: code });
  await takePart();
  await customer.sees('#join-group');
  await customer.shoot('customer-group-before');
  await customer.tap('#join-group');
  await customer.sees(MARKET.welcome);
  await customer.sees(MARKET.event);
  await customer.shoot('customer-group');
}

/** The customer goes from the group to the event and holds out the own code. */
export async function showCode(customer: Phone): Promise<void> {
  await customer.tap(MARKET.event);
  await customer.sees('#show-code');
  await customer.shoot('customer-event');
  await customer.tap('#show-code');
  await codeShown(customer, 'stamp');
  await customer.shoot('customer-code');
}

/** Somebody who works there goes to a booth's scanner. */
export async function openBooth(employee: Phone, number: number): Promise<void> {
  await employee.open(SHIFT);
  await employee.sees(`#open-booth-${number}`);
  await employee.shoot('staff-shift');
  await employee.tap(`#open-booth-${number}`);
  await employee.sees('#scan');
}

interface Round {
  customer: Phone;
  staffOf: (booth: BoothPlan) => Phone;
}

/** The customer goes from booth to booth, the bank's last; each stamp shows on the own phone at once. */
export async function collectFive({ customer, staffOf }: Round): Promise<void> {
  const used = new Set<string>();
  const [bank, ...others] = BOOTHS;
  const round = [...others, ...(bank ? [bank] : [])];
  for (const [index, booth] of round.entries()) {
    const staff = staffOf(booth);
    await openBooth(staff, booth.number);
    const code = index === 0 ? await codeShown(customer, 'stamp') : await nextCode(customer, used);
    used.add(code);
    await staff.scan('#scan', code);
    await staff.sees('盖章成功');
    await staff.sees(`第 ${index + 1} 章`);
    await staff.shoot(`staff-scan-${index + 1}`);
    await customer.sees('#stamp-granted');
    await customer.sees(`${booth.name}，盖好了`);
    await customer.shoot(`customer-stamp-${index + 1}`);
    if (index < round.length - 1) await customer.tap('#keep-showing');
  }
}

/** At the bank's booth: what is to be handed out stands in the result; the customer confirms, and it is handed out. */
export async function handOutGift(staff: Phone, customer: Phone): Promise<void> {
  await staff.sees(`请发放：${MARKET.gift} 1 份`);
  await customer.tap('#see-card');
  await customer.sees('已放进券包');
  await customer.shoot('customer-card-full');
  await staff.tap('#hand-out');
  await staff.sees('#confirm-redeem');
  await staff.shoot('staff-hand-out');
  await customer.tap(`5 章 · 勋章·${MARKET.gift}`);
  await customer.sees('#own-code');
  await customer.shoot('customer-gift');
  await staff.tap('#confirm-redeem');
  await staff.sees('等客户确认');
  await staff.shoot('staff-hand-out-waiting');
  await customer.sees('#confirm-redemption');
  await customer.shoot('customer-confirm');
  await customer.tap('#confirm-redemption');
  await customer.sees('已使用');
  await staff.sees('核销成功');
  await staff.sees(`请发放：${MARKET.goods} 1 份`);
  await staff.shoot('staff-handed-out');
}

/** The contact is added at the bank's booth. */
export async function addContact(staff: Phone, customer: Phone): Promise<void> {
  await openBooth(staff, 1);
  await staff.tap('#booth-contact');
  await staff.sees('登记新联系人');
  await staff.scan('#scan', await nextCode(customer, new Set()));
  await staff.sees('已登记');
  await staff.shoot('staff-contact');
}

/** The badge is among the own badges. */
export async function seesBadge(customer: Phone): Promise<void> {
  await customer.open('pages/events/badges/index');
  await customer.sees(MARKET.gift);
  await customer.shoot('customer-badges');
}
