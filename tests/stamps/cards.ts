import type { StampCard } from '@linzhang/shared/stamps/stamps.contract';

export const EVENT_ID = 'e'.repeat(24);
const BOOTHS = [
  ['蔬果', '蔬果摊', '入口左侧'],
  ['水产', '水产摊', '入口右侧'],
  ['粮油', '粮油摊', '中间走道'],
  ['豆香', '豆腐坊', '中间走道'],
  ['茶叶', '茶叶摊', '入口右转第二家'],
  ['鲜花', '鲜花摊', '中庭喷泉旁'],
  ['糕点', '糕点铺', '二楼楼梯口'],
  ['银行', '银行摊位', '正门'],
] as const;

export const boothId = (number: number): string => String(number).padStart(24, '0');

/** A card of eight booths with stamps of the first `count`. */
export function buildCard(count: number, changes: Partial<StampCard> = {}): StampCard {
  return {
    event: {
      id: EVENT_ID,
      name: '阳光市集',
      place: '阳光菜市场',
      startsAt: '2026-11-22T01:00:00.000Z',
      endsAt: '2036-11-22T09:00:00.000Z',
      open: true,
    },
    version: count,
    stampCount: count,
    needed: 5,
    completedAt: null,
    toNextReward: count < 3 ? 3 - count : count < 5 ? 5 - count : null,
    booths: BOOTHS.map(([sealText, name, spot], index) => ({
      id: boothId(index + 1),
      number: index + 1,
      name,
      sealText,
      task: '试吃一口',
      spot,
      stampedAt: index < count ? '2026-11-22T02:00:00.000Z' : null,
    })),
    rewards: [
      { id: 'r3', at: 3, name: '帆布袋', badge: false, reached: count >= 3, prize: null },
      {
        id: 'r5',
        at: 5,
        name: '礼品',
        badge: true,
        reached: count >= 5,
        prize: { state: count >= 5 ? 'granted' : 'open', claimId: count >= 5 ? '8K2QF7M01ZXC' : null, because: null },
      },
    ],
    can: { showCode: true },
    ...changes,
  };
}
