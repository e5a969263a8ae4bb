import { rewardsSharing } from '../kernel/sharing';
import { businessDay, businessDaysBetween } from '../kernel/time';

/** What binds a group: 商户, 社区, 代发单位, 批发市场, 城镇, 私营业主, 小企业主. */
export const GROUP_KINDS = ['merchant', 'community', 'payroll', 'market', 'town', 'owner', 'small_business'] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];

export const GROUP_STATUSES = ['draft', 'open', 'closed'] as const;
export type GroupStatus = (typeof GROUP_STATUSES)[number];

/** Characters of a name that fit a poster and a message. */
export const GROUP_NAME_LIMIT = 30;
export const NOTICE_LIMIT = 500;
export const WELCOME_LIMIT = 200;
export const MAX_MANAGERS = 5;
export const DEFAULT_MEMBER_LIMIT = 500;
export const MAX_MEMBER_LIMIT = 100_000;
/** A group farther away than a ride across town is not shown as near. */
export const NEARBY_METERS = 20_000;
/** Most groups shown as near. */
export const MOST_NEARBY = 50;

/** A draft is opened, an open group closed, a closed one opened again. */
export function canBecome(from: GroupStatus, to: GroupStatus): boolean {
  return to === 'open' ? from !== 'open' : to === 'closed' && from === 'open';
}

export interface JoinableGroup {
  status: GroupStatus;
  memberCount: number;
  memberLimit: number;
}

/** Says why nobody may join, or null. */
export function joinRefusal(group: JoinableGroup): 'group_closed' | 'group_full' | null {
  if (group.status !== 'open') return 'group_closed';
  return group.memberCount >= group.memberLimit ? 'group_full' : null;
}

/** What keeps a group from being opened; the pages have the words. */
export const GROUP_FAULTS = [
  'notice_missing',
  'welcome_missing',
  'manager_missing',
  'manager_elsewhere',
  'merchant_missing',
  'merchant_unavailable',
  'sharing_rewarded',
  'text_rejected',
] as const;
export type GroupFaultCode = (typeof GROUP_FAULTS)[number];

/** One thing to mend, and the field it is in. */
export interface GroupFault {
  code: GroupFaultCode;
  field: 'name' | 'notice' | 'welcome' | 'managerIds' | 'merchantId';
}

export interface GroupDraft {
  kind: GroupKind;
  name: string;
  notice: string;
  welcome: string;
  managerCount: number;
  /** True where every manager works in the branch as a manager or head. */
  managersAvailable: boolean;
  hasMerchant: boolean;
  /** True without a merchant, or with one that is a partner of the branch now. */
  merchantAvailable: boolean;
}

/** Everything that keeps a group from being on show, as far as it is known without WeChat. */
export function openingFaults(draft: GroupDraft): GroupFault[] {
  const found: [boolean, GroupFault][] = [
    [rewardsSharing(draft.name), { code: 'sharing_rewarded', field: 'name' }],
    [draft.notice === '', { code: 'notice_missing', field: 'notice' }],
    [rewardsSharing(draft.notice), { code: 'sharing_rewarded', field: 'notice' }],
    [draft.welcome === '', { code: 'welcome_missing', field: 'welcome' }],
    [rewardsSharing(draft.welcome), { code: 'sharing_rewarded', field: 'welcome' }],
    [draft.managerCount === 0, { code: 'manager_missing', field: 'managerIds' }],
    [!draft.managersAvailable, { code: 'manager_elsewhere', field: 'managerIds' }],
    // A merchant group is that merchant's; the other kinds may have one.
    [draft.kind === 'merchant' && !draft.hasMerchant, { code: 'merchant_missing', field: 'merchantId' }],
    [!draft.merchantAvailable, { code: 'merchant_unavailable', field: 'merchantId' }],
  ];
  return found.filter(([holds]) => holds).map(([, fault]) => fault);
}

/**
 * True from the business day that lies `days` before the event until it begins. Example: an event on Saturday 9:00 and
 * 2 days -> from Thursday 0:00.
 */
export function isAnnouncedAt(startsAt: Date, days: number, now: Date): boolean {
  return now < startsAt && businessDaysBetween(businessDay(now), businessDay(startsAt)) <= days;
}
