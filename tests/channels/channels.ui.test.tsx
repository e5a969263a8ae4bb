import type { Channel, ChannelReview } from '@linzhang/shared/channels/channels.contract';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { ChannelForm } from '../../miniprogram/src/features/channels/ChannelForm';
import { draftFaults, draftOf, fieldsOf } from '../../miniprogram/src/features/channels/channelDraft';
import { ReviewList } from '../../miniprogram/src/features/channels/ReviewList';
import { enterAsPersona, leave, startAccount } from '../../miniprogram/src/features/members/account';
import { consentStore } from '../../miniprogram/src/features/members/consent';
import { dropToken, keepToken } from '../../miniprogram/src/lib/session';
import ChannelPage from '../../miniprogram/src/pages/work/channel/index';
import ChannelPosterPage from '../../miniprogram/src/pages/work/channelPoster/index';
import ChannelsPage from '../../miniprogram/src/pages/work/channels/index';
import { buildMe } from '../support/taro/me';
import { refuse, requests, serve, serveInTurn } from '../support/taro/server';
import Taro, { router } from '../support/taro/taro';

const id = (digit: string) => digit.repeat(24);
const CHANNEL: Channel = {
  id: id('1'),
  code: '8K2QF7M0ZX',
  name: '菜市场门口',
  employee: { id: id('2'), name: '周敏' },
  branch: { id: id('7'), name: '江宁支行' },
  target: { kind: 'group', id: id('3'), name: '阳光菜市场福利圈', open: true, place: '阳光路 8 号', time: null },
  source: 'circle',
  placement: 'merchant',
  window: null,
  schedule: [{ weekday: 6, from: 540, to: 1080 }],
  dailyCap: 50,
  backup: { id: id('4'), name: '陈立' },
  status: 'active',
  closedBecause: null,
  version: 3,
  can: { update: true },
};
const COUNTED = {
  ...CHANNEL,
  days: [
    { day: '2026-11-13', scans: 4, touches: 3, bindings: 1 },
    { day: '2026-11-14', scans: 8, touches: 6, bindings: 2 },
  ],
  scans: 1312,
  touches: 1204,
};
const PAGE = { items: [], nextCursor: null };
const EMPLOYEE = {
  id: id('2'),
  number: 'JN001',
  name: '周敏',
  roles: ['manager' as const],
  position: 'wealth_manager' as const,
  branch: { id: id('7'), name: '江宁支行' },
  merchant: null,
};

async function enter(over: Parameters<typeof buildMe>[0] = {}): Promise<void> {
  const me = buildMe(over);
  serve('POST /sessions', () => ({ token: 'token', expiresAt: '2026-12-01T00:00:00.000Z', me }));
  serve('GET /me', () => me);
  serve('GET /terms', () => ({
    version: '1',
    effectiveOn: '2026-11-01',
    title: '条款',
    summary: ['一'],
    sections: [],
  }));
  startAccount();
  await act(() => enterAsPersona('sim:somebody'));
}
const enterAsManager = () => {
  const me = buildMe();
  return enter({ employee: EMPLOYEE as never, can: { ...me.can, openWork: true, manageChannels: true } });
};

afterEach(() => {
  act(() => {
    leave();
    consentStore.set({ wanted: false, postponed: false, waiting: null });
  });
  dropToken();
});

describe('my channels', () => {
  it('lists them with what they lead to and whether they count, and opens one', async () => {
    await enterAsManager();
    serve('GET /channels', () => ({
      items: [CHANNEL, { ...CHANNEL, id: id('5'), closedBecause: 'over' }],
      nextCursor: null,
    }));
    render(<ChannelsPage />);
    fireEvent.click((await screen.findAllByText('菜市场门口'))[0] as HTMLElement);
    expect(screen.getAllByText('福利圈 · 阳光菜市场福利圈 · 合作商户').length).toBe(2);
    expect(screen.getByText('使用中')).toBeTruthy();
    expect(screen.getByText('已过期')).toBeTruthy();
    expect(screen.queryByText('全网点')).toBeNull();
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: `/pages/work/channel/index?id=${CHANNEL.id}` });
  });

  it('says how to get the first one', async () => {
    await enterAsManager();
    serve('GET /channels', () => PAGE);
    render(<ChannelsPage />);
    expect(await screen.findByText('还没有渠道码')).toBeTruthy();
    expect(screen.getByRole('button', { name: '新建渠道码' })).toBeTruthy();
  });
});

