import type { AumDoubt } from '@linzhang/shared/aum/aum.contract';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import DoubtsPage from '../../miniprogram/src/pages/branch/doubts/index';
import { enterAs, forgetWhoEntered } from '../support/taro/enter';
import { downloads } from '../support/taro/files';
import { refuse, requests, serve, serveInTurn } from '../support/taro/server';
import Taro, { router } from '../support/taro/taro';
import { headPerson } from './headPerson';

const id = (digit: string) => digit.repeat(24);
const ACCOUNT = id('a');
const DOUBT: AumDoubt = {
  accountId: ACCOUNT,
  customerNo: 'C1001',
  name: '李芳',
  phone: '138****0001',
  birthYear: 1980,
  aumFen: 18_600_000,
  asOf: '2025-10-31',
  doubt: 'phone_shared',
  member: { id: id('2'), name: '李*芳', number: '8K2Q F7M0' },
};
const route = `POST /aum-doubts/${ACCOUNT}/decisions`;
const decisions = () => requests.filter((request) => request.route === route);

beforeEach(() => {
  enterAs(headPerson());
  router.params = { branchId: id('b') };
});
afterEach(forgetWhoEntered);

const show = async () => {
  serveInTurn('GET /aum-doubts', [
    { status: 200, body: { items: [DOUBT], nextCursor: null } },
    { status: 200, body: { items: [], nextCursor: null } },
  ]);
  render(<DoubtsPage />);
  await screen.findByText('多个客户号用同一手机号');
};

describe('customers of whom it is not plain who they are', () => {
  it('stand beside the member, and a yes is asked once', async () => {
    await show();
    expect(requests[0]?.query).toMatchObject({ branchId: id('b') });
    expect(screen.getByText('18.6 万（2025 年 10 月 31 日）')).toBeTruthy();
    serve(route, () => ({ outcome: 'matched' }));
    fireEvent.click(screen.getByRole('button', { name: '是同一个人' }));
    expect(screen.getByText(/用同一手机号的其他客户号就不是这位会员了/)).toBeTruthy();
    const yes = document.querySelector('#confirm-doubt') as Element;
    fireEvent.click(yes);
    fireEvent.click(yes);
    expect(await screen.findByText('没有要核对的客户')).toBeTruthy();
    expect(decisions().map(({ body }) => body)).toEqual([
      { memberId: DOUBT.member.id, accept: true, requestId: expect.any(String) },
    ]);
  });

  it('are kept apart by a no', async () => {
    await show();
    serve(route, () => ({ outcome: 'refused' }));
    fireEvent.click(screen.getByRole('button', { name: '不是' }));
    fireEvent.click(screen.getByRole('button', { name: '不是同一个人' }));
    await waitFor(() =>
      expect(Taro.showToast).toHaveBeenCalledWith(expect.objectContaining({ title: '已记下，不再询问' })),
    );
    expect(decisions()[0]?.body).toMatchObject({ accept: false });
  });

  it('may have been decided by somebody else meanwhile', async () => {
    await show();
    refuse(route, 409, 'already_decided');
    fireEvent.click(screen.getByRole('button', { name: '是同一个人' }));
    fireEvent.click(document.querySelector('#confirm-doubt') as Element);
    expect(await screen.findByText('这件事已经处理过了，请刷新查看结果')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '关闭' }));
    expect(await screen.findByText('没有要核对的客户')).toBeTruthy();
  });

  it('come as a file', async () => {
    await show();
    serve('GET /aum-doubt-file', () => ({ name: '待确认匹配.csv', mime: 'text/csv', base64: btoa('rows') }));
    fireEvent.click(screen.getByRole('button', { name: '下载这些客户' }));
    await waitFor(() => expect(downloads).toEqual([{ name: '待确认匹配.csv', text: 'rows' }]));
  });
});
