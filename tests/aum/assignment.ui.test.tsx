import type { OwnerHolding, RosterFile } from '@linzhang/shared/aum/owners.contract';
import type { PortfolioMember } from '@linzhang/shared/portfolio/portfolioMembers.contract';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import AssignmentPage from '../../miniprogram/src/pages/branch/assignment/index';
import { enterAs, forgetWhoEntered } from '../support/taro/enter';
import { chooseFile } from '../support/taro/files';
import { refuse, requests, serve, serveInTurn } from '../support/taro/server';
import { router } from '../support/taro/taro';
import { headPerson } from './headPerson';

const id = (digit: string) => digit.repeat(24);
const BRANCH = id('b');
const holding = (digit: string, name: string, more: Partial<OwnerHolding> = {}): OwnerHolding => ({
  employee: { id: id(digit), name, number: `E00${digit}`, left: false },
  receives: true,
  members: 0,
  leads: 0,
  channels: 0,
  ...more,
});
const member = (digit: string, name: string): PortfolioMember => ({
  memberId: id(digit),
  name,
  number: `000${digit} 0000`,
  customerNo: `C${digit}`,
  owner: null,
  end: {
    asOf: '2026-10-31',
    tier: 'rising',
    segment: 'B',
    aumFen: 18_600_000,
    products: [],
    transactions: null,
    scope: [],
    watch: false,
    near: false,
  },
  start: null,
  sets: [],
  phoneBound: null,
  moved: null,
  told: true,
  can: { open: true },
});
const ROSTER: RosterFile = {
  fault: null,
  missing: [],
  rows: [
    { customerNo: 'C1', managerNo: 'E001' },
    { customerNo: 'C2', managerNo: 'E001' },
  ],
  managers: [{ number: 'E001', name: '王敏', customers: 2 }],
  rejected: [{ row: 4, customerNo: 'C9', because: 'customer_unknown' }],
};
const DONE = { assigned: 1, kept: 1, unchanged: 0, refused: [] };
const assigned = () => requests.filter(({ route }) => route === 'POST /owner-assignments').map(({ body }) => body);

beforeEach(() => {
  enterAs(headPerson());
  router.params = { branchId: BRANCH };
});
afterEach(forgetWhoEntered);

const typeReason = (text: string) =>
  fireEvent.change(document.querySelector('#assign-reason') as Element, { target: { value: text } });

describe('by a roster', () => {
  const send = async (answer: RosterFile) => {
    serve('POST /owner-rosters', () => answer);
    render(<AssignmentPage />);
    fireEvent.click(await screen.findByRole('button', { name: '选择花名册' }));
    chooseFile('花名册.xlsx');
  };

  it('shows what it says before anything is done, then does it once', async () => {
    await send(ROSTER);
    expect(await screen.findByText('王敏（E001）')).toBeTruthy();
    expect(screen.getByText('第 4 行 C9')).toBeTruthy();
    expect(screen.getByText('本网点的名单里没有这个客户号')).toBeTruthy();
    expect(assigned()).toHaveLength(0);
    serve('POST /owner-assignments', () => DONE);
    fireEvent.click(screen.getByRole('button', { name: '分配 2 位客户' }));
    expect(assigned()).toHaveLength(0);
    typeReason('年初分配');
    const button = screen.getByRole('button', { name: '分配 2 位客户' });
    fireEvent.click(button);
    fireEvent.click(button);
    expect(await screen.findByText('分配好了')).toBeTruthy();
    expect(screen.getByText('1 位，绑定手机号后自动归到名下')).toBeTruthy();
    expect(assigned()).toEqual([
      { branchId: BRANCH, rows: ROSTER.rows, reason: '年初分配', requestId: expect.any(String) },
    ]);
  });

  it('goes on where a part of a long one did not get through, and does none twice', async () => {
    const rows = Array.from({ length: 450 }, (_, n) => ({ customerNo: `C${n}`, managerNo: 'E001' }));
    await send({ ...ROSTER, rows, rejected: [] });
    await screen.findByText('王敏（E001）');
    const part = { assigned: 200, kept: 0, unchanged: 0, refused: [] };
    const last = { ...part, assigned: 49, refused: [{ customerNo: 'C449', because: 'manager_unknown' }] };
    serveInTurn('POST /owner-assignments', [
      { status: 200, body: part },
      'offline',
      { status: 200, body: part },
      { status: 200, body: last },
    ]);
    typeReason('年初分配');
    fireEvent.click(screen.getByRole('button', { name: '分配 450 位客户' }));
    expect(await screen.findByText('没有网络，请检查网络后重试')).toBeTruthy();
    expect(screen.getByText('已分配 200 / 450 位')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '接着分配' }));
    expect(await screen.findByText('449 位')).toBeTruthy();
    expect(screen.getByText('客户经理已不在岗')).toBeTruthy();
    const calls = assigned();
    expect(calls.map(({ rows: sent }) => (sent as unknown[]).length)).toEqual([200, 200, 200, 50]);
    expect(calls[2]?.['requestId']).toBe(calls[1]?.['requestId']);
    expect(new Set(calls.map(({ requestId }) => requestId)).size).toBe(3);
  });

  it('says why a file is none, and what is wrong with one that gives nobody', async () => {
    await send({ ...ROSTER, fault: 'columns_missing', missing: ['managerNo'], rows: [], managers: [], rejected: [] });
    expect(await screen.findByText('缺少必需的列：客户经理工号')).toBeTruthy();
    serve('POST /owner-rosters', () => ({ ...ROSTER, rows: [], managers: [] }));
    fireEvent.click(screen.getByRole('button', { name: '选择花名册' }));
    chooseFile('花名册.csv');
    expect(await screen.findByText(/没有可以分配的行/)).toBeTruthy();
    expect(screen.queryByText('为什么分配')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: '换一份花名册' }));
    expect(screen.getByRole('button', { name: '选择花名册' })).toBeTruthy();
  });
});

