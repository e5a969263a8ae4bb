import type { EventDetail } from '@linzhang/shared/events/events.contract';
import * as routes from '@linzhang/shared/events/events.endpoints';
import type { Booth, WorkEvent, WorkEventRow } from '@linzhang/shared/events/workEvents.contract';
import type { Page } from '@linzhang/shared/kernel/pages';
import { DAY_MS } from '@linzhang/shared/kernel/time';
import { Audit } from '../../server/src/audit/audit.model';
import { findTarget } from '../../server/src/channels/targets.service';
import { Event as EventRow } from '../../server/src/events/event.model';
import { codeOf, type Reply, requestId, TestApi } from '../support/api';
import { done } from '../support/done';
import { buildMerchant, type Worker } from '../support/people';
import {
  addBooth,
  boothFields,
  buildDraft,
  buildOrganizers,
  buildPublished,
  changed,
  changeStatus,
} from './buildEvents';

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

const update = (who: Worker, event: WorkEvent, over: Record<string, unknown> = {}): Promise<Reply<WorkEvent>> =>
  api.call(routes.updateEvent, { token: who.token, params: { eventId: event.id }, body: changed(event, over) });
const faultsOf = (reply: Reply) => {
  const { details } = (reply.body as { error: { details: { faults: { code: string; field: string | null }[] } } })
    .error;
  return details.faults.map(({ code, field }) => [code, field]);
};

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

  it('has ended in the lists of work once its time ran out', async () => {
    const event = await buildPublished(api, head);
    const listed = async (status: string) => {
      const query = { status, limit: '100' };
      const page = await done<Page<WorkEventRow>>(api, routes.listWorkEvents, { token: head.token, query });
      return page.items.some(({ id }) => id === event.id);
    };
    expect([await listed('published'), await listed('ended')]).toEqual([true, false]);
    await EventRow.updateOne({ _id: event.id }, { $set: { endsAt: new Date(api.clock.now().getTime() - 1) } });
    expect([await listed('published'), await listed('ended')]).toEqual([false, true]);
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
