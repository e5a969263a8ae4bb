import type { MemberSet } from '@linzhang/shared/portfolio/counts.rules';
import type { PortfolioMember } from '@linzhang/shared/portfolio/portfolioMembers.contract';
import { SCOPE_NAMES } from '@linzhang/shared/tiering/tierNames.rules';
import { TIERS, tierRank } from '@linzhang/shared/tiering/tiers.rules';
import { dayOf } from '../../lib/dates';
import { countOf, wanOf } from '../../lib/numbers';
import { SEGMENT_WORDS, TIER_WORDS } from './standingWords';

/** What a list of members behind a number is called, and whom it holds. */
export const SET_WORDS: Readonly<Record<MemberSet, { title: string; text: string }>> = {
  listed: { title: '在名单上的客户', text: '行内名单上有的客户' },
  at_start: { title: '季初的维护客户', text: '季初那天在维护范围内的客户' },
  at_end: { title: '现在的维护客户', text: '现在（或季末）在维护范围内的客户' },
  left: { title: '流失的客户', text: '季初在维护范围内，后来离开范围或资产减少一半以上的客户' },
  rose: { title: '提升的客户', text: '季初在维护范围内，层级升上去的客户' },
  entered: { title: '新进维护范围的客户', text: '季初不在维护范围，现在在的客户' },
  gone: { title: '离开维护范围的客户', text: '季初在维护范围，现在不在的客户' },
  covered: { title: '三项产品以上的客户', text: '维护范围内持有三项以上产品的客户' },
  known: { title: '两头都有名单的客户', text: '季初和现在都在行内名单上的客户，资产增长按他们算' },
  aum_up: { title: '资产增加的客户', text: '比季初多了 1 万以上的客户' },
  aum_down: { title: '资产减少的客户', text: '比季初少了 1 万以上的客户' },
  transacted: { title: '最近一月有交易的客户', text: '行内名单上最近一月有交易的客户' },
  mobile_active: { title: '常用手机银行的客户', text: '名单上标明常用手机银行的客户' },
  phone_bound: { title: '新绑定手机号的客户', text: '本季绑定手机号的客户，算在带来的人名下' },
  products_moved: {
    title: '同事维护时开通产品的客户',
    text: '由其带来、现在由同事维护，本季开通了产品的客户；产品算在带来的人名下',
  },
};

/** The sets that one goes through behind each figure, the one above its line first. */
export const SET_TABS: Readonly<Record<MemberSet, readonly MemberSet[]>> = {
  left: ['left', 'at_start'],
  rose: ['rose', 'at_start'],
  at_start: ['at_start', 'left', 'rose'],
  covered: ['covered', 'at_end'],
  at_end: ['at_end', 'covered'],
  phone_bound: ['phone_bound', 'entered', 'gone'],
  entered: ['phone_bound', 'entered', 'gone'],
  gone: ['phone_bound', 'entered', 'gone'],
  aum_up: ['aum_up', 'aum_down', 'known'],
  aum_down: ['aum_up', 'aum_down', 'known'],
  known: ['aum_up', 'aum_down', 'known'],
  transacted: ['transacted', 'listed'],
  mobile_active: ['mobile_active', 'listed'],
  listed: ['listed'],
  products_moved: ['products_moved'],
};

/** The same in a word or two, for a choice among them. */
export const SET_SHORT: Readonly<Record<MemberSet, string>> = {
  at_start: '季初全部',
  at_end: '现在全部',
  left: '流失',
  rose: '提升',
  entered: '新进范围',
  gone: '离开范围',
  covered: '三项以上',
  known: '全部可比',
  aum_up: '增加',
  aum_down: '减少',
  transacted: '有交易',
  mobile_active: '手机银行',
  listed: '名单全部',
  phone_bound: '新绑定',
  products_moved: '开通产品',
};

/** By how much the AUM changed since the start: `+1.4 万`; null where one end is unknown or nothing moved. */
export function changeWords({ start, end }: PortfolioMember): string | null {
  if (!start || !end || start.aumFen === end.aumFen) return null;
  const change = end.aumFen - start.aumFen;
  const words = wanOf(change);
  if (words === '0.0 万' || words === '−0.0 万') return null;
  return change > 0 ? `+${words}` : words;
}

function lossWords({ start, end, sets }: PortfolioMember): string {
  if (!sets.includes('at_end')) return '已离开维护范围';
  if (!start || !end || start.aumFen <= 0) return '资产减少一半以上';
  return `资产减少 ${Math.round((1 - end.aumFen / start.aumFen) * 100)} %`;
}

function scopeWords({ end }: PortfolioMember): string {
  return (end?.scope ?? []).map((reason) => SCOPE_NAMES[reason]).join('、');
}

/** What is to be watched about a member who is shown for no number in particular. */
function stateWords(member: PortfolioMember): string {
  const { end, phoneBound } = member;
  if (!end) return phoneBound ? boundWords(member) : '还没有出现在行内名单上';
  if (end.watch) return `关注：资产低于${TIER_WORDS[end.tier].name}线`;
  const above = TIERS[tierRank(end.tier) + 1];
  if (end.near && above) return `临界：快到${TIER_WORDS[above].name}了`;
  return end.scope.length > 0 ? `维护范围：${scopeWords(member)}` : '不在维护范围';
}

function boundWords({ phoneBound }: PortfolioMember): string {
  return phoneBound ? `${dayOf(phoneBound.at)}绑定手机号，${phoneBound.by.name}带来` : '';
}

function movedWords({ moved }: PortfolioMember): string {
  return moved ? `本季开通 ${countOf(moved.products)} 项产品，${wanOf(moved.amountFen)}` : '';
}

/** Why a member is in the list. */
export function becauseWords(member: PortfolioMember, set: MemberSet | undefined): string {
  const { start, end } = member;
  if (set === 'left') return lossWords(member);
  if (set === 'rose' && start && end) return `从${TIER_WORDS[start.tier].name}升到${TIER_WORDS[end.tier].name}`;
  if (set === 'entered') return `因${scopeWords(member)}进入维护范围`;
  if (set === 'gone') return '已离开维护范围';
  if ((set === 'covered' || set === 'at_end') && end) return `持有 ${end.products.length} 项产品`;
  if (set === 'phone_bound') return boundWords(member);
  if (set === 'transacted' && end) return `最近一月 ${countOf(end.transactions ?? 0)} 笔`;
  if (set === 'products_moved') return movedWords(member);
  if ((set === 'aum_up' || set === 'aum_down' || set === 'known') && start) return `季初 ${wanOf(start.aumFen)}`;
  return stateWords(member);
}

/** Segment and owner below the name, and that the member was handed on since. */
export function placeWords({ end, owner, can }: PortfolioMember, withOwner: boolean): string {
  return [
    end ? SEGMENT_WORDS[end.segment].name : '',
    withOwner ? (owner?.name ?? '没有维护人') : '',
    can.open ? '' : '已转出，仅作统计',
  ]
    .filter(Boolean)
    .join(' · ');
}
