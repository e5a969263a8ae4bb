import type { Claim, RedemptionRequest } from '@linzhang/shared/claims/claims.contract';
import type { ClaimsTab } from '@linzhang/shared/tabs/tabs.contract';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { forgetServerTime } from '../../miniprogram/src/lib/serverTime';
import ClaimPage from '../../miniprogram/src/pages/offers/claim/index';
import ConfirmPage from '../../miniprogram/src/pages/offers/confirm/index';
import ClaimsPage from '../../miniprogram/src/pages/tabs/claims/index';
import { enterAs, forgetWhoEntered } from '../support/taro/enter';
import { buildMe } from '../support/taro/me';
import { stopClockAt } from '../support/taro/phoneClock';
import { requests, serve, serveInTurn } from '../support/taro/server';
import Taro, { live, router } from '../support/taro/taro';

const page = <T,>(items: T[]) => ({ items, nextCursor: null });
const NOW = '2026-11-22T04:00:00.000Z';
const CLAIM_ID = '8K2QF7M01ZXC';
const CLAIM = `GET /me/claims/${CLAIM_ID}`;
const WAITING = 'GET /me/redemption-requests';
const REDEMPTION_ID = 'a'.repeat(24);
const CONFIRM = `POST /me/redemption-requests/${REDEMPTION_ID}/confirmations`;
const TERMS = { kind: 'cash_off', thresholdFen: 5000, offFen: 2000 } as const;

function buildClaim(changes: Partial<Claim> = {}): Claim {
  return {
    id: CLAIM_ID,
    offer: { id: 'f'.repeat(24), name: '阳光菜市场满减券', terms: TERMS, intro: '' },
    merchant: { id: 'd'.repeat(24), name: '阳光菜市场' },
    state: 'claimed',
    claimedAt: '2026-11-20T04:00:00.000Z',
    validFrom: '2026-11-20T04:00:00.000Z',
    validUntil: '2026-11-22T10:00:00.000Z',
    redeemedAt: null,
    billFen: null,
    offFen: null,
    aumNeededFen: null,
    ...changes,
  };
}

const USED = buildClaim({ state: 'redeemed', redeemedAt: NOW, billFen: 6300, offFen: 2000 });

function buildRequest(changes: Partial<RedemptionRequest> = {}): RedemptionRequest {
  return {
    id: REDEMPTION_ID,
    claim: { id: CLAIM_ID, name: '阳光菜市场满减券', terms: TERMS },
    merchant: { id: 'd'.repeat(24), name: '阳光菜市场' },
    billFen: 6300,
    offFen: 2000,
    askedAt: NOW,
    confirmBefore: '2026-11-22T04:01:00.000Z',
    ...changes,
  };
}

const TAB = 'GET /tabs/claims';

function buildTab(changes: Partial<ClaimsTab> = {}): ClaimsTab {
  const counts = { usable: 0, used: 0, ended: 0 };
  return { me: buildMe(), counts, waiting: null, usable: page([]), claimable: page([]), ...changes };
}

const sent = (route: string) => requests.filter((one) => one.route === route);

beforeEach(() => {
  stopClockAt(new Date(NOW));
  enterAs();
  router.params = { id: CLAIM_ID };
  serve(WAITING, () => ({ items: [], serverTime: NOW }));
  serve('POST /me/redeem-codes', () => ({
    firstSlot: Math.floor(Date.parse(NOW) / 30_000),
    codes: Array.from({ length: 120 }, (_, index) => `LZ1.redeem.${index}`),
    serverTime: NOW,
  }));
});

afterEach(() => {
  forgetWhoEntered();
  forgetServerTime();
  jest.useRealTimers();
});

describe('the wallet', () => {
  it('holds what can be used, says until when, and what can be claimed', async () => {
    const later = buildClaim({ id: 'X'.repeat(12), validUntil: '2026-11-30T16:00:00.000Z' });
    serve(TAB, () => buildTab({ counts: { usable: 2, used: 1204, ended: 0 }, usable: page([buildClaim(), later]) }));
    render(<ClaimsPage />);
    expect(await screen.findByRole('tab', { name: '可用 2' })).toBeTruthy();
    expect([screen.getByRole('tab', { name: '已用 1,204' }), screen.getByRole('tab', { name: '已过期' })]).toHaveLength(
      2,
    );
    expect(await screen.findByText('今天 18:00 到期')).toBeTruthy();
    expect(screen.getByText('11 月 30 日 前有效')).toBeTruthy();
    expect(await screen.findByText('现在没有可以直接领的')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: /今天 18:00 到期/ }));
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: `/pages/offers/claim/index?id=${CLAIM_ID}` });
  });

  it('keeps what was used, with what it saved', async () => {
    serve(TAB, () => buildTab());
    serve('GET /me/claims', () => page([USED]));
    render(<ClaimsPage />);
    expect(await screen.findByText('还没有可用的券')).toBeTruthy();
    fireEvent.click(screen.getByRole('tab', { name: '已用' }));
    expect(await screen.findByText('今天 12:00 已使用，省 20.00 元')).toBeTruthy();
  });

  it('reads what was used again when it is come back to', async () => {
    serve(TAB, () => buildTab());
    serve('GET /me/claims', () => page([]));
    render(<ClaimsPage />);
    fireEvent.click(await screen.findByRole('tab', { name: '已用' }));
    await waitFor(() => expect(sent('GET /me/claims')).toHaveLength(1));
    serve('GET /me/claims', () => page([USED]));
    act(() => live('show'));
    expect(await screen.findByText('今天 12:00 已使用，省 20.00 元')).toBeTruthy();
  });

  it('says that a counter waits for the tap', async () => {
    serve(TAB, () => buildTab({ waiting: buildRequest() }));
    render(<ClaimsPage />);
    fireEvent.click(await screen.findByRole('button', { name: '去确认' }));
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/pages/offers/confirm/index' });
  });
});

