import type { OriginCase, OriginChange } from '@linzhang/shared/attribution/origins.contract';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import OriginsPage from '../../miniprogram/src/pages/branch/origins/index';
import { enterAs, forgetWhoEntered } from '../support/taro/enter';
import { buildMe } from '../support/taro/me';
import { refuse, requests, serve } from '../support/taro/server';
import Taro, { router } from '../support/taro/taro';

const id = (digit: string) => digit.repeat(24);
const ME = buildMe();
const HEAD = buildMe({
  can: { ...ME.can, openWork: true, headBranch: true },
  employee: { id: id('d'), name: '王建国', roles: ['head'], branch: { id: id('b'), name: '江宁支行' } } as never,
});
const MEMBER = { id: id('9'), name: '李*芳', number: '8K2Q F7M0' };
const CHANGE: OriginChange = {
  id: id('7'),
  member: MEMBER,
  from: null,
  to: { id: id('1'), name: '周敏' },
  reason: '柜面接待',
  at: '2026-10-20T02:00:00.000Z',
  requestedBy: '王建国',
  decidedBy: '赵磊',
};
const CASE: OriginCase = {
  member: MEMBER,
  branch: { id: id('b'), name: '江宁支行' },
  origin: { id: id('1'), name: '周敏', at: '2026-11-08T02:42:00.000Z', because: 'touch' },
  owner: { id: id('2'), name: '陈立', since: '2026-11-15T02:00:00.000Z' },
  insider: false,
  waiting: null,
  touches: [
    {
      id: id('5'),
      employee: { id: id('1'), name: '周敏' },
      channel: { id: id('6'), name: '菜市场门口' },
      source: 'circle',
      placement: 'merchant',
      at: '2026-11-08T02:42:00.000Z',
    },
  ],
  candidates: [
    { id: id('2'), name: '陈立', position: 'wealth_manager' },
    { id: id('3'), name: '李娜', position: 'lobby_manager' },
  ],
  changes: [CHANGE],
};
const READ = `GET /members/${MEMBER.id}/origin-case`;
const ASK = `POST /members/${MEMBER.id}/origin-decisions`;
const sent = (route: string) => requests.filter((each) => each.route === route);
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

beforeEach(() => {
  router.params = { memberId: MEMBER.id };
  enterAs(HEAD);
  serve(READ, () => CASE);
});
afterEach(() => {
  router.params = {};
  forgetWhoEntered();
});

describe('the origin of one customer', () => {
  it('is shown with what speaks for it, and what was decided before', async () => {
    render(<OriginsPage />);
    expect(await screen.findByText('李*芳 · 会员 8K2Q F7M0 · 江宁支行')).toBeTruthy();
    for (const text of [
      /^首维护人 · 由来访带来/,
      /^陈立，从 11 月 15 日/,
      /圈 · 活动讲座 · 菜市场门口/,
      '理由：柜面接待',
    ])
      expect(screen.getByText(text)).toBeTruthy();
    expect(screen.getByText('没有首维护人 → 周敏')).toBeTruthy();
    tap(/看这位客户/);
    expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: `/pages/manager/member/index?id=${MEMBER.id}` });
  });

  it('is asked to change with a name and a reason, once for a double tap, and then waits', async () => {
    render(<OriginsPage />);
    fireEvent.click(await screen.findByRole('button', { name: '改首维护人' }));
    tap('提交申请');
    expect(sent(ASK)).toEqual([]);
    tap(/^改为/);
    tap('李娜');
    fireEvent.change(screen.getByLabelText('理由'), { target: { value: '由李娜在菜市场带来' } });
    serve(ASK, () => ({ approvalId: id('4') }));
    const waiting = {
      to: { id: id('3'), name: '李娜' },
      reason: '由李娜在菜市场带来',
      requestedBy: '王建国',
      requestedAt: '2026-11-20T02:00:00.000Z',
    };
    serve(READ, () => ({ ...CASE, waiting }));
    tap('提交申请');
    fireEvent.click(screen.getByRole('button', { name: '请稍候…' }));
    expect(await screen.findByText(/王建国 .* 申请改为李娜（由李娜在菜市场带来）/)).toBeTruthy();
    expect(sent(ASK).map(({ body }) => body)).toMatchObject([{ employeeId: id('3'), reason: '由李娜在菜市场带来' }]);
    expect(screen.queryByRole('button', { name: '改首维护人' })).toBeNull();
  });

  it('says in the sheet that somebody else asked first', async () => {
    refuse(ASK, 409, 'origin_waiting');
    render(<OriginsPage />);
    fireEvent.click(await screen.findByRole('button', { name: '改首维护人' }));
    tap(/^改为/);
    tap('李娜');
    fireEvent.change(screen.getByLabelText('理由'), { target: { value: '由李娜带来' } });
    tap('提交申请');
    expect(await screen.findByText('这位客户已有一项归属变更在等确认，请先等结果')).toBeTruthy();
  });

  it('is nobody’s for who works here', async () => {
    serve(READ, () => ({ ...CASE, origin: null, owner: null, insider: true, touches: [], changes: [] }));
    render(<OriginsPage />);
    expect(await screen.findByText(/本行员工自己的账号/)).toBeTruthy();
    expect(screen.getByText('没有扫过码，也没有在摊位添加过联系。')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /首维护人$/ })).toBeNull();
  });

  it('of another branch, or of who has left, is not found', async () => {
    refuse(READ, 404, 'not_found');
    render(<OriginsPage />);
    expect(await screen.findByText('没有找到这位客户')).toBeTruthy();
  });

  it('is read again after a fault', async () => {
    refuse(READ, 500, 'internal');
    render(<OriginsPage />);
    const retry = await screen.findByRole('button', { name: '重试' });
    serve(READ, () => CASE);
    fireEvent.click(retry);
    expect(await screen.findByText(/李\*芳 · 会员/)).toBeTruthy();
  });
});

