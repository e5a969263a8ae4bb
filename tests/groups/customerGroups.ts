import type { GroupDetail, GroupSummary, WorkGroup } from '@linzhang/shared/groups/groups.contract';

export const GROUP_ID = 'a'.repeat(24);
const BRANCH = { id: 'b'.repeat(24), name: '江宁支行' };
const PLACE = { address: '天元东路 16 号', latitude: 31.95, longitude: 118.84 };

/** A group as a visitor who has not joined reads it. */
export function buildGroupDetail(over: Partial<GroupDetail> = {}): GroupDetail {
  return {
    id: GROUP_ID,
    name: '阳光菜市场福利圈',
    kind: 'merchant',
    branch: BRANCH,
    merchantName: '阳光菜市场',
    place: PLACE,
    industry: 'food_market',
    notice: '每周六上午有集章活动',
    memberCount: 312,
    open: true,
    full: false,
    joinedAt: null,
    welcome: null,
    contacts: null,
    managerNames: ['周敏'],
    can: { join: true, leave: false },
    ...over,
  };
}

/** The same group as its member reads it. */
export const JOINED: Partial<GroupDetail> = {
  joinedAt: '2026-11-02T01:00:00.000Z',
  memberCount: 313,
  welcome: '欢迎加入，有事找周敏',
  contacts: [{ name: '周敏', workPhone: '025-52123456' }],
  can: { join: false, leave: true },
};

export function buildGroupSummary(over: Partial<GroupSummary> = {}): GroupSummary {
  return {
    id: GROUP_ID,
    name: '阳光菜市场福利圈',
    kind: 'merchant',
    branch: BRANCH,
    place: PLACE,
    memberCount: 312,
    managerName: '周敏',
    distanceMeters: null,
    joined: true,
    full: false,
    open: true,
    ...over,
  };
}

export function buildWorkGroup(over: Partial<WorkGroup> = {}): WorkGroup {
  return {
    id: GROUP_ID,
    branch: BRANCH,
    kind: 'merchant',
    merchant: { id: 'c'.repeat(24), name: '阳光菜市场' },
    name: '阳光菜市场福利圈',
    notice: '每周六上午有集章活动',
    welcome: '欢迎加入',
    managers: [{ id: 'd'.repeat(24), name: '周敏' }],
    place: PLACE,
    industry: 'food_market',
    memberLimit: 500,
    memberCount: 312,
    status: 'draft',
    version: 4,
    faults: [],
    can: { update: true, open: true, close: false, seeMembers: true },
    ...over,
  };
}
