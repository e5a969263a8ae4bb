import { DAY_MS } from '@linzhang/shared/kernel/time';
import { requestId } from '../../support/api';
import { buildCustomer } from '../../support/world/branch';
import {
  boothFields,
  buildDraftEvent,
  buildEvent,
  eventFields,
  signUp,
  stampCodes,
  wholeDay,
} from '../../support/world/events';
import type { World } from '../../support/world/world';
import type { Visits } from './visit';

const ofEvent = ({ event }: World) => ({ params: { eventId: event.id } });

/** A draft of the branch, by which a change is asked for. */
async function draftOf(world: World) {
  const draft = await buildDraftEvent(world.api, world);
  return { draft, params: { eventId: draft.id }, booth: draft.booths[1] ?? { id: '', version: 0 } };
}

/** Events as customers meet them and as a branch prepares and runs them. */
export const eventVisits: Visits = {
  listEvents: { by: 'member', others: 'own', ask: () => ({ query: { scope: 'mine' } }) },
  getEvent: { by: 'nobody', others: 'open', ask: ofEvent },
  signUp: {
    by: 'member',
    others: 'open',
    ask: async (world) => {
      const { id: eventId } = await buildEvent(world.api, world);
      return { as: await buildCustomer(world.api, '新朋友'), params: { eventId }, body: { requestId: requestId() } };
    },
  },
  cancelSignup: {
    by: 'member',
    others: 'own',
    ask: async (world) => {
      const { id: eventId } = await buildEvent(world.api, world);
      await signUp(world.api, world.member, eventId);
      await signUp(world.api, world.friend, eventId);
      return { params: { eventId } };
    },
  },
  checkIn: {
    by: 'staff',
    others: 'refused',
    ask: async ({ api, event, member }) => {
      const [code = ''] = await stampCodes(api, member, event.id);
      return { body: { eventId: event.id, code, requestId: requestId() } };
    },
  },
  listWorkEvents: { by: 'head', others: 'refused', ask: ({ id }) => ({ query: { branchId: id } }) },
  createEvent: {
    by: 'head',
    others: 'refused',
    ask: (world) => ({
      body: { ...eventFields(world.api, world, world.prize.id), branchId: world.id, requestId: requestId() },
    }),
  },
  getWorkEvent: { by: 'staff', others: 'refused', ask: ofEvent },
  previewEvent: { by: 'manager', others: 'refused', ask: ofEvent },
  getEventLive: { by: 'manager', others: 'refused', ask: ofEvent },
  listAssignable: { by: 'head', others: 'refused', ask: ofEvent },
  listEventSignups: { by: 'head', others: 'refused', ask: ofEvent },
  updateEvent: {
    by: 'head',
    others: 'refused',
    ask: async (world) => {
      const { draft, params } = await draftOf(world);
      return { params, body: { ...eventFields(world.api, world), version: draft.version } };
    },
  },
  setEventStatus: {
    by: 'head',
    others: 'refused',
    ask: async (world) => {
      const { draft, params } = await draftOf(world);
      return { params, body: { status: 'cancelled', version: draft.version } };
    },
  },
  copyEvent: {
    by: 'head',
    others: 'refused',
    ask: (world) => ({
      ...ofEvent(world),
      body: {
        startsAt: new Date(world.api.clock.now().getTime() + 7 * DAY_MS).toISOString(),
        requestId: requestId(),
      },
    }),
  },
  addBooth: {
    by: 'head',
    others: 'refused',
    ask: async (world) => {
      const { params } = await draftOf(world);
      return { params, body: { ...boothFields(9, null), requestId: requestId() } };
    },
  },
  updateBooth: {
    by: 'head',
    others: 'refused',
    ask: async (world) => {
      const { params, booth } = await draftOf(world);
      const body = { ...boothFields(2, world.merchantId), task: '再尝一口', version: booth.version };
      return { params: { ...params, boothId: booth.id }, body };
    },
  },
  removeBooth: {
    by: 'head',
    others: 'refused',
    ask: async (world) => {
      const { params, booth } = await draftOf(world);
      return { params: { ...params, boothId: booth.id } };
    },
  },
  setAssignments: {
    by: 'head',
    others: 'refused',
    ask: async (world) => {
      const { draft, params } = await draftOf(world);
      return { params, body: { assignments: wholeDay(world, draft), version: draft.version } };
    },
  },
  getCard: { by: 'member', others: 'open', ask: ofEvent },
  getCardNews: {
    by: 'member',
    others: 'open',
    ask: (world) => ({ ...ofEvent(world), query: { after: '0', wait: '0' } }),
  },
  mintStampCodes: {
    by: 'member',
    others: 'open',
    ask: async (world) => ({ ...ofEvent(world), as: await buildCustomer(world.api, '新朋友') }),
  },
  mintRedeemCodes: { by: 'member', others: 'own' },
  listOwnCards: { by: 'member', others: 'own' },
  listOwnBadges: { by: 'member', others: 'own' },
};