describe('the customers of a branch', () => {
  const LIST = 'GET /origin-members';
  const ROW = { member: MEMBER, origin: null, owner: { id: id('2'), name: '陈立' } };

  beforeEach(() => {
    router.params = {};
    serve(LIST, () => ({ items: [ROW], nextCursor: null }));
  });

  it('are those of nobody first, then all, or the one with a number', async () => {
    render(<OriginsPage />);
    fireEvent.click(await screen.findByRole('button', { name: /李\*芳 8K2Q F7M0/ }));
    expect(Taro.navigateTo).toHaveBeenLastCalledWith({
      url: `/pages/branch/origins/index?memberId=${MEMBER.id}`,
    });
    expect(sent(LIST)[0]?.query).toMatchObject({ branchId: id('b'), originId: 'none' });
    fireEvent.click(screen.getByRole('radio', { name: '全部客户' }));
    await waitFor(() => expect(sent(LIST)[1]?.query).not.toHaveProperty('originId'));
    serve(LIST, () => ({ items: [], nextCursor: null }));
    fireEvent.change(screen.getByLabelText(/会员号/), { target: { value: '8k2q f7m1' } });
    expect(await screen.findByText('没有找到这个会员号')).toBeTruthy();
    expect(sent(LIST).at(-1)?.query).toMatchObject({ number: '8k2qf7m1' });
  });

  it('say so where everybody has an origin', async () => {
    serve(LIST, () => ({ items: [], nextCursor: null }));
    render(<OriginsPage />);
    expect(await screen.findByText('每位客户都有首维护人')).toBeTruthy();
  });

  it('have a list of what was decided', async () => {
    serve('GET /origin-changes', () => ({ items: [CHANGE], nextCursor: null }));
    render(<OriginsPage />);
    fireEvent.click(await screen.findByRole('tab', { name: '变更记录' }));
    expect(await screen.findByText('没有首维护人 → 周敏')).toBeTruthy();
    expect(screen.getByText(/王建国 申请，赵磊 同意/)).toBeTruthy();
    tap(/李\*芳 · 8K2Q F7M0 .* → 周敏/);
    expect(Taro.navigateTo).toHaveBeenLastCalledWith({
      url: `/pages/branch/origins/index?memberId=${MEMBER.id}`,
    });
  });

  it('are not for a manager', async () => {
    enterAs(buildMe({ can: { ...ME.can, openWork: true, serveCustomers: true } }));
    render(<OriginsPage />);
    expect(await screen.findByText('没有权限')).toBeTruthy();
  });
});
