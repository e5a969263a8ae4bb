import type { GroupDetail, WorkGroup } from '@linzhang/shared/groups/groups.contract';
import * as routes from '@linzhang/shared/groups/groups.endpoints';
import { type Reply, requestId, type TestApi } from './api';
import { type Person, uniqueName, type Worker } from './people';

/** The fields of a community group with nobody to ask; a manager is needed to open it. */
export const groupFields = (over: Record<string, unknown> = {}) => ({
  kind: 'community',
  merchantId: null,
  name: uniqueName('翠屏社区'),
  notice: '每周六上午有集章活动',
  welcome: '欢迎加入，有事找周敏',
  managerIds: [] as string[],
  place: { address: '翠屏路 3 号', latitude: 31.95, longitude: 118.84 },
  industry: 'retail',
  memberLimit: 500,
  ...over,
});

/** A draft of the head's branch, made through the endpoint. */
export async function buildDraft(api: TestApi, head: Worker, over: Record<string, unknown> = {}): Promise<WorkGroup> {
  const fields = groupFields({ managerIds: [head.employee.id], ...over });
  const body = { ...fields, branchId: head.employee.branch.id, requestId: requestId() };
  const reply: Reply<WorkGroup> = await api.call(routes.createGroup, { token: head.token, body });
  if (reply.status !== 201) throw new Error(`no group: ${JSON.stringify(reply.body)}`);
  return reply.body;
}

/** An open group of the head's branch, made and opened through the endpoints. */
export async function buildGroup(api: TestApi, head: Worker, over: Record<string, unknown> = {}): Promise<WorkGroup> {
  const { id, version } = await buildDraft(api, head, over);
  const reply = await setStatus(api, head, id, { status: 'open', version });
  if (reply.status !== 200) throw new Error(`group not opened: ${JSON.stringify(reply.body)}`);
  return reply.body;
}

/** Opens or closes a group. */
export function setStatus(
  api: TestApi,
  who: Person,
  groupId: string,
  body: { status: 'open' | 'closed'; version: number },
): Promise<Reply<WorkGroup>> {
  return api.call(routes.setGroupStatus, { token: who.token, params: { groupId }, body });
}

/** A member joins a group. */
export function join(api: TestApi, who: Person, groupId: string, id = requestId()): Promise<Reply<GroupDetail>> {
  return api.call(routes.joinGroup, { token: who.token, params: { groupId }, body: { requestId: id } });
}

/** A member leaves a group. */
export function leave(api: TestApi, who: Person, groupId: string): Promise<Reply<GroupDetail>> {
  return api.call(routes.leaveGroup, { token: who.token, params: { groupId } });
}
