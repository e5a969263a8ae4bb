import { meAbilities } from '@linzhang/shared/members/members.policy';
import { fireEvent, render, screen } from '@testing-library/react';
import WorkHomePage from '../../miniprogram/src/pages/work/home/index';
import { enterAs, forgetWhoEntered } from '../support/taro/enter';
import { buildMe } from '../support/taro/me';
import { refuse, requests, serve } from '../support/taro/server';
import Taro from '../support/taro/taro';

const EMPLOYEE = {
  id: 'd'.repeat(24),
  number: 'JN002',
  name: '王建国',
  position: 'branch_head',
  branch: { id: 'b'.repeat(24), name: '江宁支行' },
  merchant: null,
};

function enter(...roles: string[]): void {
  const subject = { employeeId: EMPLOYEE.id, branchId: EMPLOYEE.branch.id, roles };
  enterAs(buildMe({ can: meAbilities(true, subject), employee: { ...EMPLOYEE, roles } as never }));
}

const headings = () => screen.getAllByRole('heading').map((heading) => heading.textContent);
const tiles = () => screen.getAllByRole('button').map((tile) => tile.id);

beforeEach(() =>
  serve('GET /work/inbox', () => ({
    approvals: 1,
    conflicts: 2,
    channelReviews: 0,
    doubts: 0,
    deskLeads: 0,
    total: 3,
  })),
);
afterEach(forgetWhoEntered);

it('gives a head the branch first, with how much waits', async () => {
  enter('head');
  render(<WorkHomePage />);
  await screen.findByText('3');
  const inbox = screen.getByRole('button', { name: '3 待办' });
  expect(headings()).toEqual(['网点经营', '我的客户', '现场', '福利圈和活动', '管理']);
  fireEvent.click(inbox);
  expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: '/pages/work/inbox/index' });
  for (const [id, page] of [
    ['overview', 'overview'],
    ['targets', 'targets'],
    ['branch-leads', 'leads'],
    ['imports', 'imports'],
    ['assignment', 'assignment'],
    ['transfer', 'transfer'],
    ['report', 'report'],
    ['origins', 'origins'],
  ]) {
    fireEvent.click(document.getElementById(id as string) as HTMLElement);
    expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: `/pages/branch/${page}/index` });
  }
});

it('opens the inbox where its number cannot be read', async () => {
  refuse('GET /work/inbox', 500, 'internal');
  enter('head');
  render(<WorkHomePage />);
  expect(await screen.findByText('待办')).toBeTruthy();
});

it('gives a manager the own customers first, and asks for no inbox', async () => {
  enter('manager');
  render(<WorkHomePage />);
  expect(await screen.findByText('今日')).toBeTruthy();
  expect(headings()).toEqual(['我的客户', '现场', '福利圈和活动', '管理']);
  expect(tiles()).toEqual([
    'today',
    'leads',
    'pool',
    'portfolio',
    'prospects',
    'scorecard',
    'channels',
    'shift',
    'groups',
    'events',
    'computer-login',
  ]);
  expect(requests.map(({ route }) => route)).not.toContain('GET /work/inbox');
});

it('gives a cashier the counter only', async () => {
  enter('cashier');
  render(<WorkHomePage />);
  await screen.findByText('核销');
  expect(tiles()).toEqual(['shift', 'redeem', 'computer-login']);
});

it('gives an admin who is nothing else no customers of the own', async () => {
  enter('admin');
  render(<WorkHomePage />);
  await screen.findByText('待办');
  expect(headings()).toEqual(['网点经营', '福利圈和活动', '管理']);
});
