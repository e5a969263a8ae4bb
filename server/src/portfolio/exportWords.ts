import type { Position } from '@linzhang/shared/employees/employees.rules';
import type { FigureSide, MemberSet } from '@linzhang/shared/portfolio/counts.rules';
import type { Figure } from '@linzhang/shared/portfolio/portfolio.rules';
import type { ScopeReason } from '@linzhang/shared/tiering/scope.rules';
import type { Segment } from '@linzhang/shared/tiering/segment.rules';
import { SEGMENT_NAMES } from '@linzhang/shared/tiering/tierNames.rules';

/** Words of the exported sheets. */
export const SEGMENT_WORDS: Readonly<Record<Segment, string>> = {
  A: `A ${SEGMENT_NAMES.A}`,
  B: `B ${SEGMENT_NAMES.B}`,
  C: `C ${SEGMENT_NAMES.C}`,
  D: `D ${SEGMENT_NAMES.D}`,
};

export const POSITION_WORDS: Readonly<Record<Position, string>> = {
  teller: '柜员/网点员工',
  lobby_manager: '大堂经理',
  branch_head: '网点主任/行长',
  wealth_planner: '理财经理',
  wealth_manager: '财富经理',
  president: '主管行长',
  product_manager: '产品经理',
};

export const SCOPE_WORDS: Readonly<Record<ScopeReason, string>> = {
  aum: '资产',
  card_spending: '卡消费',
  loans: '贷款',
  custody: '保证金',
  card: '金卡及以上',
};

export const SET_WORDS: Readonly<Record<MemberSet, string>> = {
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
  mobile_active: '手机银行活跃',
  phone_bound: '新绑定手机',
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
