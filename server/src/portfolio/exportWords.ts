import type { FigureSide, MemberSet } from '@linzhang/shared/portfolio/counts.rules';
import type { Figure } from '@linzhang/shared/portfolio/portfolio.rules';
import type { Segment } from '@linzhang/shared/tiering/segment.rules';
import { SEGMENT_NAMES } from '@linzhang/shared/tiering/tierNames.rules';

/** Words of the exported sheets. */
export const SEGMENT_WORDS: Readonly<Record<Segment, string>> = {
  A: `A ${SEGMENT_NAMES.A}`,
  B: `B ${SEGMENT_NAMES.B}`,
  C: `C ${SEGMENT_NAMES.C}`,
  D: `D ${SEGMENT_NAMES.D}`,
};

export const SET_WORDS: Readonly<Record<MemberSet, string>> = {
  listed: '在名单',
  at_start: '期初维护客户',
  at_end: '期末维护客户',
  left: '流失客户',
  rose: '提升客户',
  entered: '新进维护',
  gone: '退出维护',
  covered: '三项以上产品',
  known: '期初期末都有资产',
  aum_up: '资产增加',
  aum_down: '资产减少',
  transacted: '最近一月有交易',
  mobile_active: '手机银行活跃',
  phone_bound: '新绑定手机',
  products_moved: '同事维护时开通产品',
};

export const FIGURE_WORDS: Readonly<Record<Figure, string>> = {
  churn: '保 流失率 %',
  uplift: '争 提升率 %',
  coverage: '挖 人均产品',
  growth: '抢 新绑定客户',
  aumGrowth: '培 资产增长 %',
};

export const SIDE_WORDS: Readonly<Record<FigureSide, string>> = {
  employee: '员工',
  branch: '网点',
  position: '岗位',
  tier: '期初层级',
  segment: '象限',
};

export const NONE_WORDS: Readonly<Record<FigureSide, string>> = {
  employee: '无维护人',
  branch: '无网点',
  position: '无维护人',
  tier: '期初不在名单',
  segment: '不在名单',
};
