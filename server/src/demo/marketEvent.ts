import { addBusinessDays, businessDay, HOUR_MS, startOfBusinessDay } from '@linzhang/shared/kernel/time';
import { type PlannedDuty, setAssignments } from '../events/assignments.service';
import { addBooth } from '../events/booths.service';
import { createEvent, type EventFields } from '../events/drafting.service';
import { boothsOf, getEvent } from '../events/events.service';
import { setEventStatus } from '../events/publishing.service';
import { headOf, headsTexts } from './people';
import type { DemoWorld } from './world';

/** Minutes before the first start at which the event was drawn up. */
const DRAWN_UP = 200;
/** The market began so long before the first start, on the hour, and ends in the evening two days later. */
const BEGAN_MINUTES = 180;
const LASTS_DAYS = 2;
const CLOSES_HOUR = 20;

/** Booths in order; the staff stand at each, the cashier at those marked. The last is the bank's own. */
const BOOTHS: readonly { seal: string; name: string; task: string; spot: string; merchant?: string; cashier?: true }[] =
  [
    { seal: '蔬果', name: '蔬果摊', task: '认出三种当季蔬菜', spot: '东门右手第一家', merchant: 'market' },
    { seal: '水产', name: '水产摊', task: '猜一条鱼的重量', spot: '东门直走到底', merchant: 'market', cashier: true },
    { seal: '粮油', name: '粮油铺', task: '看懂一张食品标签', spot: '中厅左侧', merchant: 'market' },
    { seal: '豆香', name: '豆腐坊', task: '尝一块热豆腐', spot: '中厅右侧', merchant: 'market' },
    { seal: '茶叶', name: '茶叶铺', task: '品一杯茶', spot: '西门左手第二家', merchant: 'market' },
    { seal: '鲜花', name: '花店', task: '认三种花', spot: '西门口', merchant: 'market' },
    { seal: '糕点', name: '麦香烘焙', task: '给一块饼干裱花', spot: '广场北侧', merchant: 'bakery' },
    { seal: '银行', name: '江宁支行服务台', task: '听一段防诈骗提醒', spot: '广场中央' },
  ];

/** A market to open. Of the first day's one the ids are kept by plain names, of others behind their key. */
export interface MarketPlan {
  key: string;
  name: string;
  startsAt: Date;
  endsAt: Date;
  drawnUp: Date;
  /** Offers of the rewards, for 3, 5 and 8 stamps. */
  rewards: readonly [MarketReward, MarketReward, MarketReward];
}

interface MarketReward {
  name: string;
  offer: string;
}

/** The market that is under way when the server starts for the first time. */
export function makeEvent(world: DemoWorld): Promise<void> {
  const startsAt = new Date(Math.floor(world.ago(BEGAN_MINUTES).getTime() / HOUR_MS) * HOUR_MS);
  const lastDay = startOfBusinessDay(addBusinessDays(businessDay(world.now), LASTS_DAYS));
  return openMarket(world, {
    key: '',
    name: '阳光市集',
    startsAt,
    endsAt: new Date(lastDay.getTime() + CLOSES_HOUR * HOUR_MS),
    drawnUp: world.ago(DRAWN_UP),
    rewards: [
      { name: '帆布袋', offer: 'bag' },
      { name: '晴雨伞', offer: 'umbrella' },
      { name: '大礼包', offer: 'hamper' },
    ],
  });
}

/** Makes a market with its eight booths, puts people there and publishes it. */
export async function openMarket(world: DemoWorld, plan: MarketPlan): Promise<void> {
  const author = { actor: headOf(world), texts: await headsTexts(world) };
  const requestId = world.requestIdOf(`${plan.key}event`);
  const eventId = await world.make(
    `${plan.key}event`,
    async () =>
      (await createEvent(world.idOf('branch'), fieldsOf(world, plan), requestId, author.actor, plan.drawnUp))._id,
  );
  // A run that was cut short after the last step has nothing left to do.
  if ((await getEvent(eventId)).status === 'draft') await complete(world, eventId, plan, author);
  for (const booth of await boothsOf(eventId))
    await world.keep(`${plan.key}booth:${booth.sealText}`, booth._id.toHexString());
}

async function complete(
  world: DemoWorld,
  eventId: string,
  { key, startsAt: from, endsAt: to, drawnUp }: MarketPlan,
  author: Parameters<typeof setEventStatus>[3],
): Promise<void> {
  const plan: PlannedDuty[] = [];
  const there = await boothsOf(eventId);
  for (const [index, { seal, merchant, cashier, ...rest }] of BOOTHS.entries()) {
    const merchantId = merchant ? world.idOf(`merchant:${merchant}`) : null;
    const fields = { ...rest, number: index + 1, sealText: seal, merchantId, offerId: null };
    const booth =
      there.find((each) => each.number === fields.number) ??
      (await addBooth(eventId, fields, world.requestIdOf(`${key}booth:${seal}`), author, drawnUp));
    const boothId = booth._id.toHexString();
    plan.push({ boothId, employeeId: world.idOf('employee:JN004'), from, to });
    if (cashier) plan.push({ boothId, employeeId: world.idOf('employee:JN101'), from, to });
  }
  const { version } = await getEvent(eventId);
  const planned = await setAssignments(eventId, plan, version, author.actor, drawnUp);
  await setEventStatus(eventId, 'published', planned.version, author, drawnUp);
}

function fieldsOf(world: DemoWorld, { name, startsAt, endsAt, drawnUp, rewards }: MarketPlan): EventFields {
  const [small, middle, large] = rewards;
  const reward = (at: number, { name, offer }: MarketReward, badge: boolean) => {
    return { id: null, at, name, badge, offerId: world.idOf(`offer:${offer}`) };
  };
  return {
    groupIds: [world.idOf('group:market'), world.idOf('group:community')],
    name,
    startsAt,
    endsAt,
    place: { address: '南京市江宁区天元东路 16 号', latitude: 31.9468, longitude: 118.8467 },
    organizerId: world.idOf('employee:JN002'),
    intro: '八个摊位，每个摊位玩一个小游戏盖一枚章。集满 3 枚、5 枚、8 枚，都能到银行摊位领礼品。',
    campaign: '阳光市集',
    needed: BOOTHS.length,
    rewards: [reward(3, small, false), reward(5, middle, true), reward(BOOTHS.length, large, false)],
    signup: { capacity: 200, opensAt: drawnUp, closesAt: endsAt },
  };
}