describe('a draft', () => {
  it('gives back what the channel is', () => {
    expect(fieldsOf(draftOf(CHANNEL))).toEqual({
      name: '菜市场门口',
      source: 'circle',
      placement: 'merchant',
      window: null,
      schedule: [{ weekday: 6, from: 540, to: 1080 }],
      dailyCap: 50,
      backupEmployeeId: id('4'),
    });
  });

  it.each([
    ['a window without an end', { from: '2026-11-28T09:00' }, 'to'],
    ['a window that ends when it begins', { from: '2026-11-28T09:00', to: '2026-11-28T09:00' }, 'to'],
    ['hours that end before they begin', { days: ['1'], opensAt: '600', closesAt: '600' }, 'closesAt'],
    ['a cap of none', { cap: '0' }, 'cap'],
    ['a cap in words', { cap: '多' }, 'cap'],
  ])('is not sent with %s', (_name, over, field) => {
    const draft = { ...draftOf(CHANNEL), ...over };
    expect(Object.keys(draftFaults(draft))).toEqual([field]);
    expect(fieldsOf(draft)).toBeNull();
  });
});

describe('the form', () => {
  beforeEach(() => keepToken('token'));

  it('changes a channel for the version that was read, and keeps what it leads to', async () => {
    const onDone = jest.fn();
    serve(`PATCH /channels/${CHANNEL.id}`, () => CHANNEL);
    render(
      <ChannelForm channel={CHANNEL} targets={{ group: [], event: [], offer: [] }} backups={[]} onDone={onDone} />,
    );
    fireEvent.change(screen.getByLabelText('名称'), { target: { value: '  新的名字 ' } });
    fireEvent.click(screen.getByRole('button', { name: '保存渠道码' }));
    await waitFor(() => expect(onDone).toHaveBeenCalledTimes(1));
    expect(requests[0]?.body).toMatchObject({ name: '新的名字', status: 'active', version: 3, dailyCap: 50 });
  });

  it('says where there is nothing to lead to, and why the server refused', async () => {
    refuse(`PATCH /channels/${CHANNEL.id}`, 422, 'channel_backup_invalid');
    render(
      <ChannelForm channel={CHANNEL} targets={{ group: [], event: [], offer: [] }} backups={[]} onDone={jest.fn()} />,
    );
    fireEvent.click(screen.getByRole('button', { name: '保存渠道码' }));
    expect(await screen.findByText(/备份经理须是本网点/)).toBeTruthy();
  });
});

describe('a channel', () => {
  it('shows who came, the counts of the days, and is paused', async () => {
    await enterAsManager();
    router.params = { id: CHANNEL.id };
    serve(`GET /channels/${CHANNEL.id}`, () => COUNTED);
    serve(`GET /channels/${CHANNEL.id}/touches`, () => ({
      items: [
        {
          id: id('9'),
          at: '2026-11-14T02:00:00.000Z',
          member: { name: '李*芳', number: '8K2Q F7M0' },
          because: 'share',
          inviter: '王*',
        },
      ],
      nextCursor: null,
    }));
    serve(`PATCH /channels/${CHANNEL.id}`, () => ({ ...CHANNEL, status: 'paused' }));
    render(<ChannelPage />);
    expect(await screen.findByText('1,204')).toBeTruthy();
    expect(screen.getByRole('listitem', { name: '11 月 14 日：8 次 · 6 位' })).toBeTruthy();
    expect(await screen.findByText('会员 8K2Q F7M0 · 好友分享 · 王*')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '暂停使用' }));
    await waitFor(() => expect(requests.some(({ route }) => route.startsWith('PATCH'))).toBe(true));
    const sent = requests.find(({ route }) => route.startsWith('PATCH'))?.body;
    expect(sent).toMatchObject({ status: 'paused', version: 3, schedule: CHANNEL.schedule });
  });

  it('of somebody else is not there', async () => {
    await enterAsManager();
    router.params = { id: CHANNEL.id };
    refuse(`GET /channels/${CHANNEL.id}`, 404, 'not_found');
    render(<ChannelPage />);
    expect(await screen.findByText('没有找到这项内容')).toBeTruthy();
    expect(screen.getByText(/只有相关的人能看/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: '海报' })).toBeNull();
  });
});