describe('customer by customer', () => {
  const show = async () => {
    serve('GET /owner-transfers', () => ({
      items: [holding('1', '王敏', { members: 128 }), holding('2', '赵强'), holding('3', '钱柜', { receives: false })],
    }));
    render(<AssignmentPage />);
    fireEvent.click(await screen.findByRole('tab', { name: '挑选客户' }));
  };

  it('gives those who are ticked to the one who is chosen', async () => {
    serve('GET /portfolio/members', () => ({ items: [member('7', '李*芳'), member('8', '周*')], nextCursor: null }));
    await show();
    fireEvent.click(await screen.findByRole('checkbox', { name: /李\*芳/ }));
    expect(screen.getByText('C7 · 优质 18.6 万')).toBeTruthy();
    expect(requests.find(({ route }) => route === 'GET /portfolio/members')?.query).toEqual({
      branchId: BRANCH,
      position: 'none',
    });
    fireEvent.click(screen.getByRole('button', { name: '选中已列出的' }));
    fireEvent.click(screen.getByRole('checkbox', { name: /李\*芳/ }));
    fireEvent.click(screen.getByRole('button', { name: '分配选中的 1 位' }));
    fireEvent.click(screen.getByRole('button', { name: '分给谁，请选择' }));
    expect(screen.queryByText(/钱柜/)).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: '赵强（E002，客户 0 位）' }));
    typeReason('分给新同事');
    serve('POST /owner-assignments', () => ({ ...DONE, kept: 0 }));
    fireEvent.click(screen.getByRole('button', { name: '给赵强 1 位客户' }));
    expect(await screen.findByText('分配好了')).toBeTruthy();
    expect(assigned()).toMatchObject([{ branchId: BRANCH, rows: [{ memberId: id('8'), managerNo: 'E002' }] }]);
    fireEvent.click(screen.getByRole('button', { name: '完成' }));
    await waitFor(() => expect(screen.getByRole('button', { name: '请先选客户' })).toBeTruthy());
  });

  it('looks among the customers of a colleague, of a tier', async () => {
    serve('GET /portfolio/members', () => ({ items: [], nextCursor: null }));
    await show();
    expect(await screen.findByText('都有人维护了')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '现在由谁维护，还没有人维护' }));
    fireEvent.click(screen.getByRole('button', { name: '王敏（E001）' }));
    expect(await screen.findByText('没有找到')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '层级，全部层级' }));
    fireEvent.click(screen.getByRole('button', { name: '理财' }));
    await waitFor(() => expect(requests.at(-1)?.query).toEqual({ branchId: BRANCH, ownerId: id('1'), tier: 'wealth' }));
  });

  it('offers another try where it cannot be read', async () => {
    refuse('GET /owner-transfers', 500, 'internal');
    render(<AssignmentPage />);
    fireEvent.click(await screen.findByRole('tab', { name: '挑选客户' }));
    expect(await screen.findByRole('button', { name: '重试' })).toBeTruthy();
  });
});
