import { setTimeout as sleep } from 'node:timers/promises';
import { nextCode } from './codes';
import { MARKET } from './market';
import type { Phone } from './phone';
import { openBooth } from './visiting';

const SHIFT = 'pages/work/shift/index';
const PATIENCE_MS = 15_000;
const LOOK_EVERY_MS = 100;
const QUEUE = 'pages/work/scanQueue/index';

/** An employee prepares a booth for no network and stands at its scanner when the network goes. */
export async function standWithoutNetwork(employee: Phone, booth: number): Promise<void> {
  await employee.open(SHIFT);
  await employee.tap(`#prepare-${booth}`);
  await untilPrepared(employee, booth);
  await openBooth(employee, booth);
  await employee.setOnline(false);
  await employee.sees('没有网络');
}

/** The button says it: other booths may have been prepared before. */
async function untilPrepared(employee: Phone, booth: number): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await employee.read(`#prepare-${booth}`)).includes('重新准备')) {
    if (performance.now() > end) throw new Error(`booth ${booth} was not prepared`);
    await sleep(LOOK_EVERY_MS);
  }
}

async function keepsScan(employee: Phone, code: string): Promise<void> {
  await employee.scan('#scan', code);
  await employee.sees('已记下');
  await employee.sees('1 条待传');
}

interface TwoBooths {
  first: Phone;
  second: Phone;
  customer: Phone;
}

/** Without network a scan is kept; with it, it is handed in by itself and the customer has the stamp. */
export async function scanSyncs(employee: Phone, customer: Phone, used: Set<string>): Promise<void> {
  const code = await nextCode(customer, used);
  used.add(code);
  await keepsScan(employee, code);
  await employee.shoot('staff-offline');
  await employee.setOnline(true);
  await employee.misses('待上传');
  await employee.open(QUEUE);
  await employee.sees('已生效');
  await employee.shoot('staff-queue');
  await customer.sees('#stamp-granted');
  await customer.tap('#keep-showing');
}

/** The same code at two booths without network: the first counts, the other waits for the head. */
export async function sameCodeTwice({ first, second, customer }: TwoBooths, used: Set<string>): Promise<void> {
  const code = await nextCode(customer, used);
  used.add(code);
  await keepsScan(first, code);
  await keepsScan(second, code);
  await first.setOnline(true);
  await first.misses('待上传');
  await second.setOnline(true);
  await second.misses('待上传');
  await second.open(QUEUE);
  await second.sees('等负责人核实');
  await second.shoot('cashier-queue-conflict');
}

/** The head sees who, where and when, and counts both. */
export async function decideConflict(head: Phone): Promise<void> {
  await head.open('pages/work/home/index');
  await head.tap('#inbox');
  await head.sees('同一个码在两个摊位');
  await head.shoot('head-inbox');
  await head.tap('两章都认');
  await head.type('#conflict-note', '两位同事都确认客户到过');
  await head.shoot('head-decide');
  await head.tap('#confirm-conflict');
  await head.misses('同一个码在两个摊位');
  await head.tap('处理过的');
  await head.sees('已认可');
  await head.shoot('head-inbox-decided');
}

/** The head voids the newest stamp of the event, with a reason. */
export async function voidStamp(head: Phone): Promise<void> {
  await head.open('pages/work/home/index');
  await head.tap('#events');
  await head.tap(MARKET.event);
  await head.tap('#live');
  await head.sees('#live-stamps');
  await head.shoot('head-live');
  await head.tap('#live-stamps');
  await head.sees('作废');
  await head.shoot('head-stamps');
  await head.tapFirst('作废');
  await head.type('#void-reason', '同一个码被发给了别人');
  await head.shoot('head-void');
  await head.tap('#confirm-void');
  await head.sees('已作废');
}

/** What the customer's card shows in the end. */
export async function hasStamps(customer: Phone, count: number): Promise<void> {
  await customer.open('pages/tabs/stamps/index');
  await customer.tap(MARKET.event);
  await customer.sees('#stamp-board');
  expect(await customer.read('#stamp-board')).toMatch(new RegExp(`${count}\\s*/5`));
  await customer.shoot(`customer-card-${count}`);
}
