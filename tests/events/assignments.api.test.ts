import * as routes from '@linzhang/shared/events/events.endpoints';
import type { AssignablePerson, EventLive } from '@linzhang/shared/events/runningEvents.contract';
import type { Booth, WorkEvent } from '@linzhang/shared/events/workEvents.contract';
import { dutiesOf, isAssigned, worksAt } from '../../server/src/events/events.service';
import { codeOf, TestApi } from '../support/api';
import { done } from '../support/done';
import { buildMerchant, buildWorker, type Worker } from '../support/people';
import { buildDraft, buildOrganizers, buildPublished } from './buildEvents';

jest.setTimeout(30_000);

let api: TestApi;
let branchId: string;
let head: Worker;
let foreign: Worker;
let staff: Worker;
beforeAll(async () => {
  api = await TestApi.start();
  ({ branchId, head, staff, foreign } = await buildOrganizers(api));
});
afterAll(() => api.stop());

describe('people at booths', () => {
  const plan = (event: WorkEvent, employeeId: string, over: Record<string, unknown> = {}) => ({
    boothId: event.booths[0]?.id,
    employeeId,
    from: event.startsAt,
    to: event.endsAt,
    ...over,
  });
  const assign = (who: Worker, event: WorkEvent, assignments: object[], version = event.version) =>
    api.call<WorkEvent>(routes.setAssignments, {
      token: who.token,
      params: { eventId: event.id },
      body: { assignments, version },
    });

  it('work there from the first to the last instant, and count as working at the event', async () => {
    const event = await buildDraft(api, head);
    const [booth] = event.booths as [Booth];
    const reply = await assign(head, event, [plan(event, staff.employee.id)]);
    expect(reply.body.assignments).toMatchObject([{ boothId: booth.id, employee: { id: staff.employee.id } }]);
    const [from, to] = [new Date(event.startsAt), new Date(event.endsAt)];
    const at = (instant: Date) => isAssigned(booth.id, staff.employee.id, instant);
    expect([await at(new Date(from.getTime() - 1)), await at(from)]).toEqual([false, true]);
    expect([await at(new Date(to.getTime() - 1)), await at(to)]).toEqual([true, false]);
    expect([await worksAt(event.id, staff.employee.id), await worksAt(event.id, head.employee.id)]).toEqual([
      true,
      true,
    ]);
    expect(await worksAt(event.id, foreign.employee.id)).toBe(false);
    expect((await dutiesOf(staff.employee.id, from, to)).some(({ boothId }) => boothId.equals(booth.id))).toBe(true);
  });

  it('are named line by line where they cannot be', async () => {
    const event = await buildDraft(api, head);
    const cashier = await buildWorker(api, branchId, ['cashier'], await buildMerchant(api, branchId));
    const reply = await assign(head, event, [
      plan(event, staff.employee.id),
      plan(event, staff.employee.id),
      plan(event, foreign.employee.id),
      plan(event, cashier.employee.id),
      plan(event, head.employee.id, { from: event.endsAt, to: event.startsAt }),
      plan(event, head.employee.id, { boothId: event.id }),
    ]);
    expect([reply.status, codeOf(reply)]).toEqual([422, 'assignment_invalid']);
    expect((reply.body as unknown as { error: { details: unknown } }).error.details).toEqual({
      faults: [
        { index: 1, code: 'twice' },
        { index: 2, code: 'other_branch' },
        { index: 3, code: 'other_merchant' },
        { index: 4, code: 'reversed' },
        { index: 5, code: 'other_booth' },
      ],
    });
  });

  it('are put there by the organizer too, by nobody else, and by one of two at once', async () => {
    const organizer = await buildWorker(api, branchId, ['staff']);
    const event = await buildDraft(api, head, { organizerId: organizer.employee.id });
    expect(codeOf(await assign(staff, event, []))).toBe('forbidden');
    expect(codeOf(await assign(foreign, event, []))).toBe('not_found');
    const both = await Promise.all([
      assign(organizer, event, [plan(event, staff.employee.id)]),
      assign(head, event, [plan(event, head.employee.id)]),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const params = { eventId: event.id };
    const { items }: { items: AssignablePerson[] } = await done(api, routes.listAssignable, {
      token: organizer.token,
      params,
    });
    expect(items.some(({ id }) => id === staff.employee.id)).toBe(true);
    expect((await api.call(routes.listAssignable, { token: staff.token, params })).status).toBe(403);
    expect((await api.call(routes.listAssignable, { token: foreign.token, params })).status).toBe(404);
  });
});

it('shows the live figures to the organizer and the head', async () => {
  const organizer = await buildWorker(api, branchId, ['staff']);
  const { id: eventId, booths } = await buildPublished(api, head, { organizerId: organizer.employee.id });
  const params = { eventId };
  const live: EventLive = await done(api, routes.getEventLive, { token: organizer.token, params });
  expect(live).toMatchObject({
    signups: { capacity: 10, confirmed: 0, waiting: 0 },
    checkIns: 0,
    cards: { opened: 0, completed: 0 },
    stamps: 0,
    booths: [{ boothId: booths[0]?.id, stamps: 0 }],
    rewards: [{ at: 1, granted: 0, left: null }],
    openConflicts: 0,
  });
  expect((await api.call(routes.getEventLive, { token: staff.token, params })).status).toBe(403);
  expect((await api.call(routes.getEventLive, { token: foreign.token, params })).status).toBe(404);
  expect((await api.call(routes.getEventLive, { params })).status).toBe(401);
});
