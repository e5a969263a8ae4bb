import type { ConversionKind, OriginReason } from './attribution.rules';
import type { ReportModel } from './report.rules';

/** What the conversions are called. */
export const CONVERSION_NAMES: Readonly<Record<ConversionKind, string>> = {
  group_joined: '加入福利圈',
  phone_bound: '绑定手机号',
  stamp_card_completed: '集满章',
  claim_redeemed: '核销优惠',
  product_opened: '新开产品',
  aum_uplift: '资产提升',
  bank_card_activated: '激活银行卡',
};

/** What the models are called that say to whose credit a conversion is. */
export const MODEL_NAMES: Readonly<Record<ReportModel, string>> = {
  origin: '首维护人',
  first: '首次来访',
  last: '末次来访',
  linear: '平均分',
  position: '首末为主',
  timeDecay: '越近越多',
};

/** How somebody came to be the origin manager. */
export const ORIGIN_NAMES: Readonly<Record<OriginReason, string>> = {
  touch: '由来访带来',
  assigned: '由分配而来',
  decided: '主任决定，第二人确认',
  returned: '客户以前的账号带来',
};
