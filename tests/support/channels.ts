import type { Channel } from '@linzhang/shared/channels/channels.contract';
import * as routes from '@linzhang/shared/channels/channels.endpoints';
import type { TargetKind } from '@linzhang/shared/channels/channels.rules';
import { Types } from 'mongoose';
import { type ChannelTarget, registerTarget } from '../../server/src/channels/targets.service';
import { type Reply, requestId, type TestApi } from './api';
import type { Person, Worker } from './people';

const targets = new Map<string, ChannelTarget>();

/** Something that a channel may lead to, made up: the domains that register at start know nothing of it. */
export function buildTarget(kind: TargetKind, branchId: string, over: Partial<ChannelTarget> = {}): ChannelTarget {
  registerTarget(kind, { find: async (id) => targets.get(id) ?? null });
  const target = { id: new Types.ObjectId().toHexString(), name: '阳光菜市场福利圈', branchId, open: true, ...over };
  targets.set(target.id, target);
  return target;
}

/** The fields of a channel that is always open. */
export const CHANNEL_FIELDS = {
  name: '菜市场门口',
  source: 'circle',
  placement: 'merchant',
  window: null,
  schedule: [],
  dailyCap: null,
  backupEmployeeId: null,
};

/** A channel of a manager, made through the endpoint. */
export async function buildChannel(api: TestApi, owner: Worker, over: Record<string, unknown> = {}): Promise<Channel> {
  const target = buildTarget('group', owner.employee.branch.id);
  const body = { ...CHANNEL_FIELDS, target: { kind: 'group', id: target.id }, ...over, requestId: requestId() };
  const reply: Reply<Channel> = await api.call(routes.createChannel, { token: owner.token, body });
  if (reply.status !== 201) throw new Error(`no channel: ${JSON.stringify(reply.body)}`);
  return reply.body;
}

export interface Scan {
  target: { id: string; name: string };
  manager: { name: string } | null;
  touched: boolean;
}

/** A member scans a code. */
export function scan(api: TestApi, who: Person, code: string, id = requestId()): Promise<Reply<Scan>> {
  return api.call(routes.scanChannel, { token: who.token, body: { code, requestId: id } });
}
