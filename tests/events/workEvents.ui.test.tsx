import type { EventLive } from '@linzhang/shared/events/runningEvents.contract';
import type { Me } from '@linzhang/shared/members/members.contract';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { AssignmentPlan } from '../../miniprogram/src/features/events/AssignmentPlan';
import { BoothForm } from '../../miniprogram/src/features/events/BoothForm';
import { CopySheet } from '../../miniprogram/src/features/events/CopySheet';
import { EventFigures } from '../../miniprogram/src/features/events/EventFigures';
import { EventForm } from '../../miniprogram/src/features/events/EventForm';
import { SignupList } from '../../miniprogram/src/features/events/SignupList';
import { WorkEventList } from '../../miniprogram/src/features/events/WorkEventList';
import { setMe } from '../../miniprogram/src/features/members/account';
import { dropToken, keepToken } from '../../miniprogram/src/lib/session';
import WorkEventPage from '../../miniprogram/src/pages/work/event/index';
import { buildMe } from '../support/taro/me';
import { refuse, requests, serve } from '../support/taro/server';
import { router } from '../support/taro/taro';
import { buildBooth, buildWorkEvent, EVENT_ID } from './workEvent';

beforeEach(() => keepToken('token'));
afterEach(dropToken);

const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const tap = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const sent = (route: string) => requests.find((request) => request.route === route)?.body;

describe('the form of an event', () => {
  const choices = {
    groups: [{ value: 'c'.repeat(24), text: '阳光菜市场福利圈' }],
    people: [{ value: 'a'.repeat(24), text: '周敏（JN001）' }],
    prizes: [],
  };
  const start = { branchId: 'b'.repeat(24), organizerId: 'a'.repeat(24) };

  it('sends a new event with the instants of Shanghai and a reward', async () => {
    const onDone = jest.fn();
    serve('POST /work/events', () => buildWorkEvent());
    render(<EventForm {...choices} event={null} start={start} onDone={onDone} />);
    type('活动名称', '阳光市集');
    type('开始', '2026-12-05T09:00');
    type('结束', '2026-12-05T17:00');
    type('地址', '阳光菜市场');
    type('纬度', '31.9');
    type('经度', '118.8');
    tap('添加奖励');
    tap('保存活动');
    expect(requests).toEqual([]);
    type('需要几个章', '3');
    type('奖励名称', '帆布袋');
    tap('保存活动');
    await waitFor(() => expect(onDone).toHaveBeenCalledTimes(1));
    expect(sent('POST /work/events')).toMatchObject({
      name: '阳光市集',
      startsAt: '2026-12-05T01:00:00.000Z',
      endsAt: '2026-12-05T09:00:00.000Z',
      needed: 5,
      rewards: [{ id: null, at: 3, name: '帆布袋', badge: false, offerId: null }],
      signup: null,
      organizerId: 'a'.repeat(24),
      branchId: 'b'.repeat(24),
    });
  });

  it('lists everything that the server wants mended', async () => {
    const faults = [
      { code: 'text_rejected', field: 'intro', boothId: null, rewardId: null },
      { code: 'seal_text_length', field: null, boothId: '1'.repeat(24), rewardId: null },
    ];
    refuse(`PATCH /work/events/${EVENT_ID}`, 422, 'event_not_ready', { faults });
    render(<EventForm {...choices} event={buildWorkEvent()} start={start} onDone={jest.fn()} />);
    tap('保存活动');
    expect(await screen.findByText(/介绍：文字没有通过微信的内容检查/)).toBeTruthy();
    expect(screen.getByText('1 号 银行摊位：印章要正好两个字')).toBeTruthy();
  });
});

describe('the form of a booth', () => {
  it('shows the seal as it is typed and adds the booth', async () => {
    const onDone = jest.fn();
    serve(`POST /work/events/${EVENT_ID}/booths`, () => buildBooth());
    render(<BoothForm event={buildWorkEvent()} booth={null} merchants={[]} offers={[]} onDone={onDone} />);
    expect(screen.getByLabelText('印章预览：还没有两个字')).toBeTruthy();
    type('印章', '茶');
    expect(screen.getByText('要正好两个字')).toBeTruthy();
    type('印章', '茶叶');
    expect(screen.getByLabelText('印章预览：茶叶')).toBeTruthy();
    type('摊位名称', '茶叶摊');
    type('做什么盖章', '品一杯茶');
    tap('保存摊位');
    await waitFor(() => expect(onDone).toHaveBeenCalledTimes(1));
    expect(sent(`POST /work/events/${EVENT_ID}/booths`)).toMatchObject({
      number: 2,
      sealText: '茶叶',
      merchantId: null,
    });
  });
});

describe('the page of an event', () => {
  const employee = { id: 'a'.repeat(24), roles: ['head'] } as unknown as Me['employee'];
  const show = () => {
    const me = buildMe({ employee });
    setMe({ ...me, can: { ...me.can, openWork: true, manageEvents: true } });
    router.params = { id: EVENT_ID };
    render(<WorkEventPage />);
  };

  it('publishes after a question, for the version that was read', async () => {
    serve(`GET /work/events/${EVENT_ID}`, () => buildWorkEvent());
    serve(`POST /work/events/${EVENT_ID}/status`, () => buildWorkEvent({ status: 'published' }));
    show();
    fireEvent.click(await screen.findByRole('button', { name: '发布活动' }));
    expect(sent(`POST /work/events/${EVENT_ID}/status`)).toBeUndefined();
    tap('发布');
    await waitFor(() => expect(screen.getByText('已发布')).toBeTruthy());
    expect(sent(`POST /work/events/${EVENT_ID}/status`)).toEqual({ status: 'published', version: 3 });
  });

  it('says which booths have nobody, and what is to mend before publishing', async () => {
    const faults = [{ code: 'no_bank_booth' as const, field: null, boothId: null, rewardId: 'r' }];
    const rewards = [{ id: 'r', at: 5, name: '帆布袋', badge: true, offerId: 'o' }];
    serve(`GET /work/events/${EVENT_ID}`, () => buildWorkEvent({ faults, rewards }));
    show();
    expect(await screen.findByText(/5 章的奖励：礼品只在银行摊位发放/)).toBeTruthy();
    expect(screen.getByText(/还没有排人的摊位：1 号/)).toBeTruthy();
  });
});

