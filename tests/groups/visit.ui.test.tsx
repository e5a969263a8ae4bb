import type { GroupsTab } from '@linzhang/shared/tabs/tabs.contract';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { startAccount } from '../../miniprogram/src/features/members/account';
import GroupPage from '../../miniprogram/src/pages/groups/group/index';
import GroupsPage from '../../miniprogram/src/pages/tabs/groups/index';
import { enterAs, enterAsStranger, forgetWhoEntered } from '../support/taro/enter';
import { buildMe } from '../support/taro/me';
import { refuse, requests, serve } from '../support/taro/server';
import Taro, { live, router } from '../support/taro/taro';
import { buildGroupDetail, buildGroupSummary, GROUP_ID, JOINED } from './customerGroups';

const GROUP = `GET /groups/${GROUP_ID}`;
const JOIN = `POST /groups/${GROUP_ID}/memberships`;
const LEAVE = `DELETE /groups/${GROUP_ID}/memberships/mine`;
const NOTHING = { items: [], nextCursor: null };

const sent = (route: string) => requests.filter((one) => one.route === route);
const tap = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

beforeEach(() => {
  router.params = { id: GROUP_ID };
  serve('GET /terms', () => ({ version: '1', title: '条款', summary: ['请先阅读'], sections: [] }));
  serve('GET /events', () => NOTHING);
  serve('GET /offers', () => NOTHING);
});
afterEach(forgetWhoEntered);

