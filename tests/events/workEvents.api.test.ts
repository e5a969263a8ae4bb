import type { EventDetail } from '@linzhang/shared/events/events.contract';
import * as routes from '@linzhang/shared/events/events.endpoints';
import type { AssignablePerson, EventLive } from '@linzhang/shared/events/runningEvents.contract';
import type { Booth, WorkEvent, WorkEventRow } from '@linzhang/shared/events/workEvents.contract';
import type { Page } from '@linzhang/shared/kernel/pages';
import { DAY_MS } from '@linzhang/shared/kernel/time';
import { Audit } from '../../server/src/audit/audit.model';
import { findTarget } from '../../server/src/channels/targets.service';
import { Booth as BoothRow } from '../../server/src/events/booth.model';
import { Event } from '../../server/src/events/event.model';
import { dutiesOf, isAssigned, worksAt } from '../../server/src/events/events.service';
import { codeOf, type Reply, requestId, TestApi } from '../support/api';
import { done } from '../support/done';
import { buildGroup } from '../support/groups';
import { buildBranch, buildMember, buildMerchant, buildWorker, signIn, type Worker } from '../support/people';
import { addBooth, boothFields, buildDraft, buildPublished, changed, changeStatus, eventFields } from './buildEvents';

jest.setTimeout(30_000);

let api: TestApi;
let branchId: string;
let head: Worker;
let foreign: Worker;
let staff: Worker;
beforeAll(async () => {
  api = await TestApi.start();
  branchId = await buildBranch(api);
  head = await buildWorker(api, branchId, ['head']);
  staff = await buildWorker(api, branchId, ['staff']);
  foreign = await buildWorker(api, await buildBranch(api), ['head']);
});
afterAll(() => api.stop());

const create = (token: string, over: Record<string, unknown> = {}): Promise<Reply<WorkEvent>> =>
  api.call(routes.createEvent, {
    token,
    body: { ...eventFields(api, head), branchId, requestId: requestId(), ...over },
  });
const update = (who: Worker, event: WorkEvent, over: Record<string, unknown> = {}): Promise<Reply<WorkEvent>> =>
  api.call(routes.updateEvent, { token: who.token, params: { eventId: event.id }, body: changed(event, over) });
const faultsOf = (reply: Reply) => {
  const { details } = (reply.body as { error: { details: { faults: { code: string; field: string | null }[] } } })
    .error;
  return details.faults.map(({ code, field }) => [code, field]);
};

