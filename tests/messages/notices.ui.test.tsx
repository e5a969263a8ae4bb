import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { enterAsPersona, leave, startAccount } from '../../miniprogram/src/features/members/account';
import { useMessageAsk } from '../../miniprogram/src/features/messages/useMessageAsk';
import { dropToken, keepToken } from '../../miniprogram/src/lib/session';
import NoticesPage from '../../miniprogram/src/pages/members/notices/index';
import { buildMe } from '../support/taro/me';
import { requests, serve } from '../support/taro/server';
import Taro from '../support/taro/taro';

const NOTICE = {
  id: '1'.repeat(24),
  kind: 'claim_redeemed',
  title: '您的券已使用',
  text: '满50减20',
  page: 'pages/offers/claim/index?id=1',
  at: '2026-11-14T02:00:00.000Z',
  read: false,
};

async function open(items: unknown[]): Promise<void> {
  const me = buildMe();
  serve('POST /sessions', () => ({ token: 'token', expiresAt: '2026-12-01T00:00:00.000Z', me }));
  serve('GET /me', () => me);
  serve('GET /me/notices', () => ({ items, nextCursor: null, unread: items.length }));
  serve('POST /me/notices/read', () => ({ unread: 0 }));
  startAccount();
  await act(() => enterAsPersona('sim:somebody'));
  render(<NoticesPage />);
}

afterEach(() => {
  act(() => leave());
  dropToken();
});

describe('what a member was told', () => {
  it('is listed, counts as read once seen, and opens what it speaks of', async () => {
    await open([
      NOTICE,
      { ...NOTICE, id: '2'.repeat(24), page: 'pages/tabs/claims/index', title: '券快到期', read: true },
    ]);
    fireEvent.click(await screen.findByText('您的券已使用'));
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/pages/offers/claim/index?id=1' });
    fireEvent.click(screen.getByText('券快到期'));
    expect(Taro.switchTab).toHaveBeenCalledWith({ url: '/pages/tabs/claims/index' });
    expect(screen.getAllByText('新').length).toBe(1);
    await waitFor(() =>
      expect(requests.filter(({ route }) => route === 'POST /me/notices/read').map(({ body }) => body)).toEqual([
        { upTo: NOTICE.id },
      ]),
    );
  });

  it('is nothing yet', async () => {
    await open([]);
    expect(await screen.findByText('还没有消息')).toBeTruthy();
    expect(requests.some(({ route }) => route === 'POST /me/notices/read')).toBe(false);
  });
});

describe('asking for WeChat messages', () => {
  function Asking() {
    const ask = useMessageAsk(['event'], true);
    return (
      <button type="button" onClick={ask}>
        报名
      </button>
    );
  }
  const templates = [
    { id: 'for-events', topic: 'event', credits: 0 },
    { id: 'for-offers', topic: 'offer', credits: 0 },
  ];

  it('happens within the tap, for its topic, and a yes is recorded', async () => {
    process.env['TARO_ENV'] = 'weapp';
    keepToken('token');
    serve('GET /me/message-templates', () => ({ items: templates }));
    serve('POST /me/message-credits', () => ({ items: templates }));
    Taro.requestSubscribeMessage.mockResolvedValueOnce({ errMsg: 'ok', 'for-events': 'accept' } as never);
    render(<Asking />);
    await waitFor(() => expect(requests.length).toBe(1));
    await act(async () => undefined);
    fireEvent.click(screen.getByText('报名'));
    expect(Taro.requestSubscribeMessage).toHaveBeenCalledWith({ tmplIds: ['for-events'], entityIds: [] });
    await waitFor(() =>
      expect(requests.find(({ route }) => route === 'POST /me/message-credits')?.body['accepted']).toEqual([
        'for-events',
      ]),
    );
  });

  it('records no yes where the member said no', async () => {
    process.env['TARO_ENV'] = 'weapp';
    keepToken('token');
    serve('GET /me/message-templates', () => ({ items: templates }));
    Taro.requestSubscribeMessage.mockResolvedValueOnce({ errMsg: 'ok', 'for-events': 'reject' } as never);
    render(<Asking />);
    await waitFor(() => expect(requests.length).toBe(1));
    await act(async () => undefined);
    fireEvent.click(screen.getByText('报名'));
    await act(async () => undefined);
    expect(requests.some(({ route }) => route === 'POST /me/message-credits')).toBe(false);
  });

  it('never happens in the browser', async () => {
    keepToken('token');
    render(<Asking />);
    fireEvent.click(screen.getByText('报名'));
    await act(async () => undefined);
    expect([requests.length, Taro.requestSubscribeMessage.mock.calls.length]).toEqual([0, 0]);
  });
});
