import { makeGroup, makeGroupChannel } from './branchGroups';
import { makeEvent } from './marketEvent';
import { makeOffers, makePrizes } from './marketOffers';
import { makeVisits } from './marketVisits';
import type { MemberSecrets } from './people';
import type { DemoPart, DemoWorld } from './world';

/** What the branch does on the first day, in the order of making; after the people of `demoParts`. */
export function marketParts(secrets: MemberSecrets): readonly DemoPart[] {
  return [
    { name: 'groups', make: makeGroups },
    { name: 'channel', make: makeChannel },
    { name: 'offers', make: (world) => makeOffers(world, secrets) },
    { name: 'prizes', make: (world) => makePrizes(world, secrets) },
    { name: 'event', make: makeEvent },
    { name: 'visits', make: (world) => makeVisits(world, secrets) },
  ];
}

async function makeGroups(world: DemoWorld): Promise<void> {
  const shared = { managerIds: [world.idOf('employee:JN003')], memberLimit: 500 };
  await makeGroup(world, 'market', {
    ...shared,
    kind: 'merchant',
    merchantId: world.idOf('merchant:market'),
    name: '江宁支行 & 阳光菜市场福利圈',
    notice: '圈友买菜有优惠，每周六有集章活动。\n本圈由江宁支行和阳光菜市场一起办，客户经理周敏为大家服务。',
    welcome: '欢迎加入。今天的市集正在进行，逛满 3 个摊位就有小礼品。',
    place: { address: '南京市江宁区天元东路 16 号', latitude: 31.9468, longitude: 118.8467 },
    industry: 'food_market',
  });
  await makeGroup(world, 'community', {
    ...shared,
    kind: 'community',
    merchantId: null,
    name: '百家湖社区福利圈',
    notice: '社区邻居的福利圈：活动通知、便民服务和身边商户的优惠。',
    welcome: '欢迎加入百家湖社区福利圈。',
    place: { address: '南京市江宁区百家湖西路 5 号', latitude: 31.9389, longitude: 118.8262 },
    industry: 'services',
  });
}

function makeChannel(world: DemoWorld): Promise<void> {
  return makeGroupChannel(world, {
    key: 'market',
    number: 'JN003',
    manager: '周敏',
    group: 'market',
    name: '菜市场门口海报',
    source: 'circle',
    placement: 'merchant',
  });
}
