import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import WorkGroupPage from '../../miniprogram/src/pages/work/group/index';
import GroupFormPage from '../../miniprogram/src/pages/work/groupForm/index';
import WorkGroupsPage from '../../miniprogram/src/pages/work/groups/index';
import { enterAs, forgetWhoEntered } from '../support/taro/enter';
import { buildMe } from '../support/taro/me';
import { refuse, requests, serve } from '../support/taro/server';
import Taro, { router } from '../support/taro/taro';
import { buildWorkGroup, GROUP_ID } from './customerGroups';

const BRANCH_ID = 'b'.repeat(24);
const ME = buildMe();
const HEAD = buildMe({
  can: { ...ME.can, openWork: true, manageGroups: true },
  employee: {
    id: 'd'.repeat(24),
    number: 'JN002',
    name: '王建国',
    roles: ['head'],
    position: 'branch_head',
    branch: { id: BRANCH_ID, name: '江宁支行' },
    merchant: null,
  } as never,
});
const sent = (route: string) => requests.filter((one) => one.route === route);
const tap = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

beforeEach(() => {
  router.params = { id: GROUP_ID };
  enterAs(HEAD);
});
afterEach(forgetWhoEntered);

describe('opening a group', () => {
  const GROUP = `GET /work/groups/${GROUP_ID}`;
  const STATUS = `POST /work/groups/${GROUP_ID}/status`;

  it('says what is to mend, and cannot be done before', async () => {
    serve(GROUP, () => buildWorkGroup({ faults: [{ code: 'notice_missing', field: 'notice' }] }));
    render(<WorkGroupPage />);
    expect(await screen.findByText(/^公告：/)).toBeTruthy();
    tap('开放给客户');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('asks, goes by the version that was read, and tells what WeChat refused', async () => {
    serve(GROUP, () => buildWorkGroup());
    refuse(STATUS, 422, 'group_not_ready', { faults: [{ code: 'text_rejected', field: 'welcome' }] });
    render(<WorkGroupPage />);
    await screen.findByText('312 / 500 人');
    tap('开放给客户');
    tap('开放');
    expect(await screen.findByText(/^欢迎语：文字没有通过/)).toBeTruthy();
    serve(STATUS, () =>
      buildWorkGroup({ status: 'open', version: 5, can: { update: true, open: false, close: true, seeMembers: true } }),
    );
    tap('开放给客户');
    tap('开放');
    expect(await screen.findByText('关闭，不再接收新成员')).toBeTruthy();
    expect(sent(STATUS).map(({ body }) => body)).toEqual([
      { status: 'open', version: 4 },
      { status: 'open', version: 4 },
    ]);
  });
});

describe('making a group', () => {
  it('sends what was typed, with the own branch', async () => {
    router.params = {};
    serve('GET /branches', () => ({ items: [{ id: BRANCH_ID, name: '江宁支行' }], can: { create: false } }));
    serve('GET /merchants', () => ({ items: [{ id: 'c'.repeat(24), name: '阳光菜市场' }], nextCursor: null }));
    serve('GET /employees', () => ({
      items: [
        { id: 'd'.repeat(24), number: 'JN003', name: '周敏', roles: ['manager'], status: 'active' },
        { id: '9'.repeat(24), number: 'JN004', name: '孙丽', roles: ['staff'], status: 'active' },
        { id: '8'.repeat(24), number: 'JN009', name: '离职的', roles: ['manager'], status: 'disabled' },
      ],
      nextCursor: null,
    }));
    serve('POST /work/groups', () => buildWorkGroup());
    render(<GroupFormPage />);
    await screen.findByLabelText('福利圈名称');
    expect(screen.queryByText('孙丽（JN004）')).toBeNull();
    expect(screen.queryByText('离职的（JN009）')).toBeNull();
    type('福利圈名称', ' 阳光菜市场福利圈 ');
    tap('存为草稿');
    expect(sent('POST /work/groups')).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: /^行业/ }));
    tap('农贸市场');
    fireEvent.click(screen.getByRole('checkbox', { name: '周敏（JN003）' }));
    type('公告', '每周六集章');
    type('地址', '天元东路 16 号');
    type('纬度', '31.95');
    type('经度', '118.84');
    type('人数上限', '0');
    expect(screen.getByText('请填 1 到 100000 的整数')).toBeTruthy();
    type('人数上限', '300');
    tap('存为草稿');
    await waitFor(() => expect(sent('POST /work/groups')).toHaveLength(1));
    expect(sent('POST /work/groups')[0]?.body).toMatchObject({
      branchId: BRANCH_ID,
      name: '阳光菜市场福利圈',
      kind: 'merchant',
      merchantId: null,
      managerIds: ['d'.repeat(24)],
      industry: 'food_market',
      notice: '每周六集章',
      welcome: '',
      memberLimit: 300,
    });
  });
});

describe('the list of groups', () => {
  it('leads to the groups, and to a new one only for who may make it', async () => {
    serve('GET /work/groups', () => ({ items: [buildWorkGroup({ status: 'open' })], nextCursor: null }));
    const { unmount } = render(<WorkGroupsPage />);
    fireEvent.click(await screen.findByText('阳光菜市场福利圈'));
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: `/pages/work/group/index?id=${GROUP_ID}` });
    expect(screen.getByRole('button', { name: '新建福利圈' })).toBeTruthy();
    unmount();
    forgetWhoEntered();
    enterAs(buildMe({ can: { ...ME.can, openWork: true } }));
    render(<WorkGroupsPage />);
    await screen.findByText('阳光菜市场福利圈');
    expect(screen.queryByRole('button', { name: '新建福利圈' })).toBeNull();
  });
});
