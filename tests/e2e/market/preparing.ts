import { BOOTHS, type BoothPlan, MARKET, momentIn } from './market';
import type { Phone } from './phone';

const HOME = 'pages/work/home/index';

async function typePlace(phone: Phone, address: string): Promise<void> {
  await phone.type('#address', address);
  await phone.type('#latitude', '31.9468');
  await phone.type('#longitude', '118.8467');
}

async function fromHome(phone: Phone, tile: string): Promise<void> {
  await phone.open(HOME);
  await phone.tap(tile);
}

/** The head adds the partner. */
export async function makeMerchant(head: Phone): Promise<void> {
  await fromHome(head, '#merchants');
  await head.tap('#add-merchant');
  await head.type('#merchant-name', MARKET.merchant);
  await head.pick('#industry', '农贸市场');
  await head.type('#contact', '李经理 13900000000');
  await typePlace(head, '南京市江宁区金箔路 16 号');
  await head.shoot('head-merchant-form');
  await head.tap('#save-merchant');
  await head.misses('#save-merchant');
  await head.sees(MARKET.merchant);
  await head.shoot('head-merchants');
}

/** The head puts the cashier at the new partner. */
export async function moveCashier(head: Phone): Promise<void> {
  await fromHome(head, '#employees');
  await head.tap('#employee-JN101');
  await head.tap('#edit');
  await head.pick('#employee-merchant', MARKET.merchant);
  await head.tap('#save-employee');
  await head.misses('#save-employee');
  await head.sees(MARKET.merchant);
}

/** The head makes the group and opens it. */
export async function makeGroup(head: Phone): Promise<void> {
  await fromHome(head, '#groups');
  await head.tap('#add-group');
  await head.type('#group-name', MARKET.group);
  await head.pick('#group-merchant', MARKET.merchant);
  await head.pick('#industry', '农贸市场');
  await head.tap('周敏（JN003）');
  await head.type('#group-notice', MARKET.notice);
  await head.type('#group-welcome', MARKET.welcome);
  await typePlace(head, '南京市江宁区金箔路 16 号');
  await head.shoot('head-group-form');
  await head.tap('#save-group');
  await head.tap('#open-group');
  await head.tap('#dialog-yes');
  await head.misses('#open-group');
  await head.shoot('head-group');
}

async function publishOffer(head: Phone, name: string): Promise<void> {
  await head.tap('#save-offer');
  await head.tap('#publish-offer');
  await head.tap('#dialog-yes');
  await head.misses('#publish-offer');
  await head.shoot(`head-offer-${name}`);
}

/** The head makes the gift for five stamps and 满50减20, and publishes both. */
export async function makeOffers(head: Phone): Promise<void> {
  await fromHome(head, '#offers');
  await head.tap('#add-offer');
  await head.pick('#offer-kind', '集章奖品：集满章自动发放');
  await head.type('#offer-name', MARKET.gift);
  await head.type('#offer-goods', MARKET.goods);
  await head.type('#offer-cost', '5');
  await head.type('#offer-stock', '50');
  await head.type('#offer-budget', '250');
  await publishOffer(head, 'gift');
  await fromHome(head, '#offers');
  await head.tap('#add-offer');
  await head.type('#offer-name', MARKET.offer);
  await head.type('#offer-threshold', '50');
  await head.type('#offer-off', '20');
  await head.pick('#offer-merchant', MARKET.merchant);
  await head.type('#offer-intro', '生鲜都能用，烟酒除外。');
  await head.type('#offer-stock', '500');
  await head.type('#offer-budget', '10000');
  await head.tap(MARKET.group);
  await head.shoot('head-offer-form');
  await publishOffer(head, 'cash');
}

async function addBooth(head: Phone, booth: BoothPlan): Promise<void> {
  await head.tap('#add-booth');
  await head.type('#seal-text', booth.seal);
  await head.type('#booth-name', booth.name);
  if (!booth.banks) await head.pick('#booth-merchant', MARKET.merchant);
  await head.type('#booth-task', booth.task);
  if (booth.number === 2) await head.shoot('head-booth-form');
  await head.tap('#save-booth');
  await head.sees(`#booth-${booth.number}`);
}

/** The head makes the event with its reward, booths and people, and publishes it. */
export async function makeEvent(head: Phone): Promise<void> {
  await fromHome(head, '#events');
  await head.tap('#add-event');
  await head.type('#event-name', MARKET.event);
  await head.setMoment('#starts-at', momentIn(-1));
  await head.setMoment('#ends-at', momentIn(6));
  await typePlace(head, '金箔路菜市场中庭');
  await head.tap(MARKET.group);
  await head.tap('#add-reward');
  await head.type('#reward-at-0', '5');
  await head.type('#reward-name-0', MARKET.gift);
  await head.pick('#reward-prize-0', MARKET.gift);
  await head.tap('#reward-badge-0');
  await head.shoot('head-event-form');
  await head.tap('#save-event');
  for (const booth of BOOTHS) await addBooth(head, booth);
  await head.shoot('head-event-booths');
  await assignPeople(head);
  await head.tap('#publish');
  await head.tap('#dialog-yes');
  await head.misses('#publish');
  await head.shoot('head-event-published');
}

async function assignPeople(head: Phone): Promise<void> {
  await head.tap('#assign');
  for (const [index, { number, by }] of BOOTHS.entries()) {
    await head.tap(`#add-duty-${number}`);
    await head.pick(`#duty-${index}`, by);
  }
  await head.shoot('head-event-people');
  await head.tap('#save-plan');
  await head.sees('2 人');
}

/** The manager makes the channel of the group, and its poster. Gives back its short code. */
export async function makeChannel(manager: Phone): Promise<string> {
  await fromHome(manager, '#channels');
  await manager.tap('#add-channel');
  await manager.type('#channel-name', MARKET.channel);
  await manager.pick('#target', MARKET.group);
  await manager.pick('#placement', '合作商户');
  await manager.shoot('manager-channel-form');
  await manager.tap('#save-channel');
  await manager.sees('短码');
  await manager.shoot('manager-channel');
  const code = /短码\s*([0-9A-HJKMNP-TV-Z]{10})/.exec(await manager.read())?.[1];
  if (code === undefined) throw new Error('the page of the channel shows no short code');
  await manager.tap('#open-poster');
  await manager.sees('#keep-poster');
  await manager.shoot('manager-poster');
  await manager.tap('#keep-poster');
  return code;
}