describe('people at booths', () => {
  const people = [
    { id: 'd'.repeat(24), name: '王磊', merchantId: null, cashierOnly: false },
    { id: 'f'.repeat(24), name: '孙国', merchantId: '9'.repeat(24), cashierOnly: true },
  ];

  it('are put there for the whole event; a line that cannot be is marked', async () => {
    refuse(`PUT /work/events/${EVENT_ID}/assignments`, 422, 'assignment_invalid', {
      faults: [{ index: 0, code: 'outside_event' }],
    });
    render(<AssignmentPlan event={buildWorkEvent()} people={people} onDone={jest.fn()} />);
    tap('加人');
    tap('人员，请选择');
    expect(screen.queryByText('孙国（收银）')).toBeNull();
    fireEvent.click(screen.getByText('王磊'));
    tap('保存排班');
    expect(await screen.findByText('不在活动时间内（前后各宽 2 小时）')).toBeTruthy();
    expect(sent(`PUT /work/events/${EVENT_ID}/assignments`)).toEqual({
      assignments: [
        {
          boothId: '1'.repeat(24),
          employeeId: 'd'.repeat(24),
          from: '2026-12-05T01:00:00.000Z',
          to: '2026-12-05T09:00:00.000Z',
        },
      ],
      version: 3,
    });
  });
});

it('copies an event to another beginning', async () => {
  const onDone = jest.fn();
  serve(`POST /work/events/${EVENT_ID}/copies`, () => buildWorkEvent());
  render(<CopySheet event={buildWorkEvent()} onClose={jest.fn()} onDone={onDone} />);
  type('新活动开始', '2026-12-12T09:00');
  tap('复制成草稿');
  await waitFor(() => expect(onDone).toHaveBeenCalledTimes(1));
  expect(sent(`POST /work/events/${EVENT_ID}/copies`)).toMatchObject({ startsAt: '2026-12-12T01:00:00.000Z' });
});

it('shows the figures, and leads to the sign-ups and what waits for a decision', () => {
  const live: EventLive = {
    at: '2026-12-05T03:00:00.000Z',
    signups: { capacity: 40, confirmed: 40, waiting: 3 },
    checkIns: 12,
    cards: { opened: 30, completed: 4 },
    stamps: 88,
    booths: [{ boothId: '1'.repeat(24), number: 1, name: '银行摊位', stamps: 20 }],
    rewards: [{ rewardId: 'r', at: 5, name: '帆布袋', granted: 4, left: 96 }],
    openConflicts: 2,
  };
  const steps = { onSignups: jest.fn(), onStamps: jest.fn(), onConflicts: jest.fn() };
  render(<EventFigures live={live} {...steps} />);
  expect(screen.getByText('88')).toBeTruthy();
  expect(screen.getByText('库存还剩 96')).toBeTruthy();
  fireEvent.click(screen.getByText('报名 40 / 40'));
  fireEvent.click(screen.getByText('每一个章'));
  tap('去处理');
  expect(Object.values(steps).map((each) => each.mock.calls.length)).toEqual([1, 1, 1]);
});

describe('lists', () => {
  it('say of an event whose time ran out that it has ended', async () => {
    const { startsAt, endsAt } = buildWorkEvent();
    const [id, past] = ['6'.repeat(24), '2020-01-01T09:00:00.000Z'];
    const named = { id, name: '江宁支行' };
    const row = { id, name: '去年的市集', branch: named, startsAt, endsAt, address: '', organizer: named };
    const over = { ...row, status: 'published', startsAt: past, endsAt: past };
    serve('GET /work/events', () => ({ items: [over], nextCursor: null }));
    render(<WorkEventList version={0} onOpen={jest.fn()} />);
    expect(await screen.findByText('去年的市集')).toBeTruthy();
    expect(screen.getAllByText('已结束')).toHaveLength(2);
    expect(screen.getAllByText('已发布')).toHaveLength(1);
  });

  it('say what an empty one will hold, and show who signed up', async () => {
    serve('GET /work/events', () => ({ items: [], nextCursor: null }));
    render(<WorkEventList version={0} onOpen={jest.fn()} />);
    expect(await screen.findByText('还没有发布的活动')).toBeTruthy();
    const row = {
      id: '5'.repeat(24),
      number: 7,
      state: 'confirmed',
      member: { name: '李*芳', number: '8K2Q F7M0' },
      signedUpAt: '2026-12-01T01:00:00.000Z',
      checkedInAt: null,
    };
    serve(`GET /work/events/${EVENT_ID}/signups`, () => ({ items: [row], nextCursor: null }));
    render(<SignupList eventId={EVENT_ID} />);
    expect(await screen.findByText('7 号 · 李*芳')).toBeTruthy();
  });
});
