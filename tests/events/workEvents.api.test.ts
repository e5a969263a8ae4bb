import type { EventDetail } from '@linzhang/shared/events/events.contract';
import * as routes from '@linzhang/shared/events/events.endpoints';
import type { Booth, WorkEvent, WorkEventRow } from '@linzhang/shared/events/workEvents.contract';
import type { Page } from '@linzhang/shared/kernel/pages';
import { Audit } from '../../server/src/audit/audit.model';
import { Booth as BoothRow } from '../../server/src/events/booth.model';
import { Event } from '../../server/src/events/event.model';
import { worksAt } from '../../server/src/events/events.service';
import { codeOf, type Reply, requestId, TestApi } from '../support/api';
import { done } from '../support/done';
import { buildGroup } from '../support/groups';
import { buildMember, buildMerchant, signIn, type Worker } from '../support/people';
import { addBooth, boothFields, buildDraft, buildOrganizers, changed, eventFields } from './buildEvents';

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

const create = (token: string, over: Record<string, unknown> = {}): Promise<Reply<WorkEvent>> =>
  api.call(routes.createEvent, {
    token,
    body: { ...eventFields(api, head), branchId, requestId: requestId(), ...over },
  });
const update = (who: Worker, event: WorkEvent, over: Record<string, unknown> = {}): Promise<Reply<WorkEvent>> =>
  api.call(routes.updateEvent, { token: who.token, params: { eventId: event.id }, body: changed(event, over) });

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