describe('a claim', () => {
  it('is shown as a rotating code and as its own code in groups of four', async () => {
    serve(CLAIM, () => buildClaim());
    render(<ClaimPage />);
    expect(await screen.findByAltText('我的码')).toBeTruthy();
    expect(screen.getByText('8K2Q F7M0 1ZXC')).toBeTruthy();
  });

  it('opens the confirmation once when a counter asks', async () => {
    serve(CLAIM, () => buildClaim());
    serve(WAITING, () => ({ items: [buildRequest()], serverTime: NOW }));
    render(<ClaimPage />);
    await waitFor(() => expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/pages/offers/confirm/index' }));
    await act(() => new Promise((resolve) => setTimeout(resolve, 2300)));
    expect(Taro.navigateTo).toHaveBeenCalledTimes(1);
  });

  it('says by itself that it was used, when the code was scanned', async () => {
    serveInTurn(CLAIM, [
      { status: 200, body: buildClaim() },
      { status: 200, body: USED },
    ]);
    render(<ClaimPage />);
    await screen.findByAltText('我的码');
    expect(await screen.findByText('已使用', undefined, { timeout: 4500 })).toBeTruthy();
    expect(screen.queryByAltText('我的码')).toBeNull();
  }, 10_000);

  it.each([
    ['expired', buildClaim({ state: 'expired' }), '已过期'],
    ['over by the clock', buildClaim({ validUntil: NOW }), '已过期'],
    [
      'not yet valid',
      buildClaim({ validFrom: '2026-11-23T01:00:00.000Z', validUntil: '2026-11-30T16:00:00.000Z' }),
      '明天 9:00 起可用',
    ],
    ['cancelled by the bank', buildClaim({ state: 'cancelled' }), '已由银行取消，可以重新领取'],
  ])('shows no code while it is %s', async (_name, claim, words) => {
    serve(CLAIM, () => claim);
    render(<ClaimPage />);
    expect((await screen.findAllByText(words)).length).toBeGreaterThan(0);
    expect(screen.queryByAltText('我的码')).toBeNull();
  });

  it('can be shown without network by its code', async () => {
    serveInTurn(CLAIM, ['offline']);
    render(<ClaimPage />);
    expect(await screen.findByText(/码可以照常出示/, undefined, { timeout: 4000 })).toBeTruthy();
    expect(screen.getByText('8K2Q F7M0 1ZXC')).toBeTruthy();
  }, 10_000);
});

describe('confirming a redemption', () => {
  it('shows the bill, and uses the claim with one tap', async () => {
    serve(WAITING, () => ({ items: [buildRequest()], serverTime: NOW }));
    serve(CONFIRM, () => USED);
    render(<ConfirmPage />);
    expect(await screen.findByText('43.00 元')).toBeTruthy();
    const button = screen.getByRole('button', { name: '确认使用' });
    fireEvent.click(button);
    fireEvent.click(button);
    expect(await screen.findByText('已使用')).toBeTruthy();
    expect(screen.getByText('省 20.00 元')).toBeTruthy();
    expect(sent(CONFIRM)).toHaveLength(1);
  });

  it('counts down by the server, however wrong the clock of the phone is', async () => {
    const server = '2026-11-22T06:30:00.000Z';
    const request = buildRequest({ askedAt: '2026-11-22T06:29:40.000Z', confirmBefore: '2026-11-22T06:30:40.000Z' });
    serve(WAITING, () => ({ items: [request], serverTime: server }));
    render(<ConfirmPage />);
    expect(await screen.findByText('40 秒内有效')).toBeTruthy();
  });

  it('lets nobody confirm what has lapsed', async () => {
    const request = buildRequest({ askedAt: '2026-11-22T03:59:00.000Z', confirmBefore: NOW });
    serve(WAITING, () => ({ items: [request], serverTime: NOW }));
    render(<ConfirmPage />);
    expect(await screen.findByText('已超过 60 秒，请店员重新输入券码')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '确认使用' }));
    expect(sent(CONFIRM)).toEqual([]);
  });

  it('says what to do where nothing waits', async () => {
    render(<ConfirmPage />);
    expect(await screen.findByText('没有等待确认的券')).toBeTruthy();
  });
});
