import type { ChannelSource, Placement } from '@linzhang/shared/channels/channels.rules';
import { createChannel, getChannel } from '../channels/channels.service';
import { createGroup, type GroupFields } from '../groups/drafting.service';
import { getGroup } from '../groups/groups.service';
import { setGroupStatus } from '../groups/opening.service';
import { HISTORY_DAYS } from './history/crowd';
import { employeeOf, headOf, headsTexts } from './people';
import type { DemoWorld } from './world';

/** Minutes before the first start at which the first groups opened: before anybody joined. */
const OPENED = (HISTORY_DAYS + 5) * 24 * 60;

/** Makes a group of the branch and opens it. */
export async function makeGroup(world: DemoWorld, key: string, fields: GroupFields): Promise<void> {
  const [actor, at] = [headOf(world), world.ago(OPENED)];
  const requestId = world.requestIdOf(`group:${key}`);
  const groupId = await world.make(
    `group:${key}`,
    async () => (await createGroup(world.idOf('branch'), fields, requestId, actor, at))._id,
  );
  if ((await getGroup(groupId)).status === 'draft')
    await setGroupStatus(groupId, { status: 'open', version: 0 }, { actor, texts: await headsTexts(world) }, at);
}

/** A code of a manager that leads to one of the groups. */
export interface GroupChannel {
  key: string;
  /** Number of the manager whose code it is. */
  number: string;
  manager: string;
  group: string;
  name: string;
  source: ChannelSource;
  placement: Placement;
}

/** Makes a manager's channel to a group and keeps its short code. */
export async function makeGroupChannel(world: DemoWorld, channel: GroupChannel): Promise<void> {
  const { key, number, manager, group, ...fields } = channel;
  const owner = employeeOf(world, number, manager);
  const rest = { window: null, schedule: [], dailyCap: null, backupEmployeeId: null };
  const channelId = await world.make(`channel-id:${key}`, async () => {
    const made = await createChannel(
      { employeeId: owner.actorId, branchId: world.idOf('branch') },
      { kind: 'group', id: world.idOf(`group:${group}`) },
      { ...fields, ...rest },
      world.requestIdOf(`channel:${key}`),
      owner,
      world.ago(OPENED),
    );
    return made._id;
  });
  await world.keep(`channel:${key}`, (await getChannel(channelId)).code);
}
