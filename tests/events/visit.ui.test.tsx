import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import EventPage from '../../miniprogram/src/pages/events/event/index';
import SignupPage from '../../miniprogram/src/pages/events/signup/index';
import { enterAs, enterAsStranger, forgetWhoEntered } from '../support/taro/enter';
import { buildMe } from '../support/taro/me';
import { refuse, requests, serve, serveInTurn } from '../support/taro/server';
import Taro, { router, shared } from '../support/taro/taro';
import { buildEvent, buildSignup, EVENT_ID } from './customerEvents';

const EVENT = `GET /events/${EVENT_ID}`;
const SIGNUPS = `POST /events/${EVENT_ID}/signups`;
const LEAVE = `DELETE /events/${EVENT_ID}/signups/mine`;
const CONFIRMED = {
  state: 'confirmed',
  number: 37,
  waitingPlace: null,
  signedUpAt: '2026-11-02T01:00:00.000Z',
} as const;
const WAITING = { state: 'waiting', number: 43, waitingPlace: 3, signedUpAt: '2026-11-02T01:00:00.000Z' } as const;

const sent = (route: string) => requests.filter((one) => one.route === route);

beforeEach(() => {
  router.params = { id: EVENT_ID };
  serve('GET /terms', () => ({ version: '1', title: '条款', summary: ['请先阅读'], sections: [] }));
});
afterEach(forgetWhoEntered);

describe('the page of an event', () => {
  it('opens for a stranger with a shared link: what, when, where, and the empty card', async () => {
    enterAsStranger();
    serve(EVENT, () => buildEvent());
    render(<EventPage />);
    expect(await screen.findByText('逛摊位，集章领礼品。')).toBeTruthy();
    expect(screen.getByLabelText('茶叶摊，还没盖章')).toBeTruthy();
    expect(screen.getByRole('button', { name: '去登录' })).toBeTruthy();
    expect(requests.map(({ route, token }) => [route, token])).toEqual([[EVENT, null]]);
  });

  it('asks who has not agreed to agree, when taking part', async () => {
    enterAs(buildMe({ consented: false }));
    serve(EVENT, () => buildEvent());
    render(<EventPage />);
    fireEvent.click(await screen.findByRole('button', { name: '暂不同意' }));
    fireEvent.click(await screen.findByRole('button', { name: '阅读并同意' }));
    expect(await screen.findByRole('dialog')).toBeTruthy();
  });

  it('says that an event was cancelled, and offers no step', async () => {
    enterAsStranger();
    serve(EVENT, () => buildEvent({ phase: 'cancelled' }));
    render(<EventPage />);
    expect(await screen.findByText(/这场活动已经取消/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: '去登录' })).toBeNull();
  });

  it('is shared with a signed card, and as it is while there is none', async () => {
    enterAs();
    serve(EVENT, () => buildEvent());
    refuse(`GET /events/${EVENT_ID}/card`, 404, 'not_found');
    serve('POST /share-tokens', () => ({
      token: 't',
      path: 'pages/channels/arrival/index?share=t',
      title: '来逛阳光市集',
    }));
    render(<EventPage />);
    expect(shared.card()).toEqual({ title: '邀您来逛活动', path: `/pages/events/event/index?id=${EVENT_ID}` });
    const signed = { title: '来逛阳光市集', path: '/pages/channels/arrival/index?share=t' };
    await waitFor(() => expect(shared.card()).toEqual(signed));
    expect(sent('POST /share-tokens')[0]?.body).toEqual({ target: { kind: 'event', id: EVENT_ID } });
    await screen.findByText('逛摊位，集章领礼品。');
  });

  it('leads to signing up', async () => {
    enterAs();
    serve(EVENT, () => buildEvent());
    refuse(`GET /events/${EVENT_ID}/card`, 404, 'not_found');
    render(<EventPage />);
    expect(await screen.findByText('还有 12 个名额')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '报名' }));
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: `/pages/events/signup/index?id=${EVENT_ID}` });
  });
});

describe('signing up', () => {
  it('takes one place however fast one taps, and shows the number at large', async () => {
    enterAs();
    const own = buildEvent({ signup: buildSignup({ mine: CONFIRMED }) });
    serveInTurn(EVENT, [
      { status: 200, body: buildEvent() },
      { status: 200, body: own },
    ]);
    serve(SIGNUPS, () => CONFIRMED);
    render(<SignupPage />);
    const button = await screen.findByRole('button', { name: '报名' });
    fireEvent.click(button);
    fireEvent.click(button);
    expect(await screen.findByText('您的报名号')).toBeTruthy();
    expect(screen.getByText('37')).toBeTruthy();
    expect(sent(SIGNUPS)).toHaveLength(1);
  });

  it('keeps the request of a lost answer, so that a second try takes no second place', async () => {
    enterAs();
    serve(EVENT, () => buildEvent());
    serveInTurn(SIGNUPS, ['offline', { status: 201, body: CONFIRMED }]);
    render(<SignupPage />);
    fireEvent.click(await screen.findByRole('button', { name: '报名' }));
    expect(await screen.findByText('没有网络，请检查网络后重试')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '报名' }));
    await waitFor(() => expect(sent(SIGNUPS)).toHaveLength(2));
    expect(sent(SIGNUPS)[0]?.body).toEqual(sent(SIGNUPS)[1]?.body);
  });

  it('offers the waiting list, and says the place in it', async () => {
    enterAs();
    const full = buildSignup({ phase: 'waiting_list', confirmedCount: 40, waitingCount: 2 });
    serveInTurn(EVENT, [
      { status: 200, body: buildEvent({ signup: full }) },
      { status: 200, body: buildEvent({ signup: { ...full, mine: WAITING } }) },
    ]);
    serve(SIGNUPS, () => WAITING);
    render(<SignupPage />);
    fireEvent.click(await screen.findByRole('button', { name: '排队候补' }));
    expect(await screen.findByText('候补顺序')).toBeTruthy();
    expect(screen.getByText('3')).toBeTruthy();
  });

  it('gives the place back only after a yes', async () => {
    enterAs();
    serve(EVENT, () => buildEvent({ signup: buildSignup({ mine: CONFIRMED }) }));
    serve(LEAVE, () => buildSignup());
    render(<SignupPage />);
    fireEvent.click(await screen.findByRole('button', { name: '取消报名' }));
    fireEvent.click(screen.getByRole('button', { name: '再想想' }));
    expect(sent(LEAVE)).toHaveLength(0);
    fireEvent.click(screen.getByRole('button', { name: '取消报名' }));
    const [, yes] = screen.getAllByRole('button', { name: '取消报名' });
    if (!yes) throw new Error('no question was asked');
    await act(async () => void fireEvent.click(yes));
    await waitFor(() => expect(sent(LEAVE)).toHaveLength(1));
  });
});
