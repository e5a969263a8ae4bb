import type { assignOwners, OwnerHolding, RosterFile } from '@linzhang/shared/aum/owners.contract';
import { ROSTER_COLUMNS, type RosterFault } from '@linzhang/shared/aum/roster.rules';
import type { ResponseBody } from '@linzhang/shared/kernel/contract';
import { TIER_NAMES } from '@linzhang/shared/tiering/tierNames.rules';
import { TIERS } from '@linzhang/shared/tiering/tiers.rules';
import { countOf } from '../../lib/numbers';
import { FILE_FAULT_WORDS } from './fileFaultWords';

export type AssignAnswer = ResponseBody<typeof assignOwners>;
type Refusal = AssignAnswer['refused'][number]['because'];

export const ROSTER_FAULT_WORDS: Readonly<Record<RosterFault, string>> = {
  customer_no_missing: '没有客户号',
  manager_no_missing: '没有客户经理工号',
  too_long: '客户号或工号太长，最多 32 位',
  columns_differ: '这一行的列数与表头不一致',
  repeated: '这个客户号前面已有一行，以前面的为准',
  customer_unknown: '本网点的名单里没有这个客户号',
  manager_unknown: '本网点没有这个工号的在职员工',
};

export const REFUSAL_WORDS: Readonly<Record<Refusal, string>> = {
  customer_unknown: '名单里没有',
  member_unknown: '不是本网点的客户',
  manager_unknown: '客户经理已不在岗',
};

export const TIER_OPTIONS = [
  { value: 'all', text: '全部层级' },
  ...[...TIERS].reverse().map((tier) => ({ value: tier, text: TIER_NAMES[tier] })),
  { value: 'none', text: '名单里没有' },
] as const;

/** Why a whole roster was not read: `缺少必需的列：客户号`. */
export function rosterFaultOf({ fault, missing }: RosterFile): string | null {
  if (fault === null) return null;
  const columns = missing.map((column) => ROSTER_COLUMNS[column]).join('、');
  return columns ? `${FILE_FAULT_WORDS[fault]}：${columns}` : FILE_FAULT_WORDS[fault];
}

/** What all calls of one assignment did together. */
export function sumOf(answers: readonly AssignAnswer[]): AssignAnswer {
  return answers.reduce(
    (sum, { assigned, kept, unchanged, refused }) => ({
      assigned: sum.assigned + assigned,
      kept: sum.kept + kept,
      unchanged: sum.unchanged + unchanged,
      refused: [...sum.refused, ...refused],
    }),
    { assigned: 0, kept: 0, unchanged: 0, refused: [] },
  );
}

/** What lies with somebody, in a line: `客户 128 · 线索 5 · 渠道码 2`. */
export function holdingLine({ members, leads, channels }: OwnerHolding): string {
  const parts = [
    members > 0 ? `客户 ${countOf(members)}` : '',
    leads > 0 ? `线索 ${countOf(leads)}` : '',
    channels > 0 ? `渠道码 ${countOf(channels)}` : '',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(' · ') : '名下没有客户';
}

/** Who may take over, with what lies with each already. */
export function receiverOptions(holdings: readonly OwnerHolding[], exceptId = ''): { value: string; text: string }[] {
  return holdings
    .filter(({ receives, employee }) => receives && employee.id !== exceptId)
    .map(({ employee: { id, name, number }, members }) => ({
      value: id,
      text: `${name}（${number}，客户 ${countOf(members)} 位）`,
    }));
}
