import type { Conflict, Shift } from '@linzhang/shared/stamps/scans.contract';
import * as routes from '@linzhang/shared/stamps/stamps.endpoints';
import { requestId } from '../../support/api';
import { done } from '../../support/done';
import { buildCustomer } from '../../support/world/branch';
import { stampCard, stampCodes } from '../../support/world/events';
import type { World } from '../../support/world/world';
import type { Visits } from './visit';

const bankBooth = ({ event }: World): string => event.booths[0]?.id ?? '';

/** A code that somebody new shows now. */
async function freshCode({ api, event }: World, ahead = 0): Promise<string> {
  const codes = await stampCodes(api, await buildCustomer(api, '新朋友'), event.id);
  return codes[ahead] ?? '';
}

async function freshStamp(world: World): Promise<string> {
  const [stampId = ''] = await stampCard(world.api, world, world.event, await buildCustomer(world.api, '新朋友'));
  return stampId;
}

async function openConflict(world: World): Promise<string> {
  await stampCard(world.api, world, world.event, await buildCustomer(world.api, '新朋友'), 2);
  const asked = { token: world.manager.token, query: { status: 'open' } };
  const { items }: { items: Conflict[] } = await done(world.api, routes.listConflicts, asked);
  return items[0]?.id ?? '';
}

function shiftFields(world: World) {
  const deviceTime = world.api.clock.now().toISOString();
  return { boothId: bankBooth(world), deviceId: 'device-of-staff', deviceTime, requestId: requestId() };
}

/** Scans that the staff's device has kept. */
async function keptScans(world: World) {
  const asked = { token: world.staff.token, body: shiftFields(world) };
  const { token: shiftToken }: Shift = await done(world.api, routes.openShift, asked);
  const scan = {
    code: await freshCode(world),
    boothId: bankBooth(world),
    scannedAt: world.api.clock.now().toISOString(),
    sequence: 1,
    requestId: requestId(),
  };
  return { body: { shiftToken, scans: [scan] } };
}

async function scanBody(world: World) {
  return { body: { code: await freshCode(world), boothId: bankBooth(world), requestId: requestId() } };
}

const ofBooth = (world: World) => ({ params: { boothId: bankBooth(world) } });

/** What is done at the booths, and what is decided of it. */
export const stampVisits: Visits = {
  scanCode: { by: 'staff', others: 'refused', ask: scanBody },
  addContact: { by: 'staff', others: 'refused', ask: scanBody },
  undoStamp: {
    by: 'staff',
    others: 'refused',
    ask: async (world) => ({
      params: { stampId: await freshStamp(world) },
      body: { reason: '点错了', requestId: requestId() },
    }),
  },
  voidStamp: {
    by: 'head',
    others: 'refused',
    ask: async (world) => ({
      params: { stampId: await freshStamp(world) },
      body: { reason: '代人盖章', requestId: requestId() },
    }),
  },
  listEventStamps: { by: 'manager', others: 'refused', ask: ({ event }) => ({ params: { eventId: event.id } }) },
  getBoothToday: { by: 'staff', others: 'refused', ask: ofBooth },
  listRecentScans: { by: 'staff', others: 'refused', ask: ofBooth },
  listOwnAssignments: { by: 'staff', others: 'own' },
  openShift: { by: 'staff', others: 'refused', ask: (world) => ({ body: shiftFields(world) }) },
  sendScanBatch: { by: 'staff', others: 'refused', ask: keptScans },
  listOwnOfflineScans: { by: 'staff', others: 'own' },
  listConflicts: { by: 'manager', others: 'own', ask: ({ event }) => ({ query: { eventId: event.id } }) },
  decideConflict: {
    by: 'manager',
    others: 'refused',
    ask: async (world) => ({
      params: { conflictId: await openConflict(world) },
      body: { accept: true, note: '一家人', requestId: requestId() },
    }),
  },
};
