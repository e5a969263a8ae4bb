import {
  FOLLOW_UP_STATES,
  type FollowUpState,
  HELD_ASSETS,
  HELD_PRODUCTS,
  type HeldAsset,
  type HeldProduct,
} from '@linzhang/shared/leads/followUp.rules';
import { LOST_REASONS } from '@linzhang/shared/leads/leads.rules';
import { LOST_WORDS, STATE_TAGS } from './leadWords';

const ASSET_WORDS: Readonly<Record<HeldAsset, string>> = {
  deposits: '存款',
  wealth_products: '理财',
  funds: '基金',
  insurance: '保险',
  bonds: '国债',
  metals: '贵金属',
  securities: '股票',
  property: '房产',
  business: '自有生意',
};

const PRODUCT_WORDS: Readonly<Record<HeldProduct, string>> = {
  mobile_bank: '手机银行',
  debit_card: '借记卡',
  credit_card: '信用卡',
  payroll: '代发工资',
  merchant_code: '收款码',
  loan: '贷款',
  mortgage: '房贷',
  wealth_product: '理财产品',
  fund: '基金',
  insurance: '保险',
};

export const ASSET_OPTIONS = HELD_ASSETS.map((value) => ({ value, text: ASSET_WORDS[value] }));
export const PRODUCT_OPTIONS = HELD_PRODUCTS.map((value) => ({ value, text: PRODUCT_WORDS[value] }));
export const STATE_OPTIONS = FOLLOW_UP_STATES.map((value) => ({
  value,
  text: value === 'lost' ? '没成' : STATE_TAGS[value].text,
}));
export const LOST_OPTIONS = LOST_REASONS.map((value) => ({ value, text: LOST_WORDS[value] }));

/** What is said most often, so that it need not be typed; the first one stands there at once. */
export const QUICK_NOTES: Readonly<Record<FollowUpState, readonly string[]>> = {
  contacted: ['电话聊过', '没有接电话', '发了消息', '当面聊过'],
  qualified: ['有兴趣，准备方案', '约好来网点', '要和家人商量'],
  won: ['已经办好', '资金已转入'],
  lost: ['已说明，不再打扰', '以后有需要再联系'],
};

/** Assets and products in a line; null where nothing is known. */
export function holdingsLine(assets: readonly HeldAsset[], products: readonly HeldProduct[]): string | null {
  const words = [...assets.map((asset) => ASSET_WORDS[asset]), ...products.map((product) => PRODUCT_WORDS[product])];
  return words.length > 0 ? words.join('、') : null;
}
