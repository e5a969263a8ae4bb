import type { Position } from './employees.rules';

/** What the positions are called, on pages and in files. */
export const POSITION_NAMES: Readonly<Record<Position, string>> = {
  teller: '柜员/网点员工',
  lobby_manager: '大堂经理',
  branch_head: '网点主任/行长',
  wealth_planner: '理财经理',
  wealth_manager: '财富经理',
  president: '主管行长',
  product_manager: '产品经理',
};

/** The same in one word, beside a name. */
export const SHORT_POSITION_NAMES: Readonly<Record<Position, string>> = {
  ...POSITION_NAMES,
  teller: '柜员',
  branch_head: '网点主任',
};
