import type { Approval } from '@linzhang/shared/approvals/approvals.contract';
import { formatYuan } from '@linzhang/shared/kernel/money';
import type { Tone } from '../../components/display/Tag';
import { countOf, wanOf } from '../../lib/numbers';

type Kind = Approval['kind'];

/** What was asked, in a line: `追加满50减20`. */
export const TITLES: Readonly<Record<Kind, (name: string) => string>> = {
  offer_publish: (name) => `发布优惠：${name}`,
  offer_raise: (name) => `追加优惠：${name}`,
  redemption_hour: (name) => `继续核销：${name}`,
  aum_import: (name) => `导入资产名单：${name}`,
  origin_change: (name) => `改首维护人，${name}`,
};

/** Why a second person is asked. */
export const REASONS: Readonly<Record<Kind, string>> = {
  offer_publish: '这家商户本月的优惠成本会超过上限，需要另一位主任或管理员同意。',
  offer_raise: '已发布的优惠追加数量或预算，需要另一位主任或管理员同意。',
  redemption_hour: '这位收银员一小时内的核销次数到了上限，同意后可以继续核销。',
  aum_import: '这份名单让本网点的资产总额变动超过一成，需要另一位主任或管理员同意。',
  origin_change: '客户以后的业绩改记给新的首维护人，已记下的不变，需要另一位主任或管理员同意。',
};

/** What opens the thing itself, where it has a page. */
export const OPENS: Readonly<Record<Kind, string | null>> = {
  offer_publish: '看这个优惠',
  offer_raise: '看这个优惠',
  redemption_hour: null,
  aum_import: '看这份名单',
  origin_change: '看客户怎么来的',
};

const FACT_WORDS: Readonly<Record<string, string>> = {
  stock: '数量',
  costFen: '最高成本',
  budgetFen: '预算',
  monthFen: '本月已有成本',
  limitFen: '每月上限',
  addStock: '追加数量',
  addBudgetFen: '追加预算',
  redemptions: '一小时内核销',
  beforeFen: '导入前总额',
  movedFen: '变动',
  rows: '行数',
};

/** The numbers that the decision rests on, as name and value; zeros that were added are left out. */
export function factLines(facts: Approval['facts']): [string, string | null][] {
  return Object.entries(FACT_WORDS).flatMap(([name, words]): [string, string][] => {
    const value = facts[name];
    if (value === undefined || (value === 0 && name.startsWith('add'))) return [];
    if (ASSETS.includes(name)) return [[words, assetsOf(name, value, facts)]];
    return [[words, name.endsWith('Fen') ? `${formatYuan(value)} 元` : countOf(value)]];
  });
}

/** Assets of a whole branch. */
const ASSETS: readonly string[] = ['beforeFen', 'movedFen'];

/** A branch's assets in 万, and how much of the total before a movement is: `21.0 万（12.4 %）`. */
function assetsOf(name: string, fen: number, { beforeFen = 0 }: Approval['facts']): string {
  if (name !== 'movedFen' || beforeFen === 0) return wanOf(fen);
  return `${wanOf(fen)}（${((fen / beforeFen) * 100).toFixed(1)} %）`;
}

export const STATUS_TAGS: Readonly<Record<Approval['status'], { text: string; tone: Tone }>> = {
  open: { text: '待确认', tone: 'amber' },
  approved: { text: '已同意', tone: 'jade' },
  rejected: { text: '已退回', tone: 'plain' },
  withdrawn: { text: '已撤回', tone: 'plain' },
};
