import type { Channel } from '@linzhang/shared/channels/channels.contract';
import * as channelRoutes from '@linzhang/shared/channels/channels.endpoints';
import type { WorkGroup } from '@linzhang/shared/groups/groups.contract';
import * as routes from '@linzhang/shared/groups/groups.endpoints';
import { type Caller, requestId } from '../api';
import { done } from '../done';
import { type Person, uniqueName, type Worker } from '../people';
import type { Staffed } from './branch';

/** Fields of a group that can be opened. */
export function groupFields(branch: Staffed) {
  return {
    kind: 'market' as const,
    merchantId: branch.merchantId,
    name: uniqueName('福利圈'),
    notice: '每周六上午有活动',
    welcome: '欢迎，有事问客户经理',
    managerIds: [branch.manager.employee.id],
    place: { address: '天元东路 16 号', latitude: 31.9468, longitude: 118.8467 },
    industry: 'food_market' as const,
    memberLimit: 500,
  };
}

/** A draft of a group, made by the head. */
export function buildDraftGroup(api: Caller, branch: Staffed): Promise<WorkGroup> {
  const body = { ...groupFields(branch), branchId: branch.id, requestId: requestId() };
  return done(api, routes.createGroup, { token: branch.head.token, body });
}

/** An open group, made by the head. */
export async function buildGroup(api: Caller, branch: Staffed): Promise<WorkGroup> {
  const draft = await buildDraftGroup(api, branch);
  return done(api, routes.setGroupStatus, {
    token: branch.head.token,
    params: { groupId: draft.id },
    body: { status: 'open', version: draft.version },
  });
}

/** Joins a group. */
export async function join(api: Caller, person: Person, groupId: string): Promise<void> {
  await done(api, routes.joinGroup, { token: person.token, params: { groupId }, body: { requestId: requestId() } });
}

/** Fields of a channel that is always open. */
export const CHANNEL_FIELDS = {
  name: '菜市场门口',
  source: 'circle' as const,
  placement: 'merchant' as const,
  window: null,
  schedule: [],
  dailyCap: null,
  backupEmployeeId: null,
};

/** A channel of an employee that leads to a group. */
export function buildChannel(api: Caller, owner: Worker, groupId: string): Promise<Channel> {
  const body = { ...CHANNEL_FIELDS, target: { kind: 'group', id: groupId }, requestId: requestId() };
  return done(api, channelRoutes.createChannel, { token: owner.token, body });
}

/** Comes by a channel's code. */
export async function comeBy(api: Caller, person: Person, channel: Channel): Promise<void> {
  const body = { code: channel.code, requestId: requestId() };
  await done(api, channelRoutes.scanChannel, { token: person.token, body });
}
