import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import BadgesPage from '../../miniprogram/src/pages/events/badges/index';
import CardPage from '../../miniprogram/src/pages/events/card/index';
import StampsPage from '../../miniprogram/src/pages/tabs/stamps/index';
import { enterAs, forgetWhoEntered } from '../support/taro/enter';
import { buildMe } from '../support/taro/me';
import { stopClockAt } from '../support/taro/phoneClock';
import { requests, serve, serveInTurn } from '../support/taro/server';
import Taro, { live, router } from '../support/taro/taro';
import { buildCard, EVENT_ID } from './cards';

const CARD = `GET /events/${EVENT_ID}/card`;
const NEWS = `GET /events/${EVENT_ID}/card/news`;
const NO_NEWS = { version: 4, card: null };

function openCard(): void {
  enterAs();
  router.params = { id: EVENT_ID };
  serve(`POST /events/${EVENT_ID}/codes`, () => ({ firstSlot: 0, codes: [], serverTime: new Date().toISOString() }));
  render(<CardPage />);
}

const textOf = (id: string) => document.getElementById(id)?.textContent;
const asked = (route: string) => requests.filter((sent) => sent.route === route).length;

afterEach(forgetWhoEntered);

describe('the stamp card', () => {
  it('says how far one has come, what is next and where to go', async () => {
    serve(CARD, () => buildCard(4));
    serve(NEWS, () => NO_NEWS);
    openCard();
    expect(await screen.findByText('逛 8 个摊位，集满 5 章得勋章')).toBeTruthy();
    expect(textOf('next-stamp')).toBe('再集 1 章，到银行摊位领取勋章·礼品');
    expect(screen.getByLabelText('豆腐坊，已盖章')).toBeTruthy();
    expect(screen.getByText('入口右转第二家 · 试吃一口')).toBeTruthy();
    expect(screen.queryByText('中间走道 · 试吃一口')).toBeNull();
    expect(Taro.setNavigationBarTitle).toHaveBeenCalledWith({ title: '阳光市集' });
  });

  it('lets a stamp fall the moment it is granted, at its own angle', async () => {
    serve(CARD, () => buildCard(4));
    serveInTurn(NEWS, [{ status: 200, body: { version: 5, card: buildCard(5) } }, 'offline']);
    openCard();
    const tea = await screen.findByLabelText('茶叶摊，已盖章');
    expect(tea.querySelector('.fresh')).toBeTruthy();
    expect(screen.getByLabelText('蔬果摊，已盖章').querySelector('.fresh')).toBeNull();
    expect(tea.style.transform).toMatch(/^rotate\(-?[2-6]deg\)$/);
    expect(tea.style.transform).not.toBe(screen.getByLabelText('蔬果摊，已盖章').style.transform);
  });

  it('asks for news only while it is in front', async () => {
    serve(CARD, () => buildCard(4));
    serve(NEWS, () => NO_NEWS);
    openCard();
    await waitFor(() => expect(asked(NEWS)).toBeGreaterThan(0));
    act(() => live('hide'));
    await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
    const before = asked(NEWS);
    await act(() => new Promise((resolve) => setTimeout(resolve, 600)));
    expect(asked(NEWS)).toBe(before);
  });

  it('leads from an earned prize to its claim', async () => {
    serve(CARD, () => buildCard(5));
    serve(NEWS, () => NO_NEWS);
    openCard();
    fireEvent.click(await screen.findByRole('button', { name: /已放进券包/ }));
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/pages/offers/claim/index?id=8K2QF7M01ZXC' });
  });

  it('keeps the card of an event that is over, without a code to show', async () => {
    const over = { ...buildCard(4).event, open: false, endsAt: '2026-11-22T09:00:00.000Z' };
    stopClockAt(new Date('2026-11-23T00:00:00.000Z'));
    serve(CARD, () => buildCard(4, { event: over, can: { showCode: false } }));
    openCard();
    expect(await screen.findByText('活动已结束，这张卡留作纪念')).toBeTruthy();
    expect(screen.queryByText('出示集章码')).toBeNull();
    jest.useRealTimers();
  });

  it('says why it could not be read, and reads it on demand', async () => {
    serveInTurn(CARD, [
      { status: 404, body: { error: { code: 'not_found' } } },
      { status: 200, body: buildCard(4) },
    ]);
    serve(NEWS, () => NO_NEWS);
    openCard();
    fireEvent.click(await screen.findByRole('button', { name: '重试' }));
    expect(await screen.findByText('集章卡')).toBeTruthy();
  });
});

describe('the tab of stamps', () => {
  it('lists the cards and the events to come', async () => {
    enterAs();
    const { id, name, startsAt, endsAt } = buildCard(5).event;
    const own = { event: { id, name, startsAt, endsAt }, stampCount: 5, needed: 5, completedAt: startsAt };
    const nothing = { items: [], nextCursor: null };
    serve('GET /tabs/stamps', () => ({ me: buildMe(), cards: { items: [own], nextCursor: null }, events: nothing }));
    render(<StampsPage />);
    fireEvent.click(await screen.findByRole('button', { name: /阳光市集/ }));
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: `/pages/events/card/index?id=${EVENT_ID}` });
    expect(await screen.findByText('近期没有活动')).toBeTruthy();
  });

  it('asks nothing of the server for who has not agreed to the terms', async () => {
    enterAs(buildMe({ consented: false }));
    serve('GET /terms', () => ({ version: '1', title: '条款', summary: ['请先阅读'], sections: [] }));
    render(<StampsPage />);
    await screen.findByText('· 请先阅读');
    expect(screen.getByText('还没有集章卡')).toBeTruthy();
    expect(asked('GET /me/cards')).toBe(0);
  });

  it('shows badges as seals, and says how to earn one', async () => {
    enterAs();
    serve('GET /me/badges', () => ({ items: [], nextCursor: null }));
    const { unmount } = render(<BadgesPage />);
    expect(await screen.findByText('还没有勋章')).toBeTruthy();
    unmount();
    const badge = { id: 'b'.repeat(24), name: '市集达人', event: { id: EVENT_ID, name: '阳光市集' } };
    serve('GET /me/badges', () => ({ items: [{ ...badge, earnedAt: '2026-11-08T02:00:00.000Z' }], nextCursor: null }));
    render(<BadgesPage />);
    expect(await screen.findByLabelText('市集达人')).toBeTruthy();
  });
});
