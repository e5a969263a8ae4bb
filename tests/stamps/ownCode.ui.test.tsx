import { SLOT_MS, slotOf } from '@linzhang/shared/stamps/codes.rules';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { QrCode } from '../../miniprogram/src/components/display/QrCode';
import { forgetServerTime } from '../../miniprogram/src/lib/serverTime';
import { remember } from '../../miniprogram/src/lib/storage';
import CodePage from '../../miniprogram/src/pages/events/code/index';
import { enterAs, forgetWhoEntered } from '../support/taro/enter';
import { buildMe } from '../support/taro/me';
import { stopClockAt } from '../support/taro/phoneClock';
import { requests, serve, serveInTurn } from '../support/taro/server';
import Taro, { live, router } from '../support/taro/taro';
import { buildCard, EVENT_ID } from './cards';

const CODES = `POST /events/${EVENT_ID}/codes`;
const ME = buildMe({ nickname: '李芳' });
const codeOf = (slot: number) => `LZ1.stamp.alias.${slot}`;

/** An hour of codes from the slot before the one of `at`. */
function hourFrom(at: Date) {
  const firstSlot = slotOf(at) - 1;
  return { firstSlot, codes: Array.from({ length: 120 }, (_, index) => codeOf(firstSlot + index)) };
}

/** Drawn before waiting for it: drawing changes the document, which would wake up the waiting again and again. */
function pictureOf(text: string): string {
  const { container, unmount } = render(<QrCode text={text} label="wanted" />);
  const src = container.querySelector('img')?.getAttribute('src') ?? '';
  unmount();
  return src;
}

const shown = () => screen.queryByAltText('我的码')?.getAttribute('src');

/** Somewhere inside a slot, so that no test runs over its end. */
function insideSlot(): Date {
  return new Date(slotOf(new Date()) * SLOT_MS + 10_000);
}

function openCode(): void {
  enterAs(ME);
  router.params = { id: EVENT_ID };
  render(<CodePage />);
}

beforeEach(() => {
  stopClockAt(insideSlot());
  serve(`GET /events/${EVENT_ID}/card`, () => buildCard(4));
  serve(`GET /events/${EVENT_ID}/card/news`, () => ({ version: 4, card: null }));
});

afterEach(() => {
  forgetWhoEntered();
  forgetServerTime();
  jest.useRealTimers();
});

it('shows the code of the server time, however wrong the clock of the phone is', async () => {
  const right = new Date(Date.now() + 47 * 60_000);
  serve(CODES, () => ({ ...hourFrom(right), serverTime: right.toISOString() }));
  const wanted = pictureOf(codeOf(slotOf(right)));
  openCode();
  await waitFor(() => expect(shown()).toBe(wanted));
  expect(screen.getByText('20')).toBeTruthy();
  expect(screen.getByText('每 30 秒自动更新，截图无效')).toBeTruthy();
  expect(screen.getByText('李芳')).toBeTruthy();
});

it('changes the code with the slot', async () => {
  serve(CODES, () => ({ ...hourFrom(new Date()), serverTime: new Date().toISOString() }));
  openCode();
  await waitFor(() => expect(shown()).toBeTruthy());
  stopClockAt(new Date(Date.now() + SLOT_MS));
  const wanted = pictureOf(codeOf(slotOf(new Date())));
  await waitFor(() => expect(shown()).toBe(wanted), { timeout: 2500 });
});

it('can be copied where the people of the demo sign in', async () => {
  serve(CODES, () => ({ ...hourFrom(new Date()), serverTime: new Date().toISOString() }));
  openCode();
  fireEvent.click(await screen.findByText('复制码的内容（演示用）'));
  await waitFor(() => expect(Taro.setClipboardData).toHaveBeenCalledWith({ data: codeOf(slotOf(new Date())) }));
});

it('works without network for as long as the kept codes last', async () => {
  remember('codes.stamp', { ...hourFrom(new Date(Date.now() - 30 * 60_000)), owner: `${ME.id}.${EVENT_ID}` });
  serveInTurn(CODES, ['offline']);
  openCode();
  expect(await screen.findByText(/现在没有网络，码照常可用/)).toBeTruthy();
  expect(shown()).toBe(pictureOf(codeOf(slotOf(new Date()))));
});

it('never shows codes of somebody else, or of another event', async () => {
  remember('codes.stamp', { ...hourFrom(new Date()), owner: `${'9'.repeat(24)}.${EVENT_ID}` });
  serveInTurn(CODES, ['offline']);
  openCode();
  expect(await screen.findByText('没有打开成功')).toBeTruthy();
  expect(shown()).toBeUndefined();
});

it('fetches no new hour while the kept one is nearly whole', async () => {
  remember('codes.stamp', { ...hourFrom(new Date()), owner: `${ME.id}.${EVENT_ID}` });
  openCode();
  await waitFor(() => expect(shown()).toBeTruthy());
  expect(requests.filter(({ route }) => route === CODES)).toEqual([]);
});

it('says which stamp was granted while the code is held out', async () => {
  serve(CODES, () => ({ ...hourFrom(new Date()), serverTime: new Date().toISOString() }));
  const granted = { status: 200, body: { version: 5, card: buildCard(5) } };
  serveInTurn(`GET /events/${EVENT_ID}/card/news`, [granted, { status: 200, body: { version: 5, card: null } }]);
  openCode();
  expect(await screen.findByText('第 5 章')).toBeTruthy();
  expect(screen.getByText('得到勋章·礼品，到银行摊位领取')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '继续出示' }));
  expect(screen.queryByText('第 5 章')).toBeNull();
  expect(shown()).toBeTruthy();
});

it('brightens the screen while it is in front, and puts it back', async () => {
  process.env['TARO_ENV'] = 'weapp';
  serve(CODES, () => ({ ...hourFrom(new Date()), serverTime: new Date().toISOString() }));
  openCode();
  await waitFor(() => expect(Taro.setScreenBrightness).toHaveBeenLastCalledWith({ value: 1 }));
  act(() => live('hide'));
  await waitFor(() => expect(Taro.setScreenBrightness).toHaveBeenLastCalledWith({ value: 0.4 }));
  act(() => live('show'));
  await waitFor(() => expect(Taro.setScreenBrightness).toHaveBeenLastCalledWith({ value: 1 }));
});
