import { setTimeout as sleep } from 'node:timers/promises';
import type { PhoneFile } from '../wxhost/files';
import { firstList, LISTED_PHONE, secondList } from './bankList';
import { MARKET } from './market';
import type { Phone } from './phone';

const OVERVIEW = 'pages/branch/overview/index';
const IMPORTS = 'pages/branch/imports/index';
const TODAY = 'pages/manager/today/index';
/** What the customer is called, to whom else than the own manager, and who brought the customer. */
const NAME = '何秀英';
const MASKED = '何*英';
const MANAGER = '周敏';
/** Leads are looked for once a minute. */
const PATIENCE_MS = 90_000;
const LOOK_AGAIN_MS = 500;

/** Browsers put line ends between the parts of a page, the mini-program nothing. */
const bare = (text: string): string => text.replace(/\s+/g, '');

/** Opens a page again and again until it says this: what a background job does shows at the next look. */
async function showsInTime(phone: Phone, route: string, node: string, words: string): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  let read = '';
  while (Date.now() < until) {
    await phone.open(route);
    await phone.sees(node);
    read = await phone.read(node);
    if (bare(read).includes(bare(words))) return;
    await sleep(LOOK_AGAIN_MS);
  }
  throw new Error(`${route} did not say ${words}, but: ${read}`);
}

/** The customer gives the own name, binds the phone and agrees to be matched; the head sees one more in 抢. */
export async function bindPhone(customer: Phone, head: Phone): Promise<void> {
  await showsInTime(head, OVERVIEW, '#figure-growth', '新增客户 0 人');
  await customer.open('pages/members/profile/index');
  await customer.type('#nickname', NAME);
  await customer.tap('#save-nickname');
  await customer.open('pages/members/phone/index');
  await customer.sees('#consent-matching');
  await customer.shoot('customer-phone');
  await customer.tap('#consent-marketing');
  await customer.tap('#consent-matching');
  await customer.provePhone(LISTED_PHONE);
  await customer.sees('138****0009');
  await showsInTime(head, OVERVIEW, '#figure-growth', '新增客户 1 人');
  await head.shoot('head-overview-bound');
}

/** The head sends the list as the quarter began; the customer is found in it, one row is given back. */
export async function importFirst(head: Phone): Promise<void> {
  expect(await importList(head, await firstList())).toEqual({ taken: 21, refused: 1, matched: 1 });
  await head.shoot('head-import-done');
  await showsInTime(head, OVERVIEW, '#figure-aumGrowth', '18.6 万 → 18.6 万');
}

/** Sends a list and waits until it is taken. */
async function importList(head: Phone, file: PhoneFile) {
  await head.open(IMPORTS);
  await head.sees('#pick-list');
  await head.chooseFile('#pick-list', file);
  await head.sees('#import-done');
  const [taken, refused, matched] = [...(await head.read('#import-done')).matchAll(/\d+/g)].map(Number);
  return { taken, refused, matched };
}

/** The customer reads the own tier, what is missing for the next, and who to ask. */
export async function readTier(customer: Phone): Promise<void> {
  await customer.open('pages/members/tier/index');
  await customer.sees('#my-tier');
  expect(await customer.read('#my-tier')).toContain('1.4 万');
  await customer.sees(MANAGER);
  await customer.shoot('customer-tier');
}

/** A lead lies on the manager's desk; its page says why and by when. */
export async function readLead(manager: Phone): Promise<void> {
  await showsInTime(manager, TODAY, '#manager-today', '离 20 万差 1.4 万');
  await manager.shoot('manager-today');
  await manager.tapFirst(NAME);
  await manager.sees('为什么联系');
  const why = await manager.read();
  for (const words of ['离 20 万差 1.4 万', '集满了章', '象限 B 培育', '138****0009']) expect(why).toContain(words);
  await manager.shoot('manager-lead');
}

/** The manager looks at the number, notes the call, and later that it was won. */
export async function winLead(manager: Phone): Promise<void> {
  await manager.tap('#call');
  await manager.tap('#reveal-phone');
  await manager.sees('138 0000 0009');
  await manager.shoot('manager-call');
  await manager.open(TODAY);
  await manager.tapFirst(NAME);
  await followUp(manager, '已联系', '电话聊过', '保存跟进');
  await manager.sees('电话聊过');
  await followUp(manager, '成交', '已经办好', '结束线索');
  await manager.sees('已经办好');
  await manager.shoot('manager-lead-won');
}

async function followUp(manager: Phone, outcome: string, note: string, save: string): Promise<void> {
  await manager.sees('#follow-up');
  await manager.tap('#follow-up');
  await manager.sees('#save-follow-up');
  await manager.tap(outcome);
  await manager.tap(note);
  await manager.shoot('manager-follow-up');
  await manager.tap(save);
  await manager.misses('#save-follow-up');
}

/** The next list shows a fund: 培 moves, and the opened product is credited to who brought the customer. */
export async function importSecond(head: Phone): Promise<void> {
  expect(await importList(head, await secondList())).toEqual({ taken: 21, refused: 0, matched: 0 });
  await showsInTime(head, OVERVIEW, '#figure-aumGrowth', '18.6 万 → 23.0 万');
  await head.shoot('head-overview-grown');
}

/** The head opens 培 down to the customer, to what the customer did, and to whose credit it is. */
export async function openFigure(head: Phone): Promise<void> {
  await head.tap('#figure-aumGrowth');
  await head.sees(MASKED);
  await head.shoot('head-members');
  await head.tapFirst(MASKED);
  await head.sees('做过什么');
  await head.shoot('head-member');
  await head.tapFirst('做过什么');
  await head.sees(`集满${MARKET.event}的章`);
  await head.shoot('head-member-doings');
  await head.tapFirst('归因');
  await head.sees('新开产品 · 基金 · 3.0 万');
  await head.sees(`${MANAGER} 100 %`);
  await head.shoot('head-member-credits');
}