describe('the page of a group', () => {
  it('opens for a stranger with a shared link, who is asked to sign in first', async () => {
    enterAsStranger();
    serve(GROUP, () => buildGroupDetail({ can: { join: false, leave: false } }));
    render(<GroupPage />);
    expect(await screen.findByText('每周六上午有集章活动')).toBeTruthy();
    expect(screen.getByText('312 人 · 客户经理 周敏')).toBeTruthy();
    expect(screen.getByRole('button', { name: '去登录' })).toBeTruthy();
    expect(requests.map(({ route, token }) => [route, token])).toEqual([[GROUP, null]]);
  });

  it('is joined once however often the button is tapped, and then says whom to ask', async () => {
    enterAs();
    serve(GROUP, () => buildGroupDetail());
    serve(JOIN, () => buildGroupDetail(JOINED));
    render(<GroupPage />);
    await screen.findByText('每周六上午有集章活动');
    const button = screen.getByRole('button', { name: '加入福利圈' });
    fireEvent.click(button);
    fireEvent.click(button);
    expect(await screen.findByText('欢迎加入，有事找周敏')).toBeTruthy();
    expect(sent(JOIN)).toHaveLength(1);
    expect(screen.queryByRole('button', { name: '加入福利圈' })).toBeNull();
    fireEvent.click(screen.getByText('拨打'));
    expect(Taro.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: '025-52123456' });
  });

  it('keeps the same request over a lost answer', async () => {
    enterAs();
    serve(GROUP, () => buildGroupDetail());
    refuse(JOIN, 503, 'unavailable');
    render(<GroupPage />);
    await screen.findByText('每周六上午有集章活动');
    tap('加入福利圈');
    expect(await screen.findByText(/服务暂时不可用/)).toBeTruthy();
    serve(JOIN, () => buildGroupDetail(JOINED));
    tap('加入福利圈');
    await screen.findByText('欢迎加入，有事找周敏');
    const ids = sent(JOIN).map(({ body }) => body['requestId']);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it('says that it filled up meanwhile, and offers no button any more', async () => {
    enterAs();
    serve(GROUP, () => buildGroupDetail());
    refuse(JOIN, 409, 'group_full');
    render(<GroupPage />);
    await screen.findByText('每周六上午有集章活动');
    serve(GROUP, () => buildGroupDetail({ full: true, can: { join: false, leave: false } }));
    tap('加入福利圈');
    await waitFor(() => expect(screen.queryByRole('button', { name: '加入福利圈' })).toBeNull());
    expect(screen.getByText(/名额已满/)).toBeTruthy();
  });

  it('says that a closed one takes nobody', async () => {
    enterAs();
    serve(GROUP, () => buildGroupDetail({ open: false, can: { join: false, leave: false } }));
    render(<GroupPage />);
    expect(await screen.findByText(/暂时不接收新成员/)).toBeTruthy();
  });

  it('is left only after a yes', async () => {
    enterAs();
    serve(GROUP, () => buildGroupDetail(JOINED));
    serve(LEAVE, () => buildGroupDetail());
    render(<GroupPage />);
    fireEvent.click(await screen.findByText('退出福利圈'));
    tap('先不');
    expect(sent(LEAVE)).toEqual([]);
    fireEvent.click(screen.getByText('退出福利圈'));
    tap('退出');
    expect(await screen.findByRole('button', { name: '加入福利圈' })).toBeTruthy();
    expect(screen.queryByText('欢迎加入，有事找周敏')).toBeNull();
  });

  it('says that there is no such group', async () => {
    enterAs();
    refuse(GROUP, 404, 'not_found');
    render(<GroupPage />);
    expect(await screen.findByText(/可能已被删除/)).toBeTruthy();
  });
});

describe('the tab of groups', () => {
  const EVENT = {
    id: 'e'.repeat(24),
    name: '阳光市集',
    phase: 'upcoming' as const,
    startsAt: new Date(Date.now() + 50 * 3_600_000).toISOString(),
    endsAt: new Date(Date.now() + 52 * 3_600_000).toISOString(),
    place: { address: '阳光菜市场', latitude: 31.9, longitude: 118.8 },
    branch: { id: 'b'.repeat(24), name: '江宁支行' },
    boothCount: 8,
    signup: null,
  };
  const listed = <T,>(items: T[]) => ({ items, nextCursor: null });

  const TAB = 'GET /tabs/groups';
  const buildTab = (changes: Partial<GroupsTab> = {}) => ({
    me: buildMe(),
    next: null,
    joined: NOTHING,
    nearby: NOTHING,
    ...changes,
  });

  it('shows what comes next, the own groups and those to join', async () => {
    enterAs();
    const other = buildGroupSummary({ id: 'f'.repeat(24), name: '诚达电子员工圈', kind: 'payroll', joined: false });
    serve(TAB, () => buildTab({ next: EVENT, joined: listed([buildGroupSummary()]), nearby: listed([other]) }));
    serve('GET /groups', () => listed([{ ...other, distanceMeters: 1234 }]));
    render(<GroupsPage />);
    expect(await screen.findByText(/阳光市集，(还有|明天)/)).toBeTruthy();
    expect(await screen.findByText('312 人 · 客户经理 周敏')).toBeTruthy();
    expect(await screen.findByText('代发单位 · 江宁支行 · 312 人')).toBeTruthy();
    tap('按离我的距离排列');
    expect(await screen.findByText('代发单位 · 1.2 公里 · 312 人')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '按离我的距离排列' })).toBeNull();
    fireEvent.click(screen.getByText('阳光菜市场福利圈'));
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: `/pages/groups/group/index?id=${GROUP_ID}` });
  });

  it('goes on without the place where the person does not say it', async () => {
    enterAs();
    serve(TAB, () => buildTab({ nearby: listed([buildGroupSummary({ joined: false })]) }));
    Taro.getLocation.mockRejectedValueOnce(new Error('denied'));
    render(<GroupsPage />);
    await screen.findByText('可加入');
    tap('按离我的距离排列');
    expect(await screen.findByText(/没有得到您的位置/)).toBeTruthy();
  });

  it('does not offer to sort groups where there are none', async () => {
    enterAs();
    serve(TAB, () => buildTab());
    render(<GroupsPage />);
    expect(await screen.findByText('没有更多福利圈')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '按离我的距离排列' })).toBeNull();
  });

  it('reads again when it is come back to, and hears who is signed in', async () => {
    enterAs(buildMe());
    serve(TAB, () => buildTab());
    render(<GroupsPage />);
    await screen.findByText('还没有加入福利圈');
    serve(TAB, () => buildTab({ me: buildMe({ nickname: '王阿姨' }) }));
    act(() => live('show'));
    expect(await screen.findByText('王阿姨，您好')).toBeTruthy();
    expect(sent(TAB)).toHaveLength(2);
  });

  it('reads the nearest again when it is come back to', async () => {
    enterAs();
    const near = buildGroupSummary({ id: 'f'.repeat(24), name: '诚达电子员工圈', kind: 'payroll', joined: false });
    serve(TAB, () => buildTab({ nearby: listed([near]) }));
    serve('GET /groups', () => listed([{ ...near, distanceMeters: 1234 }]));
    render(<GroupsPage />);
    await screen.findByText('诚达电子员工圈');
    tap('按离我的距离排列');
    await screen.findByText('代发单位 · 1.2 公里 · 312 人');
    serve('GET /groups', () => listed([{ ...near, distanceMeters: 5678 }]));
    act(() => live('show'));
    expect(await screen.findByText('代发单位 · 5.7 公里 · 312 人')).toBeTruthy();
  });

  it('opens at once for who was signed in last, with one call', async () => {
    enterAs(buildMe({ nickname: '王阿姨' }));
    serve(TAB, () => buildTab({ me: buildMe({ nickname: '王秀英' }) }));
    startAccount(true);
    render(<GroupsPage />);
    expect(screen.getByText('王阿姨，您好')).toBeTruthy();
    expect(await screen.findByText('王秀英，您好')).toBeTruthy();
    expect(requests.map(({ route }) => route)).toEqual([TAB]);
  });

  it('asks to sign in where the session has ended', async () => {
    enterAs();
    refuse(TAB, 401, 'signed_out');
    startAccount(true);
    render(<GroupsPage />);
    expect(await screen.findByText('请先登录')).toBeTruthy();
    expect(screen.queryByText('我加入的')).toBeNull();
  });
});
