import type { ChannelSource, Placement } from './channels.rules';

/** What the sources are called, on pages and in files. */
export const SOURCE_NAMES: Readonly<Record<ChannelSource, string>> = {
  referral: '客户推荐',
  supply_chain: '上下游',
  circle: '活动讲座',
  alliance: '合作联盟',
  counter: '柜面',
};

/** The same with the mark by which those who work here know them. */
export const MARKED_SOURCE_NAMES: Readonly<Record<ChannelSource, string>> = {
  referral: `点 · ${SOURCE_NAMES.referral}`,
  supply_chain: `线 · ${SOURCE_NAMES.supply_chain}`,
  circle: `圈 · ${SOURCE_NAMES.circle}`,
  alliance: `面 · ${SOURCE_NAMES.alliance}`,
  counter: SOURCE_NAMES.counter,
};

/** What the places are called where a code hangs. */
export const PLACEMENT_NAMES: Readonly<Record<Placement, string>> = {
  merchant: '合作商户',
  property: '物业',
  bank_group: '银行群',
  leaflet: '宣传单页',
  branch: '网点',
};
