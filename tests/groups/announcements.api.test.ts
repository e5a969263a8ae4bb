import type { Page } from '@linzhang/shared/kernel/pages';
import { DAY_MS, HOUR_MS } from '@linzhang/shared/kernel/time';
import * as memberRoutes from '@linzhang/shared/members/members.endpoints';
import type { Notice } from '@linzhang/shared/messages/messages.contract';
import * as messageRoutes from '@linzhang/shared/messages/messages.endpoints';
import type { BranchSettings } from '@linzhang/shared/settings/settings.contract';
import * as settingsRoutes from '@linzhang/shared/settings/settings.endpoints';
import { Types } from 'mongoose';
import { Announcement } from '../../server/src/groups/announcement.model';
import {
  type AnnouncedEvent,
  announceEvents,
  registerAnnouncements,
} from '../../server/src/groups/announcements.service';
import { type Reply, requestId, TestApi } from '../support/api';
import { buildGroup, join, leave } from '../support/groups';
import { buildBranch, buildMember, buildWorker, type Person, type Worker } from '../support/people';

jest.setTimeout(60_000);

let api: TestApi;
let branchId: string;
let head: Worker;
let planned: AnnouncedEvent[] = [];
beforeAll(async () => {
  api = await TestApi.start();
  registerAnnouncements(async () => planned);
  branchId = await buildBranch(api);
  head = await buildWorker(api, branchId, ['head']);
});
afterAll(() => api.stop());

function plan(groupIds: string[], inMs: number): AnnouncedEvent {
  const event = {
    eventId: new Types.ObjectId().toHexString(),
    branchId,
    groupIds,
    startsAt: new Date(api.clock.now().getTime() + inMs),
    title: '阳光市集',
    text: '周六 9:00 在阳光菜市场集章',
    page: 'pages/events/event/index?id=1',
  };
  planned = [event];
  return event;
}

let phones = 0;
async function subscriber(): Promise<Person> {
  const member = await buildMember(api);
  phones += 1;
  const code = `sim:1391234${String(phones).padStart(4, '0')}`;
  const body = { code, marketing: true, matching: false, requestId: requestId() };
  await api.call(memberRoutes.bindPhone, { token: member.token, body });
  return member;
}

const said = async (who: Person) => {
  const reply: Reply<Page<Notice>> = await api.call(messageRoutes.listNotices, { token: who.token });
  return reply.body.items.filter(({ kind }) => kind === 'event_announced').map(({ title }) => title);
};
const announce = () => announceEvents(api.clock.now());

it('tells the members who want messages of it, once, two days before', async () => {
  const [group, other] = [await buildGroup(api, head), await buildGroup(api, head)];
  const [wanting, quiet, gone] = [await subscriber(), await buildMember(api), await subscriber()];
  for (const who of [wanting, quiet, gone]) await join(api, who, group.id);
  await join(api, wanting, other.id);
  await leave(api, gone, group.id);
  // Saturday 10:00 is the clock's start; the event is on Tuesday at 10:00.
  plan([group.id, other.id], 3 * DAY_MS);
  await announce();
  expect(await said(wanting)).toEqual([]);
  // Sunday 0:00.
  api.clock.advance(14 * HOUR_MS);
  await Promise.all([announce(), announce()]);
  await announce();
  expect(await said(wanting)).toEqual(['阳光市集']);
  expect([await said(quiet), await said(gone)]).toEqual([[], []]);
  expect(await Announcement.countDocuments()).toBe(2);
});

it('follows the branch’s own number of days', async () => {
  const [group, member] = [await buildGroup(api, head), await subscriber()];
  await join(api, member, group.id);
  plan([group.id], 4 * DAY_MS);
  await announce();
  expect(await said(member)).toEqual([]);
  const call = { token: head.token, params: { branchId } };
  const { values, version }: BranchSettings = (await api.call<BranchSettings>(settingsRoutes.getSettings, call)).body;
  await api.call(settingsRoutes.changeSettings, { ...call, body: { values: { ...values, announceDays: 4 }, version } });
  await announce();
  expect(await said(member)).toEqual(['阳光市集']);
});

it('says nothing of an event that has begun', async () => {
  const [group, member] = [await buildGroup(api, head), await subscriber()];
  await join(api, member, group.id);
  plan([group.id], 0);
  await announce();
  expect(await said(member)).toEqual([]);
});
