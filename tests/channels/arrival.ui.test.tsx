import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { enterAsPersona, leave, startAccount } from '../../miniprogram/src/features/members/account';
import { consentStore } from '../../miniprogram/src/features/members/consent';
import { dropToken } from '../../miniprogram/src/lib/session';
import ArrivalPage from '../../miniprogram/src/pages/channels/arrival/index';
import { buildMe } from '../support/taro/me';
import { refuse, requests, serve } from '../support/taro/server';
import Taro, { router } from '../support/taro/taro';

const CHANNEL = { code: '8K2QF7M0ZX' };
const id = (digit: string) => digit.repeat(24);

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

afterEach(() => {
  act(() => {
    leave();
    consentStore.set({ wanted: false, postponed: false, waiting: null });
  });
  dropToken();
});

describe('arriving by a code', () => {
  const ARRIVAL = {
    target: { kind: 'group', id: id('3'), name: '阳光菜市场福利圈', open: true },
    manager: { name: '周敏' },
    branch: { name: '江宁支行' },
    closedBecause: null,
  };
  const reached = { target: ARRIVAL.target, manager: ARRIVAL.manager, touched: true };

  it('tells that the member came, once, and goes on to the group', async () => {
    await enter();
    router.params = { scene: CHANNEL.code };
    serve(`GET /channel-codes/${CHANNEL.code}`, () => ARRIVAL);
    serve('POST /channel-scans', () => reached);
    render(<ArrivalPage />);
    await waitFor(() =>
      expect(Taro.redirectTo).toHaveBeenCalledWith({ url: `/pages/groups/group/index?id=${id('3')}` }),
    );
    const scans = requests.filter(({ route }) => route === 'POST /channel-scans');
    expect(scans.map(({ body }) => body['code'])).toEqual([CHANNEL.code]);
  });

  it('by a share card sends its token', async () => {
    await enter();
    router.params = { share: 'dev.token' };
    serve('POST /channel-scans', () => reached);
    render(<ArrivalPage />);
    await waitFor(() => expect(Taro.redirectTo).toHaveBeenCalled());
    expect(requests.find(({ route }) => route === 'POST /channel-scans')?.body).toMatchObject({
      shareToken: 'dev.token',
    });
  });

  it('shows a newcomer who invites to what, before anything is agreed to', async () => {
    await enter({ consented: false });
    router.params = { scene: CHANNEL.code };
    serve(`GET /channel-codes/${CHANNEL.code}`, () => ARRIVAL);
    render(<ArrivalPage />);
    expect(await screen.findByText('江宁支行 客户经理 周敏 邀请您参加')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '先看看' }));
    expect(Taro.redirectTo).toHaveBeenCalledWith({ url: `/pages/groups/group/index?id=${id('3')}` });
    expect(requests.some(({ route }) => route === 'POST /channel-scans')).toBe(false);
  });

  it('by a card that has expired says so and shows the way on', async () => {
    await enter();
    router.params = { share: 'dev.token' };
    refuse('POST /channel-scans', 422, 'share_token_invalid');
    render(<ArrivalPage />);
    expect(await screen.findByText(/分享卡片已失效/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '去福利圈' }));
    expect(Taro.switchTab).toHaveBeenCalledWith({ url: '/pages/tabs/groups/index' });
  });

  it('by nothing at all leads to the groups', async () => {
    await enter();
    router.params = {};
    render(<ArrivalPage />);
    expect(await screen.findByRole('button', { name: '去福利圈' })).toBeTruthy();
  });
});
