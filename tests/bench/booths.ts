import * as events from '@linzhang/shared/events/events.endpoints';
import type { Booth, WorkEvent } from '@linzhang/shared/events/workEvents.contract';
import { slotOf } from '@linzhang/shared/stamps/codes.rules';
import { readEnv } from '../../server/src/config/env';
import { type MintedCodes, mintCodes, useCodeKeys } from '../../server/src/stamps/codes.service';
import { type Caller, requestId } from '../support/api';
import { done } from '../support/done';
import { buildWorker } from '../support/people';
import { seedMembers } from '../support/seed';
import { buildStaffed } from '../support/world/branch';
import { boothFields, eventFields } from '../support/world/events';

const BOOTHS = 10;
const AT_ONCE = 50;

/** A booth with the token of who works there. */
export interface Desk {
  boothId: string;
  token: string;
}

/** An event that runs now, its card one of all ten booths, each with somebody of its own. */
export async function openBooths(api: Caller): Promise<{ eventId: string; desks: Desk[] }> {
  const branch = await buildStaffed(api);
  const { token } = branch.head;
  const badge = { id: null, at: BOOTHS, name: '集章达人', badge: true, offerId: null };
  const fields = { ...eventFields(api, branch), needed: BOOTHS, rewards: [badge], signup: null };
  const body = { ...fields, branchId: branch.id, requestId: requestId() };
  const { id: eventId }: WorkEvent = await done(api, events.createEvent, { token, body });
  const params = { eventId };
  const desks: Desk[] = [];
  const assignments: Record<string, string>[] = [];
  for (let number = 1; number <= BOOTHS; number += 1) {
    const booth = { ...boothFields(number, null), requestId: requestId() };
    const { id: boothId }: Booth = await done(api, events.addBooth, { token, params, body: booth });
    const staff = await buildWorker(api, branch.id, ['staff']);
    desks.push({ boothId, token: staff.token });
    assignments.push({ boothId, employeeId: staff.employee.id, from: fields.startsAt, to: fields.endsAt });
  }
  const { version }: WorkEvent = await done(api, events.getWorkEvent, { token, params });
  const assigned: WorkEvent = await done(api, events.setAssignments, { token, params, body: { assignments, version } });
  const published = { status: 'published', version: assigned.version };
  await done(api, events.setEventStatus, { token, params, body: published });
  return { eventId, desks };
}

/** Codes of so many new members, as their phones hold them. */
export async function newVisitors(eventId: string, count: number): Promise<MintedCodes[]> {
  useCodeKeys(readEnv({}).CODE_KEYS);
  const waiting = await seedMembers(count);
  const minted: MintedCodes[] = [];
  const mint = async (): Promise<void> => {
    for (let member = waiting.pop(); member; member = waiting.pop())
      minted.push(await mintCodes(member.memberId, eventId, new Date()));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, mint));
  return minted;
}

/** The code that a phone shows now. */
export function shown({ firstSlot, codes }: MintedCodes): string {
  return codes[slotOf(new Date()) - firstSlot] ?? '';
}
