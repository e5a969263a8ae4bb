import type { GroupSummary } from '@linzhang/shared/groups/groups.contract';
import { GROUP_KINDS, type GroupKind } from '@linzhang/shared/groups/groups.rules';
import { countOf, distanceOf } from '../../lib/numbers';

export const KIND_WORDS: Readonly<Record<GroupKind, string>> = {
  merchant: '商户',
  community: '社区',
  payroll: '代发单位',
  market: '批发市场',
  town: '城镇',
  owner: '私营业主',
  small_business: '小企业主',
};

export const KIND_OPTIONS = GROUP_KINDS.map((value) => ({ value, text: KIND_WORDS[value] }));

/** The colour of a group's initial, so that the kinds can be told apart; the word stands beside it. */
export const KIND_TONES: Readonly<Record<GroupKind, 'seal' | 'jade' | 'sky' | 'gold'>> = {
  merchant: 'seal',
  community: 'jade',
  payroll: 'sky',
  market: 'seal',
  town: 'jade',
  owner: 'gold',
  small_business: 'gold',
};

/** A group of the own ones in one line: `312 人 · 客户经理 周敏`. */
export function joinedLine({ memberCount, managerName, open }: GroupSummary): string {
  const parts = [`${countOf(memberCount)} 人`, managerName ? `客户经理 ${managerName}` : '', open ? '' : '已关闭'];
  return parts.filter(Boolean).join(' · ');
}

/** A group to join in one line: `代发单位 · 1.2 公里`. */
export function nearbyLine({ kind, distanceMeters, branch, memberCount }: GroupSummary): string {
  const where = distanceMeters === null ? branch.name : distanceOf(distanceMeters);
  return [KIND_WORDS[kind], where, `${countOf(memberCount)} 人`].join(' · ');
}
