import * as routes from '@linzhang/shared/events/events.endpoints';
import type { Booth, WorkEvent } from '@linzhang/shared/events/workEvents.contract';
import { HOUR_MS } from '@linzhang/shared/kernel/time';
import type { ScanAnswer } from '@linzhang/shared/stamps/scans.contract';
import type { CodeHour } from '@linzhang/shared/stamps/stamps.contract';
import * as stamps from '@linzhang/shared/stamps/stamps.endpoints';
import { type Caller, requestId } from '../api';
import { done } from '../done';
import { type Person, uniqueName, type Worker } from '../people';
import type { Staffed } from './branch';

/** Fields of an event that runs now, one stamp for a gift and two for a badge. */
export function eventFields(api: Caller, branch: Staffed, prizeId: string | null = null) {
  const now = api.clock.now().getTime();
  return {
    groupIds: [] as string[],
    name: uniqueName('集章'),
    startsAt: new Date(now - HOUR_MS).toISOString(),
    endsAt: new Date(now + 6 * HOUR_MS).toISOString(),
    place: { address: '天元东路 16 号', latitude: 31.9468, longitude: 118.8467 },
    organizerId: branch.manager.employee.id,
    intro: '逛集市，盖章',
    campaign: null as string | null,
    needed: 2,
    rewards: [
      { id: null, at: 1, name: '小礼物', badge: false, offerId: null },
      { id: null, at: 2, name: '集章达人', badge: true, offerId: prizeId },
    ],
    signup: {
      capacity: 1,
      opensAt: new Date(now - HOUR_MS).toISOString(),
      closesAt: new Date(now + 6 * HOUR_MS).toISOString(),
    },
  };
}

/** Fields of a booth; of the bank where there is no merchant. */
export function boothFields(number: number, merchantId: string | null) {
  return {
    number,
    name: merchantId ? '蔬果摊' : '银行摊位',
    sealText: merchantId ? '蔬果' : '银行',
    merchantId,
    task: '尝一口',
    spot: '入口',
    offerId: null,
  };
}

/** A draft with booth 1 of the bank and booth 2 of the partner, nobody assigned. */
export async function buildDraftEvent(
  api: Caller,
  branch: Staffed,
  prizeId: string | null = null,
  over: { campaign?: string } = {},
) {
  const { token } = branch.head;
  const body = { ...eventFields(api, branch, prizeId), ...over, branchId: branch.id, requestId: requestId() };
  const { id: eventId }: WorkEvent = await done(api, routes.createEvent, { token, body });
  const params = { eventId };
  for (const [index, merchantId] of [null, branch.merchantId].entries()) {
    const booth = { ...boothFields(index + 1, merchantId), requestId: requestId() };
    await done<Booth>(api, routes.addBooth, { token, params, body: booth });
  }
  return done<WorkEvent>(api, routes.getWorkEvent, { token, params });
}

/** Staff at the bank's booth and the cashier at the partner's, for the whole event. */
export function wholeDay(branch: Staffed, event: WorkEvent) {
  const [bank, partner] = event.booths;
  if (!bank || !partner) throw new Error('an event without booths');
  const window = { from: event.startsAt, to: event.endsAt };
  return [
    { boothId: bank.id, employeeId: branch.staff.employee.id, ...window },
    { boothId: partner.id, employeeId: branch.cashier.employee.id, ...window },
  ];
}

/** A published event with its people. */
export async function buildEvent(
  api: Caller,
  branch: Staffed,
  prizeId: string | null = null,
  over: { campaign?: string } = {},
): Promise<WorkEvent> {
  const { token } = branch.head;
  const draft = await buildDraftEvent(api, branch, prizeId, over);
  const params = { eventId: draft.id };
  const assigned: WorkEvent = await done(api, routes.setAssignments, {
    token,
    params,
    body: { assignments: wholeDay(branch, draft), version: draft.version },
  });
  const body = { status: 'published', version: assigned.version };
  return done(api, routes.setEventStatus, { token, params, body });
}

/** Takes a place at an event, or one in the waiting list. */
export async function signUp(api: Caller, person: Person, eventId: string): Promise<void> {
  await done(api, routes.signUp, { token: person.token, params: { eventId }, body: { requestId: requestId() } });
}

/** Rotating codes of a member for an event; the first one is shown now, the next one is good already. */
export async function stampCodes(api: Caller, person: Person, eventId: string): Promise<string[]> {
  const hour: CodeHour = await done(api, stamps.mintStampCodes, { token: person.token, params: { eventId }, body: {} });
  return hour.codes;
}

/** Scans a code at a booth. */
export function scanAt(api: Caller, worker: Worker, boothId: string, code: string): Promise<ScanAnswer> {
  return done(api, stamps.scanCode, { token: worker.token, body: { code, boothId, requestId: requestId() } });
}

/** Gives a member the stamp of the bank's booth, or of both: then they are so close that the organizer is asked. */
export async function stampCard(
  api: Caller,
  branch: Staffed,
  event: WorkEvent,
  person: Person,
  count: 1 | 2 = 1,
): Promise<string[]> {
  const codes = await stampCodes(api, person, event.id);
  const workers = [branch.staff, branch.cashier];
  const ids: string[] = [];
  for (const [index, worker] of workers.slice(0, count).entries()) {
    const answer = await scanAt(api, worker, event.booths[index]?.id ?? '', codes[index] ?? '');
    if (answer.result !== 'stamped') throw new Error(`no stamp: ${answer.result}`);
    ids.push(answer.stampId);
  }
  return ids;
}