describe('a draft', () => {
  it('is made by the head with everything but booths, and says what is to mend', async () => {
    const body = { requestId: requestId() };
    const reply = await create(head.token, body);
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({
      branch: { id: branchId },
      organizer: { id: head.employee.id },
      status: 'draft',
      version: 0,
      booths: [],
      can: { update: true, updateCard: true, publish: true, end: false, watch: false },
    });
    expect(reply.body.faults.map(({ code }) => code)).toEqual(['no_booths', 'reward_over_booths']);
    const again = await create(head.token, { ...body, name: '另一场市集' });
    expect(codeOf(again)).toBe('request_reused');
    expect(await Audit.exists({ action: 'event_created', 'subject.id': reply.body.id })).not.toBeNull();
  });

  it('is the same one for a repeated request', async () => {
    const body = { ...eventFields(api, head), branchId, requestId: requestId() };
    const replies: Reply<WorkEvent>[] = await Promise.all(
      Array.from({ length: 10 }, () => api.call<WorkEvent>(routes.createEvent, { token: head.token, body })),
    );
    expect(new Set(replies.map((reply) => reply.body.id)).size).toBe(1);
    expect(await Event.countDocuments({ name: body.name })).toBe(1);
  });

  it('is refused to others, and with people or groups of another branch', async () => {
    expect((await create('')).status).toBe(401);
    expect((await create((await signIn(api)).token)).status).toBe(403);
    expect((await create((await buildMember(api)).token)).status).toBe(403);
    expect(codeOf(await create(staff.token))).toBe('forbidden');
    expect(codeOf(await create(foreign.token))).toBe('forbidden');
    expect(codeOf(await create(head.token, { organizerId: foreign.employee.id }))).toBe('not_found');
    const group = await buildGroup(api, foreign);
    expect(codeOf(await create(head.token, { groupIds: [group.id] }))).toBe('not_found');
    expect(codeOf(await create(head.token, { name: { $gt: '' } }))).toBe('invalid_request');
    expect(codeOf(await create(head.token, { needed: 0 }))).toBe('invalid_request');
    expect(codeOf(await create(head.token, { rewards: [{ at: 1, name: 'x' }] }))).toBe('invalid_request');
  });

  it('changes for who read it last', async () => {
    const draft = await buildDraft(api, head);
    const renamed = await update(head, draft, { name: '周末市集', signup: null, needed: 3 });
    expect(renamed.body).toMatchObject({ name: '周末市集', signup: null, needed: 3, version: draft.version + 1 });
    expect(codeOf(await update(head, draft))).toBe('version_conflict');
    expect(codeOf(await update(staff, draft))).toBe('forbidden');
    expect(codeOf(await update(foreign, draft))).toBe('not_found');
  });

  it('is hidden from customers, and shown to the branch as they will see it', async () => {
    const draft = await buildDraft(api, head);
    const params = { eventId: draft.id };
    expect((await api.call(routes.getEvent, { params })).status).toBe(404);
    const preview: EventDetail = await done(api, routes.previewEvent, { token: staff.token, params });
    expect(preview).toMatchObject({ phase: 'upcoming', booths: [{ number: 1, sealText: '茶叶', merchantName: null }] });
    expect((await api.call(routes.previewEvent, { token: foreign.token, params })).status).toBe(404);
    expect((await api.call(routes.getWorkEvent, { token: foreign.token, params })).status).toBe(404);
    expect((await api.call(routes.getWorkEvent, { params })).status).toBe(401);
  });

  it('stands in the list of its branch', async () => {
    const draft = await buildDraft(api, head);
    const list = (token: string, query: Record<string, string>): Promise<Reply<Page<WorkEventRow>>> =>
      api.call(routes.listWorkEvents, { token, query });
    const own = await list(staff.token, { status: 'draft', limit: '100' });
    expect(own.body.items.some(({ id }) => id === draft.id)).toBe(true);
    expect((await list(foreign.token, { status: 'draft' })).body.items).toEqual([]);
    expect((await list(foreign.token, { branchId })).status).toBe(403);
    expect((await list(head.token, { status: 'gone' })).status).toBe(400);
  });
});

