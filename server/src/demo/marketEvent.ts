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

/** The market that is under way when the server starts for the first time. */
export async function makeEvent(world: DemoWorld): Promise<void> {
  const author = { actor: headOf(world), texts: await headsTexts(world) };
  const at = world.ago(DRAWN_UP);
  const fields = fieldsOf(world);
  const made = await createEvent(world.idOf('branch'), fields, world.requestIdOf('event'), author.actor, at);
  const eventId = made._id.toHexString();
  // A run that was cut short after the last step has nothing left to do.
  if (made.status === 'draft') await complete(world, eventId, fields, author, at);
  world.keep('event', eventId);
  for (const booth of await boothsOf(eventId)) world.keep(`booth:${booth.sealText}`, booth._id.toHexString());
}

async function complete(
  world: DemoWorld,
  eventId: string,
  { startsAt: from, endsAt: to }: EventFields,
  author: Parameters<typeof setEventStatus>[3],
  at: Date,
): Promise<void> {
  const plan: PlannedDuty[] = [];
  for (const [index, { seal, merchant, cashier, ...rest }] of BOOTHS.entries()) {
    const merchantId = merchant ? world.idOf(`merchant:${merchant}`) : null;
    const fields = { ...rest, number: index + 1, sealText: seal, merchantId, offerId: null };
    const booth = await addBooth(eventId, fields, world.requestIdOf(`booth:${seal}`), author, at);
    const boothId = booth._id.toHexString();
    plan.push({ boothId, employeeId: world.idOf('employee:JN004'), from, to });
    if (cashier) plan.push({ boothId, employeeId: world.idOf('employee:JN101'), from, to });
  }
  const { version } = await getEvent(eventId);
  const planned = await setAssignments(eventId, plan, version, author.actor, at);
  await setEventStatus(eventId, 'published', planned.version, author, at);
}

function fieldsOf(world: DemoWorld): EventFields {
  const startsAt = new Date(Math.floor(world.ago(BEGAN_MINUTES).getTime() / HOUR_MS) * HOUR_MS);
  const lastDay = startOfBusinessDay(addBusinessDays(businessDay(world.now), LASTS_DAYS));
  const endsAt = new Date(lastDay.getTime() + CLOSES_HOUR * HOUR_MS);
  const reward = (at: number, name: string, badge: boolean, offer: string) => {
    return { id: null, at, name, badge, offerId: world.idOf(`offer:${offer}`) };
  };
  return {
    groupIds: [world.idOf('group:market'), world.idOf('group:community')],
    name: '阳光市集',
    startsAt,
    endsAt,
    place: { address: '南京市江宁区天元东路 16 号', latitude: 31.9468, longitude: 118.8467 },
    organizerId: world.idOf('employee:JN002'),
    intro: '八个摊位，每个摊位玩一个小游戏盖一枚章。集满 3 枚、5 枚、8 枚，都能到银行摊位领礼品。',
    needed: BOOTHS.length,
    rewards: [
      reward(3, '帆布袋', false, 'bag'),
      reward(5, '晴雨伞', true, 'umbrella'),
      reward(8, '大礼包', false, 'hamper'),
    ],
    signup: { capacity: 200, opensAt: world.ago(DRAWN_UP), closesAt: endsAt },
  };
}
