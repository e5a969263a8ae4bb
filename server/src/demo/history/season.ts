import { type GroupChannel, makeGroup, makeGroupChannel } from '../branchGroups';
import { openMarket } from '../marketEvent';
import { type DemoOffer, makeOffer } from '../marketOffers';
import { type DemoEmployee, makeEmployees } from '../parts';
import type { MemberSecrets } from '../people';
import type { DemoWorld } from '../world';
import { HISTORY_DAYS, marketDays } from './crowd';

/** The managers beside 周敏. */
const TEAM: readonly DemoEmployee[] = [
  { number: 'JN007', name: '许志远', roles: ['manager'], position: 'wealth_planner', persona: 'manager-xu' },
  { number: 'JN008', name: '林晓雯', roles: ['manager'], position: 'lobby_manager', persona: 'manager-lin' },
];

const CHANNELS: readonly GroupChannel[] = [
  zhous('stall', '水产摊台卡', 'alliance', 'merchant'),
  zhous('referral', '老客户推荐', 'referral', 'bank_group'),
  { ...xus('property', '物业前台立牌'), group: 'community', source: 'alliance', placement: 'property' },
  { ...xus('owners-chat', '业主群'), group: 'community', source: 'circle', placement: 'bank_group' },
  { ...xus('round', '九龙湖商户走访'), group: 'owners', source: 'supply_chain', placement: 'leaflet' },
  { ...lins('hall', '网点大堂立牌'), group: 'community', source: 'counter', placement: 'branch' },
  { ...lins('bakery', '麦香烘焙收银台'), group: 'market', source: 'alliance', placement: 'merchant' },
  { ...lins('payroll', '代发工资宣讲'), group: 'payroll', source: 'supply_chain', placement: 'leaflet' },
];

function zhous(
  key: string,
  name: string,
  source: GroupChannel['source'],
  placement: GroupChannel['placement'],
): GroupChannel {
  return { key, number: 'JN003', manager: '周敏', group: 'market', name, source, placement };
}

function xus(key: string, name: string) {
  return { key, number: 'JN007', manager: '许志远', name };
}

function lins(key: string, name: string) {
  return { key, number: 'JN008', manager: '林晓雯', name };
}

/** Enters the managers beside the first one. */
export function makeTeam(world: DemoWorld, secrets: MemberSecrets): Promise<void> {
  return makeEmployees(world, secrets, TEAM);
}

/** The groups beside the first two, and a code for each way by which the crowd comes. */
export async function makeWays(world: DemoWorld): Promise<void> {
  await makeGroup(world, 'owners', {
    kind: 'owner',
    merchantId: null,
    managerIds: [world.idOf('employee:JN007')],
    memberLimit: 200,
    name: '九龙湖店主福利圈',
    notice: '给九龙湖商圈的店主：收款、贷款和店里的优惠都在这里问。',
    welcome: '欢迎加入。客户经理许志远每周二到店走访，有事可以直接联系。',
    place: { address: '南京市江宁区清水亭西路 9 号', latitude: 31.9134, longitude: 118.8122 },
    industry: 'retail',
  });
  await makeGroup(world, 'payroll', {
    kind: 'payroll',
    merchantId: null,
    managerIds: [world.idOf('employee:JN008')],
    memberLimit: 200,
    name: '恒通机电员工福利圈',
    notice: '恒通机电的员工福利圈：工资到账、理财和周末活动。',
    welcome: '欢迎加入，周末带家人来阳光市集集章。',
    place: { address: '南京市江宁区将军大道 159 号', latitude: 31.9278, longitude: 118.8019 },
    industry: 'manufacturing',
  });
  for (const channel of CHANNELS) await makeGroupChannel(world, channel);
}

/** What members claimed in these months, with the prizes of their markets. */
export async function makeSeason(world: DemoWorld, secrets: MemberSecrets): Promise<void> {
  const opensAt = world.day(HISTORY_DAYS + 3, 10 * 60);
  const offers: readonly DemoOffer[] = [
    {
      key: 'season-cash',
      name: '满30减10',
      intro: '阳光菜市场所有摊位可用，一人一张。',
      terms: { kind: 'cash_off', thresholdFen: 3_000, offFen: 1_000 },
      stock: 400,
      merchant: 'market',
    },
    {
      key: 'season-aum',
      name: '资产新增10万抵500元',
      intro: '领取后资产比领取时多 10 万元、保持 30 天，抵用 500 元年费或服务费。',
      terms: { kind: 'aum_threshold', riseFen: 10_000_000, offFen: 50_000 },
      stock: 8,
      phoneBound: true,
    },
    ...[
      { key: 'season-bag', name: '购物袋', costFen: 400, stock: 300 },
      { key: 'season-cup', name: '保温杯', costFen: 1_800, stock: 120 },
      { key: 'season-rice', name: '五常大米', costFen: 3_500, stock: 50 },
    ].map(({ costFen, ...rest }): DemoOffer => {
      return { ...rest, intro: '集章礼品，到银行摊位领取。', terms: { kind: 'prize', goods: rest.name, costFen } };
    }),
  ];
  for (const offer of offers) await makeOffer(world, secrets, { ...offer, opensAt });
}

const OPENS = 9 * 60;
const CLOSES = 17 * 60;
const NAMES = ['阳光市集 · 开市', '阳光市集 · 邻里专场', '阳光市集 · 尝鲜周六'];

/** The Saturday markets of these months, each drawn up a week ahead. */
export async function makeMarkets(world: DemoWorld): Promise<void> {
  for (const [index, daysAgo] of marketDays(world.today).entries())
    await openMarket(world, {
      key: marketKey(index),
      name: NAMES[index] ?? '周末市集',
      startsAt: world.day(daysAgo, OPENS),
      endsAt: world.day(daysAgo, CLOSES),
      drawnUp: world.day(daysAgo + 7, OPENS),
      rewards: [
        { name: '购物袋', offer: 'season-bag' },
        { name: '保温杯', offer: 'season-cup' },
        { name: '五常大米', offer: 'season-rice' },
      ],
    });
}

/** Key of the past market of this place among `marketDays`. */
export function marketKey(index: number): string {
  return `past${index + 1}:`;
}
