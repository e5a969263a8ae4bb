import type { Approval } from '@linzhang/shared/approvals/approvals.contract';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import InboxPage from '../../miniprogram/src/pages/work/inbox/index';
import { enterAs, forgetWhoEntered } from '../support/taro/enter';
import { buildMe } from '../support/taro/me';
import { refuse, requests, serve } from '../support/taro/server';
import Taro from '../support/taro/taro';

const ID = 'a'.repeat(24);
const DECIDE = `POST /approvals/${ID}/decisions`;
const ME = buildMe();

function buildApproval(over: Partial<Approval> = {}): Approval {
  return {
    id: ID,
    kind: 'offer_raise',
    branch: { id: 'b'.repeat(24), name: '江宁支行' },
    subject: { kind: 'offer', id: 'c'.repeat(24), name: '满50减20' },
    facts: { stock: 500, budgetFen: 1_000_000, addStock: 200, addBudgetFen: 400_000 },
    reason: '周末人多',
    status: 'open',
    requestedBy: { id: 'd'.repeat(24), name: '周敏' },
    requestedAt: '2026-11-20T02:00:00.000Z',
    decidedBy: null,
    decidedAt: null,
    note: null,
    can: { decide: true, withdraw: false },
    ...over,
  };
}

const INBOX = { approvals: 1, conflicts: 0, channelReviews: 0, doubts: 3, deskLeads: 2, total: 6 };
const listed = (items: Approval[]) => serve('GET /approvals', () => ({ items, nextCursor: null }));
const sent = () => requests.filter(({ route }) => route === DECIDE);
const tap = (name: string, index = 0) => fireEvent.click(screen.getAllByRole('button', { name })[index] as HTMLElement);

beforeEach(() => {
  serve('GET /work/conflicts', () => ({ items: [], nextCursor: null }));
  serve('GET /work/inbox', () => INBOX);
  enterAs(buildMe({ can: { ...ME.can, openWork: true, decide: true } }));
});
afterEach(forgetWhoEntered);

it('shows what is asked, by whom and why, with the numbers', async () => {
  listed([buildApproval()]);
  render(<InboxPage />);
  expect(await screen.findByText('追加优惠：满50减20')).toBeTruthy();
  for (const text of ['理由：周末人多', '200', '4000.00 元', '10000.00 元'])
    expect(screen.getByText(text)).toBeTruthy();
  expect(screen.queryByRole('button', { name: '撤回申请' })).toBeNull();
});

it('agrees after a yes, once, and reads the list again', async () => {
  listed([buildApproval()]);
  serve(DECIDE, () => buildApproval({ status: 'approved' }));
  render(<InboxPage />);
  await screen.findByText('追加优惠：满50减20');
  tap('同意');
  expect(sent()).toEqual([]);
  listed([]);
  tap('同意', 1);
  expect(await screen.findByText('没有要确认的')).toBeTruthy();
  expect(sent().map(({ body }) => body)).toMatchObject([{ approve: true, note: '' }]);
});

it('sends back only with a reason', async () => {
  listed([buildApproval()]);
  serve(DECIDE, () => buildApproval({ status: 'rejected' }));
  render(<InboxPage />);
  await screen.findByText('追加优惠：满50减20');
  tap('退回');
  tap('退回', 1);
  expect(sent()).toEqual([]);
  fireEvent.change(screen.getByLabelText('退回的原因'), { target: { value: '预算不够' } });
  tap('退回', 1);
  await waitFor(() => expect(sent().map(({ body }) => body)).toMatchObject([{ approve: false, note: '预算不够' }]));
});

it('says that somebody else decided first', async () => {
  listed([buildApproval()]);
  refuse(DECIDE, 409, 'approval_closed');
  render(<InboxPage />);
  await screen.findByText('追加优惠：满50减20');
  tap('同意');
  tap('同意', 1);
  expect(await screen.findByText(/这项申请已经有结果了/)).toBeTruthy();
});

it('lets who asked withdraw, and nobody else decide', async () => {
  listed([buildApproval({ can: { decide: false, withdraw: true } })]);
  serve(`POST /approvals/${ID}/withdrawals`, () => buildApproval({ status: 'withdrawn' }));
  render(<InboxPage />);
  await screen.findByText('追加优惠：满50减20');
  expect(screen.queryByRole('button', { name: '同意' })).toBeNull();
  tap('撤回申请');
  tap('撤回');
  await waitFor(() => expect(requests.map(({ route }) => route)).toContain(`POST /approvals/${ID}/withdrawals`));
});

it('says how much waits on other pages, and leads there', async () => {
  listed([]);
  render(<InboxPage />);
  fireEvent.click(await screen.findByRole('button', { name: /待分派的线索/ }));
  expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: '/pages/branch/leads/index' });
  expect(await screen.findByText('2 条')).toBeTruthy();
  expect(screen.getByText('3 条')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: /名单里认不准的客户/ }));
  expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: '/pages/branch/doubts/index' });
  expect(screen.getByRole('button', { name: /渠道绑定复核.*没有/ })).toBeTruthy();
});

it('still leads to the other pages where the numbers cannot be read', async () => {
  listed([]);
  refuse('GET /work/inbox', 500, 'internal');
  render(<InboxPage />);
  expect(await screen.findByRole('button', { name: /待分派的线索/ })).toBeTruthy();
  expect(screen.queryByText(/条$/)).toBeNull();
});

it('tells of a list of the bank how much it moves, and opens it', async () => {
  const facts = { rows: 1204, beforeFen: 18_600_000_000, movedFen: 2_310_000_000 };
  const subject = { kind: 'aum_import', id: 'e'.repeat(24), name: '十一月名单.xlsx' };
  listed([buildApproval({ kind: 'aum_import', subject, facts, reason: null })]);
  render(<InboxPage />);
  expect(await screen.findByText('导入资产名单：十一月名单.xlsx')).toBeTruthy();
  for (const text of ['1,204', '18,600.0 万', '2,310.0 万（12.4 %）']) expect(screen.getByText(text)).toBeTruthy();
  tap('看这份名单');
  expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: `/pages/branch/import/index?id=${subject.id}` });
});

it('tells whose origin goes from whom to whom and why, and opens how the customer came', async () => {
  const subject = { kind: 'member', id: 'f'.repeat(24), name: '陈*姨：周敏 → 李娜' };
  listed([buildApproval({ kind: 'origin_change', subject, facts: {}, reason: '由李娜在菜市场带来' })]);
  render(<InboxPage />);
  expect(await screen.findByText('改首维护人，陈*姨：周敏 → 李娜')).toBeTruthy();
  expect(screen.getByText('理由：由李娜在菜市场带来')).toBeTruthy();
  tap('看客户怎么来的');
  expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: `/pages/branch/origins/index?memberId=${subject.id}` });
});
