import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import LeadsPage from '../../miniprogram/src/pages/manager/leads/index';
import PoolPage from '../../miniprogram/src/pages/manager/pool/index';
import TodayPage from '../../miniprogram/src/pages/manager/today/index';
import { enterAs, forgetWhoEntered } from '../support/taro/enter';
import { buildMe } from '../support/taro/me';
import { stopClockAt } from '../support/taro/phoneClock';
import { refuse, requests, serve } from '../support/taro/server';
import Taro, { live, router } from '../support/taro/taro';
import { buildDesk, buildLead, buildManager, buildPoolLead, id, NOW } from './pageLeads';

const opened = () => Taro.navigateTo.mock.calls.map(([page]: unknown[]) => (page as { url: string }).url);
const asked = (path: string) =>
  Taro.request.mock.calls.map(([{ url }]) => url).filter((url) => url.includes(`/api${path}`));
const tap = (name: string | RegExp, index = 0) =>
  fireEvent.click(screen.getAllByRole('button', { name })[index] as HTMLElement);
const sent = (route: string) => requests.filter((request) => request.route === route);
const listed = (...items: unknown[]) => serve('GET /leads', () => ({ items, nextCursor: null }));
const TAKE = `POST /leads/${id('3')}/takings`;

beforeEach(() => {
  stopClockAt(NOW);
  enterAs(buildManager());
  serve('GET /lead-desk', () => buildDesk());
});
afterEach(() => {
  forgetWhoEntered();
  jest.useRealTimers();
});

describe('today', () => {
  it('says whom to contact first, why and by when, from one request', async () => {
    render(<TodayPage />);
    expect(await screen.findByText('李小芳')).toBeTruthy();
    for (const text of ['离 20 万差 1.4 万 · 集满了章 · 12 天未联系', '今天 18:00 前', '10–20 万', '90'])
      expect(screen.getByText(text)).toBeTruthy();
    expect(screen.getByText('距网点 300 米 · 行业对口 · 48 分')).toBeTruthy();
    expect(screen.getByText('5 条 · 今天还可领 7 条')).toBeTruthy();
    expect(requests.map(({ route }) => route)).toEqual(['GET /lead-desk']);
  });

  it('opens what its numbers count, the lead, the pool and the ways on', async () => {
    render(<TodayPage />);
    await screen.findByText('李小芳');
    tap('2 今天到期');
    tap('李小芳 10–20 万 90');
    tap(/^公海里还有 4 条/);
    tap('潜在客户');
    expect(opened()).toEqual([
      '/pages/manager/leads/index?view=due',
      `/pages/manager/lead/index?id=${id('1')}`,
      '/pages/manager/pool/index',
      '/pages/manager/prospects/index',
    ]);
  });

  it('warns of what is late, and says what fills an empty desk', async () => {
    serve('GET /lead-desk', () => buildDesk({ overdue: 2 }));
    const { unmount } = render(<TodayPage />);
    expect(await screen.findByText('2 条已超时，再不跟进会被收回')).toBeTruthy();
    unmount();
    serve('GET /lead-desk', () => buildDesk({ held: 0, due: 0, first: [], pool: 0, poolFirst: [] }));
    render(<TodayPage />);
    expect(await screen.findByText('今天没有要联系的')).toBeTruthy();
    expect(screen.getByText(/线索会自动到您这里/)).toBeTruthy();
  });

  it('takes a lead of the pool once, however fast it is tapped, and reads the desk again', async () => {
    serve(TAKE, () => buildPoolLead({ state: 'held', dueAt: '2026-11-24T02:00:00.000Z' }));
    render(<TodayPage />);
    await screen.findByText('何勇粮油');
    tap('领取');
    tap(/领取/);
    await waitFor(() => expect(sent('GET /lead-desk')).toHaveLength(2));
    expect(sent(TAKE)).toHaveLength(1);
    expect(Taro.showToast).toHaveBeenCalledWith(
      expect.objectContaining({ title: '领到了，请在11 月 24 日 10:00 前联系' }),
    );
  });

  it('says that somebody was faster, and offers the list anew', async () => {
    refuse(TAKE, 409, 'lead_taken');
    render(<TodayPage />);
    await screen.findByText('何勇粮油');
    tap('领取');
    expect(await screen.findByText(/刚被别人领走了/)).toBeTruthy();
    serve('GET /lead-desk', () => buildDesk({ poolFirst: [], pool: 0 }));
    tap('刷新');
    await waitFor(() => expect(screen.queryByText('何勇粮油')).toBeNull());
  });

  it('tells a failure and tries again; refuses who serves nobody', async () => {
    refuse('GET /lead-desk', 500, 'internal');
    const { unmount } = render(<TodayPage />);
    await screen.findByText('没有打开成功');
    serve('GET /lead-desk', () => buildDesk());
    tap('重试');
    expect(await screen.findByText('李小芳')).toBeTruthy();
    unmount();
    enterAs(buildMe());
    render(<TodayPage />);
    expect(screen.getByText('没有权限')).toBeTruthy();
  });

  it('reads again when it is come back to or pulled down', async () => {
    render(<TodayPage />);
    await screen.findByText('李小芳');
    act(() => live('show'));
    await waitFor(() => expect(sent('GET /lead-desk')).toHaveLength(2));
    act(() => live('pull'));
    await waitFor(() => expect(sent('GET /lead-desk')).toHaveLength(3));
  });
});

