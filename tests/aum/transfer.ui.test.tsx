import type { OwnerHolding } from '@linzhang/shared/aum/owners.contract';
import { fireEvent, render, screen } from '@testing-library/react';
import TransferPage from '../../miniprogram/src/pages/branch/transfer/index';
import { enterAs, forgetWhoEntered } from '../support/taro/enter';
import { requests, serve, serveInTurn } from '../support/taro/server';
import { router } from '../support/taro/taro';
import { headPerson } from './headPerson';

const id = (digit: string) => digit.repeat(24);
const LEFT: OwnerHolding = {
  employee: { id: id('1'), name: '王敏', number: 'E001', left: true },
  receives: false,
  members: 250,
  leads: 0,
  channels: 2,
};
const AT_WORK: OwnerHolding = {
  employee: { id: id('2'), name: '赵强', number: 'E002', left: false },
  receives: true,
  members: 3,
  leads: 4,
  channels: 0,
};
const CASHIER: OwnerHolding = {
  employee: { id: id('3'), name: '钱柜', number: 'E003', left: false },
  receives: false,
  members: 0,
  leads: 0,
  channels: 0,
};
const moves = () => requests.filter(({ route }) => route === 'POST /owner-transfers').map(({ body }) => body);

beforeEach(() => {
  enterAs(headPerson());
  router.params = { branchId: id('b') };
  serve('GET /owner-transfers', () => ({ items: [LEFT, AT_WORK, CASHIER] }));
});
afterEach(forgetWhoEntered);

describe('handing over', () => {
  it('begins with those who have left, and shows what lies with each', async () => {
    render(<TransferPage />);
    expect(await screen.findByText('客户 250 · 渠道码 2')).toBeTruthy();
    expect(screen.getByText('客户 3 · 线索 4')).toBeTruthy();
    expect(screen.queryByText(/钱柜/)).toBeNull();
  });

  it('asks once more, then moves part after part until none is left', async () => {
    render(<TransferPage />);
    fireEvent.click(await screen.findByRole('button', { name: /王敏（E001）/ }));
    fireEvent.click(screen.getByRole('button', { name: '交给谁，请选择' }));
    fireEvent.click(screen.getByRole('button', { name: '赵强（E002，客户 3 位）' }));
    fireEvent.click(screen.getByRole('button', { name: '移交' }));
    expect(screen.getByText(/250 位客户和 2 个渠道码会一起过去/)).toBeTruthy();
    serveInTurn('POST /owner-transfers', [
      { status: 200, body: { moved: 200, left: 50, channels: 0 } },
      'offline',
      { status: 200, body: { moved: 50, left: 0, channels: 2 } },
    ]);
    fireEvent.click(document.querySelector('#dialog-yes') as Element);
    expect(await screen.findByText('没有网络，请检查网络后重试')).toBeTruthy();
    expect(screen.getByText('已移交 200 / 250 位客户')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '接着移交' }));
    expect(await screen.findByText('赵强接手客户 250 位，渠道码 2 个')).toBeTruthy();
    const calls = moves();
    expect(calls[0]).toEqual({
      fromId: id('1'),
      toId: id('2'),
      channels: true,
      reason: '离职移交',
      requestId: expect.any(String),
    });
    expect(calls.map(({ requestId }) => requestId === calls[1]?.['requestId'])).toEqual([false, true, true]);
  });

  it('opens for the one it was opened for, and leaves the channels where one wants', async () => {
    router.params = { branchId: id('b'), fromId: id('1') };
    render(<TransferPage />);
    fireEvent.click(await screen.findByRole('checkbox', { name: '渠道码一起移交（2 个）' }));
    fireEvent.click(screen.getByRole('button', { name: '交给谁，请选择' }));
    fireEvent.click(screen.getByRole('button', { name: '赵强（E002，客户 3 位）' }));
    fireEvent.click(screen.getByRole('button', { name: '移交' }));
    serve('POST /owner-transfers', () => ({ moved: 250, left: 0, channels: 0 }));
    fireEvent.click(document.querySelector('#dialog-yes') as Element);
    expect(await screen.findByText('赵强接手客户 250 位')).toBeTruthy();
    expect(moves()).toMatchObject([{ channels: false }]);
    fireEvent.click(screen.getByRole('button', { name: '完成' }));
    expect(await screen.findByText('已停用，还没移交')).toBeTruthy();
  });

  it('says what becomes of the leads of somebody who works on', async () => {
    render(<TransferPage />);
    fireEvent.click(await screen.findByRole('button', { name: /赵强（E002）/ }));
    expect(screen.getByText(/线索随客户走/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '选另一位同事' }));
    expect(await screen.findByText('已停用，还没移交')).toBeTruthy();
  });

  it('says what will appear where nobody has anything', async () => {
    serve('GET /owner-transfers', () => ({ items: [CASHIER] }));
    render(<TransferPage />);
    expect(await screen.findByText('没有要移交的')).toBeTruthy();
  });
});
