import type { OwnSignup } from '@linzhang/shared/events/events.contract';
import * as routes from '@linzhang/shared/events/events.endpoints';
import type { Booth, WorkEvent } from '@linzhang/shared/events/workEvents.contract';
import { DAY_MS, HOUR_MS } from '@linzhang/shared/kernel/time';
import type { Difference } from '../../server/src/db/difference';
import { verifyEvents } from '../../server/src/events/verify.service';
import { type Reply, requestId, type TestApi } from '../support/api';
import { done } from '../support/done';
import { buildBranch, buildWorker, type Person, uniqueName, type Worker } from '../support/people';

/** Who makes events in a branch and works at them, and the head of another branch. */
export interface Organizers {
  branchId: string;
  head: Worker;
  staff: Worker;
  foreign: Worker;
}

/** Opens a branch with them. */
export async function buildOrganizers(api: TestApi): Promise<Organizers> {
  const branchId = await buildBranch(api);
  return {
    branchId,
    head: await buildWorker(api, branchId, ['head']),
    staff: await buildWorker(api, branchId, ['staff']),
    foreign: await buildWorker(api, await buildBranch(api), ['head']),
  };
}

/** Fields of an event that begins in a day and lasts eight hours; sign-up is open now for ten. */
export function eventFields(api: TestApi, head: Worker, over: Record<string, unknown> = {}) {
  const now = api.clock.now().getTime();
  const iso = (ms: number) => new Date(now + ms).toISOString();
  return {
    groupIds: [] as string[],
    name: uniqueName('市集'),
    startsAt: iso(DAY_MS),
    endsAt: iso(DAY_MS + 8 * HOUR_MS),
    place: { address: '阳光路 8 号', latitude: 31.95, longitude: 118.84 },
    organizerId: head.employee.id,
    intro: '逛摊集章',
    campaign: null as string | null,
    needed: 1,
    rewards: [{ id: null, at: 1, name: '帆布袋', badge: true, offerId: null }] as Record<string, unknown>[],
    signup: { capacity: 10, opensAt: iso(-HOUR_MS), closesAt: iso(DAY_MS) } as Record<string, unknown> | null,
    ...over,
  };
}

/** Fields of one of the bank's booths. */
export function boothFields(number: number, over: Record<string, unknown> = {}) {
  return {
    number,
    name: `摊位${number}`,
    sealText: '茶叶',
    merchantId: null as string | null,
    task: '品一杯茶',
    spot: '入口右转',
    offerId: null as string | null,
    ...over,
  };
}

/** A draft through the endpoint, as it was created. */
export async function buildDraft(
  api: TestApi,
  head: Worker,
  over: Record<string, unknown> = {},
  booths = 1,
): Promise<WorkEvent> {
  const body = { ...eventFields(api, head, over), branchId: head.employee.branch.id, requestId: requestId() };
  const { token } = head;
  const { id: eventId } = await done<WorkEvent>(api, routes.createEvent, { token, body });
  for (let number = 1; number <= booths; number += 1) await addBooth(api, head, eventId, boothFields(number));
  return done(api, routes.getWorkEvent, { token, params: { eventId } });
}

/** Adds a booth that must be accepted. */
export function addBooth(api: TestApi, head: Worker, eventId: string, fields: object): Promise<Booth> {
  const body = { ...fields, requestId: requestId() };
  return done(api, routes.addBooth, { token: head.token, params: { eventId }, body });
}

/** Asks for another status of an event. */
export function changeStatus(
  api: TestApi,
  who: Person,
  { id: eventId, version }: Pick<WorkEvent, 'id' | 'version'>,
  status: string,
): Promise<Reply<WorkEvent>> {
  return api.call(routes.setEventStatus, { token: who.token, params: { eventId }, body: { status, version } });
}

/** A published event. */
export async function buildPublished(
  api: TestApi,
  head: Worker,
  over: Record<string, unknown> = {},
): Promise<WorkEvent> {
  const reply = await changeStatus(api, head, await buildDraft(api, head, over), 'published');
  if (reply.status !== 200) throw new Error(`not published: ${JSON.stringify(reply.body)}`);
  return reply.body;
}

/** Everything that a change of an event sends: what it was, with some of it changed. */
export function changed(event: WorkEvent, over: Record<string, unknown> = {}) {
  const { groups, name, startsAt, endsAt, place, organizer, intro, campaign, needed, rewards, signup, version } = event;
  const fields = { name, startsAt, endsAt, place, intro, campaign, needed, rewards, signup, version };
  return { ...fields, groupIds: groups.map(({ id }) => id), organizerId: organizer.id, ...over };
}

/** Signs up, or tries to. */
export function signUp(api: TestApi, who: Person, eventId: string, id = requestId()): Promise<Reply<OwnSignup>> {
  return api.call(routes.signUp, { token: who.token, params: { eventId }, body: { requestId: id } });
}

/** What the counters of sign-ups hold that the sign-ups do not say. */
export async function eventDifferences(): Promise<Difference[]> {
  const found: Difference[] = [];
  for await (const difference of verifyEvents()) found.push(difference);
  return found;
}