describe('the own leads', () => {
  it('begin with the view they were opened for, and change it', async () => {
    router.params = { view: 'due' };
    listed(buildLead());
    render(<LeadsPage />);
    expect(await screen.findByText('李小芳')).toBeTruthy();
    expect(asked('/leads').at(-1)).toContain('due=today');
    listed();
    fireEvent.click(screen.getByRole('tab', { name: '流失' }));
    expect(await screen.findByText('没有流失预警')).toBeTruthy();
    expect(asked('/leads').at(-1)).toContain('reason=churn_warning');
    fireEvent.click(screen.getByRole('tab', { name: '结束' }));
    expect(await screen.findByText('还没有结束的线索')).toBeTruthy();
    expect(asked('/leads').at(-1)).toContain('place=ended');
  });

  it('are those that were won in a quarter where they are opened for that number', async () => {
    router.params = { wonIn: '2026Q3', branchId: id('b'), holderId: id('9') };
    listed(buildLead({ state: 'won', closedAt: '2026-08-11T02:00:00.000Z' }));
    render(<LeadsPage />);
    expect(await screen.findByText('李小芳')).toBeTruthy();
    for (const part of ['wonIn=2026Q3', 'scope=branch', `branchId=${id('b')}`, `holderId=${id('9')}`])
      expect(asked('/leads').at(-1)).toContain(part);
    expect(screen.queryByRole('tab', { name: '流失' })).toBeNull();
    expect(Taro.setNavigationBarTitle).toHaveBeenCalledWith({ title: '第三季赢下的线索' });
  });

  it('are the own ones where nobody else is named, and may be none', async () => {
    router.params = { wonIn: '2026Q4' };
    listed();
    render(<LeadsPage />);
    expect(await screen.findByText('这一季没有赢下的线索')).toBeTruthy();
    expect(asked('/leads').at(-1)).toContain('wonIn=2026Q4');
    expect(asked('/leads').at(-1)).not.toContain('scope=');
  });

  it('say what the numbers say of churn', async () => {
    const standing = { ...buildLead().standing, aumFen: 7_600_000, riseFen: -2_400_000 } as never;
    const reasons = [{ reason: 'churn_warning' as const, at: NOW.toISOString(), points: 50 }];
    listed(buildLead({ reasons, standing, lastWorkedAt: NOW.toISOString() }));
    render(<LeadsPage />);
    expect(await screen.findByText('30 天资产下降 24%')).toBeTruthy();
  });
});

describe('the pool', () => {
  const pool = (...items: unknown[]) => listed(...items);

  it('explains its order and how many more may be taken', async () => {
    pool(buildPoolLead());
    render(<PoolPage />);
    expect(await screen.findByText('何勇粮油')).toBeTruthy();
    for (const text of ['3 / 10 条', '7 / 50 条', '就近，再看行业对口，再看先到先得'])
      expect(await screen.findByText(text)).toBeTruthy();
    serve(TAKE, () => buildPoolLead({ state: 'held' }));
    tap('领取');
    await waitFor(() => expect(opened()).toEqual([`/pages/manager/lead/index?id=${id('3')}`]));
  });

  it('says why nothing may be taken', async () => {
    serve('GET /lead-desk', () => buildDesk({ takenToday: 10 }));
    pool(buildPoolLead());
    const { unmount } = render(<PoolPage />);
    expect(await screen.findByText('今天已领满 10 条，明天再来')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '领取' })).toBeNull();
    unmount();
    serve('GET /lead-desk', () => buildDesk());
    pool(buildPoolLead({ restsUntil: '2026-11-24T02:00:00.000Z' }));
    render(<PoolPage />);
    expect(await screen.findByText('您刚退回过，11 月 24 日起可以再领')).toBeTruthy();
  });

  it('says what will fill it', async () => {
    pool();
    render(<PoolPage />);
    expect(await screen.findByText('公海是空的')).toBeTruthy();
  });
});
