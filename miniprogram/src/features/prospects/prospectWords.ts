import { INDUSTRY_WORDS } from '@linzhang/shared/branches/branches.rules';
import { MARKED_SOURCE_NAMES } from '@linzhang/shared/channels/channelNames.rules';
import type { Prospect } from '@linzhang/shared/prospects/prospects.contract';
import type { ProspectState } from '@linzhang/shared/prospects/prospects.rules';
import type { Tone } from '../../components/display/Tag';
import { dayOf } from '../../lib/dates';

export const KIND_OPTIONS = [
  { value: 'company', text: '企业商户' },
  { value: 'person', text: '个人' },
] as const;

/** What a prospect has become. */
export const STATE_TAGS: Readonly<Record<ProspectState, { text: string; tone: Tone }>> = {
  open: { text: '待发展', tone: 'sky' },
  converted: { text: '已成客户', tone: 'jade' },
  dropped: { text: '不再联系', tone: 'plain' },
};

export const STATE_OPTIONS: readonly { value: ProspectState; text: string }[] = [
  { value: 'open', text: '待发展' },
  { value: 'converted', text: '已成客户' },
  { value: 'dropped', text: '不再联系' },
];

/** Who calls, and who entered it. */
export function prospectLine({ state, leadHolder, leadId, enteredBy, enteredAt, industry }: Prospect): string {
  const nobody = state === 'open' ? '线索已结束' : null;
  const caller = leadHolder ? `${leadHolder.name} 在跟进` : leadId ? '等人领取' : nobody;
  return [industry ? INDUSTRY_WORDS[industry] : null, caller, `${enteredBy.name} ${dayOf(enteredAt)}登记`]
    .filter(Boolean)
    .join(' · ');
}

/** What is known of a prospect, line by line. */
export function prospectFacts(prospect: Prospect): [string, string | null][] {
  const { kind, contactName, phone, industry, place, source, remark, enteredBy, enteredAt } = prospect;
  return [
    ['类型', kind === 'company' ? '企业商户' : '个人'],
    ['联系人', contactName],
    ['手机号', phone],
    ['行业', industry ? INDUSTRY_WORDS[industry] : null],
    ['地址', place?.address ?? null],
    ['来源', MARKED_SOURCE_NAMES[source]],
    ['备注', remark || null],
    ['登记', `${enteredBy.name} · ${dayOf(enteredAt)}`],
  ];
}
