import type { BranchLeadDesk } from '@linzhang/shared/leads/branchLeads.contract';
import type { DeskFigure } from './DeskFigures';

/** The leads of a branch, by what its head does about them. */
export const BRANCH_VIEWS = ['head', 'pool', 'holder', 'overdue', 'ended'] as const;
export type BranchView = (typeof BRANCH_VIEWS)[number];

/** What lies where in a branch. */
export function branchFigures({ head, pool, held, overdue }: BranchLeadDesk): DeskFigure<BranchView>[] {
  return [
    { view: 'head', count: head, caption: '待分配', urgent: 'seal' },
    { view: 'pool', count: pool, caption: '公海' },
    { view: 'holder', count: held, caption: '跟进中' },
    { view: 'overdue', count: overdue, caption: '超时', urgent: 'amber' },
  ];
}

/** What each view asks the server for. */
export const BRANCH_QUERIES = {
  head: { place: 'head' },
  pool: { place: 'pool' },
  holder: { place: 'holder' },
  overdue: { place: 'holder', due: 'overdue' },
  ended: { place: 'ended' },
} as const satisfies Record<BranchView, object>;

export const BRANCH_OPTIONS: readonly { value: BranchView; text: string }[] = [
  { value: 'head', text: '待分配' },
  { value: 'pool', text: '公海' },
  { value: 'holder', text: '跟进中' },
  { value: 'overdue', text: '超时' },
  { value: 'ended', text: '结束' },
];

/** What an empty view says, and what will fill it. */
export const BRANCH_EMPTY: Readonly<Record<BranchView, { title: string; text: string }>> = {
  head: { title: '没有要分配的', text: '维护人超时没跟进的、离岗同事留下的线索，会到这里等您分配。' },
  pool: { title: '公海是空的', text: '没有维护人的客户和新登记的潜客会进公海。' },
  holder: { title: '没有人在跟进', text: '领取和分配出去的线索会出现在这里，最急的排在前面。' },
  overdue: { title: '没有超时的', text: '过了时限还没联系的线索会出现在这里，可以提醒同事或改派。' },
  ended: { title: '还没有结束的', text: '成交的和没成的线索会留在这里。' },
};