describe('the poster', () => {
  it('is drawn in the browser and kept as a download', async () => {
    await enterAsManager();
    router.params = { id: CHANNEL.id };
    serve(`GET /channels/${CHANNEL.id}`, () => COUNTED);
    serve(`GET /channels/${CHANNEL.id}/code-image`, () => ({ mime: 'image/png', base64: 'AAAA' }));
    const pen = new Proxy({}, { get: () => () => ({ width: 10 }), set: () => true });
    jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(pen as never);
    jest.spyOn(HTMLCanvasElement.prototype, 'toDataURL').mockImplementation(function picture(this: HTMLCanvasElement) {
      return `data:image/png,${this.width}x${this.height}`;
    });
    jest.spyOn(HTMLImageElement.prototype, 'src', 'set').mockImplementation(function load(this: HTMLImageElement) {
      setTimeout(() => this.onload?.(new Event('load')));
    });
    const kept: string[] = [];
    jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(this: HTMLAnchorElement) {
      kept.push(`${this.download} ${this.href}`);
    });
    render(<ChannelPosterPage />);
    fireEvent.click(await screen.findByRole('button', { name: '保存打印版（A4）' }));
    await waitFor(() => expect(kept).toEqual(['菜市场门口-A4.png data:image/png,2480x3508']));
    fireEvent.click(screen.getByRole('button', { name: '保存转发版' }));
    await waitFor(() => expect(kept[1]).toBe('菜市场门口-750.png data:image/png,750x1061'));
    jest.restoreAllMocks();
  });
});

describe('the review of many bindings', () => {
  const REVIEW: ChannelReview = {
    id: id('6'),
    channel: { id: CHANNEL.id, name: CHANNEL.name },
    employee: CHANNEL.employee,
    day: '2026-11-14',
    count: 3,
    limit: 20,
    bindings: [{ member: { name: '李*芳', number: '8K2Q F7M0' }, at: '2026-11-14T02:00:00.000Z' }],
    status: 'open',
    decision: null,
    can: { decide: true },
  };

  it('is decided with a note, once', async () => {
    keepToken('token');
    serveInTurn('GET /channel-reviews', [
      { status: 200, body: { items: [REVIEW], nextCursor: null } },
      { status: 200, body: PAGE },
    ]);
    serve(`POST /channel-reviews/${REVIEW.id}/decisions`, () => ({ ...REVIEW, status: 'accepted' }));
    render(<ReviewList />);
    fireEvent.click(await screen.findByRole('button', { name: '认可' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('认可这 3 位？');
    fireEvent.change(screen.getByLabelText('怎么核实的'), { target: { value: '已电话核实' } });
    const yes = screen.getAllByRole('button', { name: '认可' }).at(-1) as HTMLElement;
    fireEvent.click(yes);
    fireEvent.click(yes);
    expect(await screen.findByText('没有要复核的')).toBeTruthy();
    const sent = requests.filter(({ route }) => route.startsWith('POST'));
    expect(sent.map(({ body }) => [body['accept'], body['note']])).toEqual([[true, '已电话核实']]);
  });
});
