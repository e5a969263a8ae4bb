import type { LeadDesk } from '@linzhang/shared/leads/leads.contract';
import { QUARTER } from '@linzhang/shared/portfolio/quarters.rules';
import { decoded } from '../../lib/navigation';
import type { DeskFigure } from './DeskFigures';

/** The own leads, by what they need. */
export const LEAD_VIEWS = ['all', 'due', 'near', 'churn', 'ended'] as const;
export type LeadView = (typeof LEAD_VIEWS)[number];

/** What is on the own desk. */
export function ownFigures({ held, due, nearTier, churnWarning }: LeadDesk): DeskFigure<LeadView>[] {
  return [
    { view: 'all', count: held, caption: '待跟进' },
    { view: 'due', count: due, caption: '今天到期', urgent: 'seal' },
    { view: 'near', count: nearTier, caption: '临界' },
    { view: 'churn', count: churnWarning, caption: '流失预警', urgent: 'amber' },
  ];
}

/** What each view asks the server for. */
export const VIEW_QUERIES = {
  all: {},
  due: { due: 'today' },
  near: { reason: 'near_tier' },
  churn: { reason: 'churn_warning' },
  ended: { place: 'ended' },
} as const satisfies Record<LeadView, object>;

export const VIEW_OPTIONS: readonly { value: LeadView; text: string }[] = [
  { value: 'all', text: '全部' },
  { value: 'due', text: '今天' },
  { value: 'near', text: '临界' },
  { value: 'churn', text: '流失' },
  { value: 'ended', text: '结束' },
];

/** What an empty view says, and what will fill it. */
export const VIEW_EMPTY: Readonly<Record<LeadView, { title: string; text: string }>> = {
  all: {
    title: '手上没有线索',
    text: '客户绑定手机号、集满章、快升层或可能流失时，线索会自动到您这里。也可以去公海领取。',
  },
  due: { title: '今天没有到期的', text: '约好今天联系的、快到时限的线索会排在这里。' },
  near: { title: '没有临界客户', text: '资产快到上一层级的客户会出现在这里。' },
  churn: { title: '没有流失预警', text: '资产明显下降，或很久没有互动的客户会出现在这里。' },
  ended: { title: '还没有结束的线索', text: '成交的和没成的都会留在这里，方便回看。' },
};

/** The view that a page was opened with. */
export function viewOf(text: string): LeadView {
  return LEAD_VIEWS.find((view) => view === text) ?? 'all';
}

/** What a list of won leads says while it is empty. */
export const WON_EMPTY = { title: '这一季没有赢下的线索', text: '跟进时记为“成交”的线索，按成交那天算进那一季。' };

/** The question for the won leads that a page was opened for: one's own, or somebody's of a branch; null where it was not. */
export function wonQueryIn(params: Readonly<Record<string, string | undefined>>) {
  const [wonIn, branchId, holderId] = [params['wonIn'], params['branchId'], params['holderId']].map(decoded);
  if (!wonIn || !QUARTER.test(wonIn)) return null;
  return branchId && holderId ? { scope: 'branch' as const, branchId, holderId, wonIn } : { wonIn };
}
