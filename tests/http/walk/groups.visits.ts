import type { ChannelReview } from '@linzhang/shared/channels/channels.contract';
import * as channelRoutes from '@linzhang/shared/channels/channels.endpoints';
import { requestId } from '../../support/api';
import { done } from '../../support/done';
import { buildMember } from '../../support/people';
import {
  buildChannel,
  buildDraftGroup,
  buildGroup,
  CHANNEL_FIELDS,
  groupFields,
  join,
} from '../../support/world/groups';
import { askRaise, buildOffer } from '../../support/world/offers';
import { approvalOf, type World } from '../../support/world/world';
import type { Visits } from './visit';

const ofGroup = ({ group }: World) => ({ params: { groupId: group.id } });
const ofChannel = ({ channel }: World) => ({ params: { channelId: channel.id } });

async function waitingApproval(world: World): Promise<string> {
  const offer = await buildOffer(world.api, world);
  await askRaise(world.api, world, offer.id);
  return approvalOf(world.api, world, offer.id);
}

async function openReview({ api, head: { token } }: World): Promise<string> {
  const asked = { token, query: { status: 'open' } };
  const { items }: { items: ChannelReview[] } = await done(api, channelRoutes.listChannelReviews, asked);
  return items[0]?.id ?? '';
}

/** Groups, channels and what waits for a second person. */
export const groupVisits: Visits = {
  listGroups: { by: 'member', others: 'own', ask: () => ({ query: { scope: 'joined' } }) },
  getGroup: { by: 'nobody', others: 'open', ask: ofGroup },
  joinGroup: {
    by: 'member',
    others: 'open',
    ask: async (world) => {
      const { id: groupId } = await buildGroup(world.api, world);
      const as = await buildMember(world.api);
      return { as, params: { groupId }, body: { requestId: requestId() } };
    },
  },
  leaveGroup: {
    by: 'friend',
    others: 'own',
    ask: async (world) => {
      const { id: groupId } = await buildGroup(world.api, world);
      await join(world.api, world.friend, groupId);
      return { params: { groupId } };
    },
  },
  listWorkGroups: { by: 'head', others: 'refused', ask: ({ id }) => ({ query: { branchId: id } }) },
  createGroup: {
    by: 'head',
    others: 'refused',
    ask: (world) => ({ body: { ...groupFields(world), branchId: world.id, requestId: requestId() } }),
  },
  getWorkGroup: { by: 'manager', others: 'refused', ask: ofGroup },
  previewGroup: { by: 'head', others: 'refused', ask: ofGroup },
  listGroupMembers: { by: 'manager', others: 'refused', ask: ofGroup },
  updateGroup: {
    by: 'head',
    others: 'refused',
    ask: async (world) => {
      const { id: groupId, version } = await buildDraftGroup(world.api, world);
      return { params: { groupId }, body: { ...groupFields(world), version } };
    },
  },
  setGroupStatus: {
    by: 'head',
    others: 'refused',
    ask: async (world) => {
      const { id: groupId, version } = await buildDraftGroup(world.api, world);
      return { params: { groupId }, body: { status: 'open', version } };
    },
  },
  listApprovals: { by: 'otherHead', others: 'own', ask: () => ({ query: { status: 'open' } }) },
  decideApproval: {
    by: 'otherHead',
    others: 'refused',
    ask: async (world) => ({
      params: { approvalId: await waitingApproval(world) },
      body: { approve: true, note: '同意', requestId: requestId() },
    }),
  },
  withdrawApproval: {
    by: 'head',
    others: 'refused',
    ask: ({ approvalId }) => ({ params: { approvalId }, body: { requestId: requestId() } }),
  },
  listChannels: { by: 'head', others: 'refused', ask: ({ id }) => ({ query: { scope: 'branch', branchId: id } }) },
  createChannel: {
    by: 'manager',
    others: 'refused',
    ask: ({ group }) => ({
      body: { ...CHANNEL_FIELDS, target: { kind: 'group', id: group.id }, requestId: requestId() },
    }),
  },
  listBackups: { by: 'manager', others: 'own' },
  getChannel: { by: 'manager', others: 'refused', ask: ofChannel },
  getCodeImage: { by: 'manager', others: 'refused', ask: ofChannel },
  listTouches: { by: 'manager', others: 'refused', ask: ofChannel },
  updateChannel: {
    by: 'manager',
    others: 'refused',
    ask: async ({ api, manager, group }) => {
      const { id: channelId, version } = await buildChannel(api, manager, group.id);
      return { params: { channelId }, body: { ...CHANNEL_FIELDS, status: 'paused', version } };
    },
  },
  getChannelCode: { by: 'nobody', others: 'open', ask: ({ channel }) => ({ params: { code: channel.code } }) },
  scanChannel: {
    by: 'friend',
    others: 'open',
    ask: async ({ api, channel }) => ({
      as: await buildMember(api),
      body: { code: channel.code, requestId: requestId() },
    }),
  },
  createShareToken: {
    by: 'member',
    others: 'open',
    ask: ({ group }) => ({ body: { target: { kind: 'group', id: group.id } } }),
  },
  listChannelReviews: { by: 'head', others: 'refused', ask: ({ id }) => ({ query: { branchId: id } }) },
  decideChannelReview: {
    by: 'head',
    others: 'refused',
    ask: async (world) => ({
      params: { reviewId: await openReview(world) },
      body: { accept: true, note: '核对过', requestId: requestId() },
    }),
  },
};