describe('booths', () => {
  it('have one number each, in order, up to 50', async () => {
    const draft = await buildDraft(api, head, {}, 0);
    const params = { eventId: draft.id };
    const add = (number: number): Promise<Reply<Booth>> =>
      api.call(routes.addBooth, {
        token: head.token,
        params,
        body: { ...boothFields(number), requestId: requestId() },
      });
    const racing = await Promise.all([add(7), add(7), add(7)]);
    expect(racing.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(racing.map(codeOf)).toContain('booth_number_taken');
    for (let number = 100; number < 148; number += 1) expect((await add(number)).status).toBe(201);
    const last = await Promise.all([add(1), add(2), add(3)]);
    expect(last.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(last.map(codeOf)).toContain('booths_full');
    expect(await BoothRow.countDocuments({ eventId: draft.id })).toBe(50);
  });

  it('belong to a merchant of the branch or to the bank', async () => {
    const draft = await buildDraft(api, head, {}, 0);
    const params = { eventId: draft.id };
    const merchantId = await buildMerchant(api, branchId);
    const booth = await addBooth(api, head, draft.id, boothFields(1, { merchantId }));
    expect(booth.merchant?.id).toBe(merchantId);
    const elsewhere = await buildMerchant(api, foreign.employee.branch.id);
    const body = { ...boothFields(2, { merchantId: elsewhere }), requestId: requestId() };
    expect((await api.call(routes.addBooth, { token: head.token, params, body })).status).toBe(404);
    expect((await api.call(routes.addBooth, { token: foreign.token, params, body })).status).toBe(404);
    expect((await api.call(routes.addBooth, { token: staff.token, params, body })).status).toBe(403);
    expect((await api.call(routes.addBooth, { params, body })).status).toBe(401);
    expect(
      (await api.call(routes.addBooth, { token: head.token, params, body: { ...body, number: 'x' } })).status,
    ).toBe(400);
  });

  it('change and go while the event is a draft; people at one go with it', async () => {
    const draft = await buildDraft(api, head, {}, 2);
    const [first, second] = draft.booths as [Booth, Booth];
    const params = { eventId: draft.id, boothId: first.id };
    const patch = (body: object, token = head.token) => api.call(routes.updateBooth, { token, params, body });
    const body = { ...boothFields(9, { sealText: '水产' }), version: 0 };
    expect((await patch(body)).body).toMatchObject({ number: 9, sealText: '水产', version: 1 });
    expect(codeOf(await patch(body))).toBe('version_conflict');
    expect(codeOf(await patch({ ...body, number: second.number, version: 1 }))).toBe('booth_number_taken');
    expect((await patch(body, foreign.token)).status).toBe(404);
    const other = await buildDraft(api, head);
    const mixed = { eventId: other.id, boothId: first.id };
    expect((await api.call(routes.updateBooth, { token: head.token, params: mixed, body })).status).toBe(404);
    expect((await api.call(routes.removeBooth, { token: head.token, params: mixed })).status).toBe(404);
    const window = { from: draft.startsAt, to: draft.endsAt };
    const fresh: WorkEvent = await done(api, routes.getWorkEvent, { token: head.token, params });
    await done(api, routes.setAssignments, {
      token: head.token,
      params,
      body: {
        assignments: [{ boothId: first.id, employeeId: staff.employee.id, ...window }],
        version: fresh.version,
      },
    });
    expect((await api.call(routes.removeBooth, { token: foreign.token, params })).status).toBe(404);
    expect((await api.call(routes.removeBooth, { token: head.token, params })).status).toBe(204);
    expect(await worksAt(draft.id, staff.employee.id)).toBe(false);
    const left: WorkEvent = await done(api, routes.getWorkEvent, { token: head.token, params });
    expect(left.booths.map(({ id }) => id)).toEqual([second.id]);
  });
});

describe('publishing', () => {
  it('names every fault at once, those WeChat finds included', async () => {
    const draft = await buildDraft(api, head, { name: '违禁'.repeat(11), needed: 5 }, 0);
    await addBooth(api, head, draft.id, boothFields(1, { sealText: '茶', task: '转发活动' }));
    const fresh = { id: draft.id, version: draft.version + 1 };
    const reply = await changeStatus(api, head, fresh, 'published');
    expect([reply.status, codeOf(reply)]).toEqual([422, 'event_not_ready']);
    expect(faultsOf(reply)).toEqual([
      ['name_too_long', 'name'],
      ['needed_over_booths', 'needed'],
      ['seal_text_length', null],
      ['sharing_rewarded', null],
      ['text_rejected', 'name'],
    ]);
  });

  it('shows the event, also to who opens a shared link', async () => {
    const event = await buildPublished(api, head);
    expect(event.can).toMatchObject({ publish: false, updateCard: false, end: true, watch: true });
    const shown: EventDetail = await done(api, routes.getEvent, { params: { eventId: event.id } });
    expect(shown).toMatchObject({ id: event.id, phase: 'upcoming', signup: { phase: 'open', mine: null } });
    expect(await findTarget('event', event.id)).toMatchObject({ name: event.name, branchId, open: true });
    expect((await api.call(routes.getEvent, { params: { eventId: 'x' } })).status).toBe(400);
  });

  it('happens once for two who press at the same time, and again answers the same', async () => {
    const draft = await buildDraft(api, head);
    const replies = await Promise.all([1, 2, 3].map(() => changeStatus(api, head, draft, 'published')));
    for (const reply of replies) expect([200, 409]).toContain(reply.status);
    expect(await Audit.countDocuments({ action: 'event_status_changed', 'subject.id': draft.id })).toBe(1);
    expect((await changeStatus(api, head, draft, 'published')).body.status).toBe('published');
  });

  it('is for the head alone, of the version that was read', async () => {
    const draft = await buildDraft(api, head);
    expect(codeOf(await changeStatus(api, staff, draft, 'published'))).toBe('forbidden');
    expect(codeOf(await changeStatus(api, foreign, draft, 'published'))).toBe('not_found');
    expect(codeOf(await changeStatus(api, head, { ...draft, version: 0 }, 'published'))).toBe('version_conflict');
    expect((await changeStatus(api, head, draft, 'draft')).status).toBe(400);
    expect(codeOf(await changeStatus(api, head, draft, 'ended'))).toBe('event_closed');
  });

  it('fixes the card: rewards, their stamps and merchants stay; texts may change if WeChat lets them', async () => {
    const event = await buildPublished(api, head);
    expect(codeOf(await update(head, event, { needed: 2 }))).toBe('event_card_fixed');
    expect(codeOf(await update(head, event, { rewards: [] }))).toBe('event_card_fixed');
    const rejected = await update(head, event, { intro: '违禁' });
    expect(codeOf(rejected)).toBe('event_not_ready');
    expect(faultsOf(rejected)).toEqual([['text_rejected', 'intro']]);
    const [booth] = event.booths as [Booth];
    const params = { eventId: event.id, boothId: booth.id };
    const patch = (over: Record<string, unknown>) =>
      api.call(routes.updateBooth, {
        token: head.token,
        params,
        body: { ...boothFields(booth.number, over), version: booth.version },
      });
    expect(codeOf(await patch({ merchantId: await buildMerchant(api, branchId) }))).toBe('event_card_fixed');
    expect(codeOf(await patch({ sealText: '茶' }))).toBe('event_not_ready');
    expect(codeOf(await api.call(routes.removeBooth, { token: head.token, params }))).toBe('event_card_fixed');
    expect((await patch({ spot: '二楼' })).status).toBe(200);
    const fresh: WorkEvent = await done(api, routes.getWorkEvent, { token: head.token, params });
    const later = new Date(new Date(event.startsAt).getTime() + 3_600_000).toISOString();
    expect((await update(head, fresh, { startsAt: later, intro: '新介绍' })).body).toMatchObject({ startsAt: later });
  });

  it('ends: nothing of it changes any more', async () => {
    const event = await buildPublished(api, head);
    const ended = await changeStatus(api, head, event, 'ended');
    expect(ended.body).toMatchObject({ status: 'ended', can: { update: false, assign: false, copy: true } });
    expect(codeOf(await update(head, ended.body))).toBe('event_closed');
    expect(codeOf(await changeStatus(api, head, ended.body, 'cancelled'))).toBe('event_closed');
    const body = { ...boothFields(5), requestId: requestId() };
    const params = { eventId: event.id };
    expect(codeOf(await api.call(routes.addBooth, { token: head.token, params, body }))).toBe('event_closed');
    expect(await findTarget('event', event.id)).toMatchObject({ open: false });
  });
});

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

it('copies an event with booths, rewards and people, moved to another beginning', async () => {
  const event = await buildDraft(api, head, {}, 2);
  const { booths } = event;
  const duty = { boothId: booths[1]?.id, employeeId: staff.employee.id, from: event.startsAt, to: event.endsAt };
  const params = { eventId: event.id };
  await done(api, routes.setAssignments, {
    token: head.token,
    params,
    body: { assignments: [duty], version: event.version },
  });
  const startsAt = new Date(new Date(event.startsAt).getTime() + 7 * DAY_MS).toISOString();
  const body = { startsAt, requestId: requestId() };
  const copy: WorkEvent = await done(api, routes.copyEvent, { token: head.token, params, body });
  const again: WorkEvent = await done(api, routes.copyEvent, { token: head.token, params, body });
  expect(again.id).toBe(copy.id);
  expect(copy).toMatchObject({ name: event.name, status: 'draft', startsAt, version: 0 });
  expect(copy.booths.map(({ number, sealText }) => [number, sealText])).toEqual(
    booths.map(({ number, sealText }) => [number, sealText]),
  );
  expect(copy.assignments).toMatchObject([{ boothId: copy.booths[1]?.id, from: startsAt }]);
  expect(copy.rewards[0]?.id).not.toBe(event.rewards[0]?.id);
  const lengths = [event, copy].map((each) => Date.parse(each.signup?.closesAt ?? '') - Date.parse(each.startsAt));
  expect(lengths[0]).toBe(lengths[1]);
  expect((await api.call(routes.copyEvent, { token: staff.token, params, body })).status).toBe(403);
  expect((await api.call(routes.copyEvent, { token: foreign.token, params, body })).status).toBe(404);
  expect((await api.call(routes.copyEvent, { params, body })).status).toBe(401);
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
