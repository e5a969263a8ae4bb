/** The market of the walk: what a head types in, by the story of the product. */
export const MARKET = {
  merchant: '金箔路阳光菜市场',
  group: '江宁支行 & 金箔路菜场福利圈',
  notice: '每周六集章活动，逛满 5 个摊位有礼品。',
  welcome: '欢迎加入，有事找周敏经理。',
  gift: '集章礼品包',
  goods: '环保购物袋',
  offer: '满50减20',
  event: '金箔路市集·逛摊集章',
  channel: '菜场门口海报',
} as const;

/** A booth of the event: the bank's own, or the merchant's. */
export interface BoothPlan {
  number: number;
  name: string;
  seal: string;
  task: string;
  banks: boolean;
  /** Who works there, as the list of people calls them. */
  by: string;
}

/** Five booths: one of the bank, one of the merchant's own cashier, three more. */
export const BOOTHS: readonly BoothPlan[] = [
  { number: 1, name: '银行摊位', seal: '邻章', task: '听一段防诈骗提醒', banks: true, by: '孙丽' },
  { number: 2, name: '水产摊', seal: '水产', task: '猜一条鱼的重量', banks: false, by: '刘师傅（收银）' },
  { number: 3, name: '茶叶摊', seal: '茶叶', task: '品一杯茶', banks: false, by: '孙丽' },
  { number: 4, name: '豆腐坊', seal: '豆腐', task: '尝一块豆腐', banks: false, by: '孙丽' },
  { number: 5, name: '花店', seal: '鲜花', task: '认三种花', banks: false, by: '孙丽' },
];

const HOUR_MS = 3_600_000;
/** Shanghai is eight hours ahead, all year. */
const SHANGHAI_MS = 8 * HOUR_MS;

/** A moment as the fields take it, hours from now. */
export function momentIn(hours: number): string {
  return new Date(Date.now() + SHANGHAI_MS + hours * HOUR_MS).toISOString().slice(0, 16);
}
