import type { Approval } from '@linzhang/shared/approvals/approvals.contract';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import InboxPage from '../../miniprogram/src/pages/work/inbox/index';
import { enterAs, forgetWhoEntered } from '../support/taro/enter';
import { buildMe } from '../support/taro/me';
import { refuse, requests, serve } from '../support/taro/server';

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

const listed = (items: Approval[]) => serve('GET /approvals', () => ({ items, nextCursor: null }));
const sent = () => requests.filter(({ route }) => route === DECIDE);
const tap = (name: string, index = 0) => fireEvent.click(screen.getAllByRole('button', { name })[index] as HTMLElement);

beforeEach(() => {
  serve('GET /work/conflicts', () => ({ items: [], nextCursor: null }));
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
