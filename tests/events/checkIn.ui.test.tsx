import { act, fireEvent, render, screen } from '@testing-library/react';
import { leave, setMe } from '../../miniprogram/src/features/members/account';
import { dropToken, keepToken } from '../../miniprogram/src/lib/session';
import CheckInPage from '../../miniprogram/src/pages/work/checkIn/index';
import { codeOf, STAFF } from '../stamps/atBooth';
import { refuse, requests, serve, serveInTurn } from '../support/taro/server';
import { router } from '../support/taro/taro';
import { EVENT_ID } from './workEvent';

const CHECK_INS = 'POST /check-ins';
const sent = () => requests.filter(({ route }) => route === CHECK_INS).map(({ body }) => body);
const answer = (changes: object = {}) => ({
  result: 'checked_in',
  member: { name: '李*芳', number: '8K2Q F7M0' },
  checkedInAt: '2026-11-08T02:12:00.000Z',
  signup: { state: 'confirmed', number: 12 },
  ...changes,
});

beforeEach(() => {
  keepToken('token');
  serve('GET /me', () => STAFF);
  act(() => setMe(STAFF));
  router.params = { eventId: EVENT_ID };
  render(<CheckInPage />);
});

afterEach(() => {
  act(() => leave());
  dropToken();
});

/** Scans as in a browser without camera: the text of the code is pasted. */
async function scan(code: string): Promise<void> {
  fireEvent.click(await screen.findByRole('button', { name: '扫码签到' }));
  fireEvent.change(screen.getByLabelText('码的内容'), { target: { value: code } });
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: '使用这个码' }));
  });
}

describe('letting customers in', () => {
  it('says first which code is asked for', async () => {
    expect(await screen.findByText('入场签到')).toBeTruthy();
    expect(sent()).toEqual([]);
  });

  it.each([
    ['李*芳 · 报名第 12 号', { state: 'confirmed', number: 12 }],
    ['李*芳 · 候补第 3 号', { state: 'waiting', number: 3 }],
    ['李*芳 · 没有报名，现场参加', null],
  ])('says who came: %s', async (words, signup) => {
    serve(CHECK_INS, () => answer({ signup }));
    const code = codeOf('li');
    await scan(code);
    expect(await screen.findByText('签到成功')).toBeTruthy();
    expect(screen.getByText(words)).toBeTruthy();
    expect(sent()).toMatchObject([{ code, eventId: EVENT_ID }]);
  });

  it('says when somebody is in already', async () => {
    serve(CHECK_INS, () => answer({ result: 'already_checked_in' }));
    await scan(codeOf('li'));
    expect(await screen.findByText('已经签到')).toBeTruthy();
    expect(screen.getByText(/李\*芳 · .*11 月 8 日 10:12 签到过/)).toBeTruthy();
  });

  it('says why somebody is not let in, and lets the next one in', async () => {
    refuse(CHECK_INS, 422, 'code_other_event');
    await scan(codeOf('li'));
    expect(await screen.findByText('没有签到')).toBeTruthy();
    serve(CHECK_INS, () => answer());
    await scan(codeOf('wang'));
    expect(await screen.findByText('签到成功')).toBeTruthy();
    expect(screen.queryByText('没有签到')).toBeNull();
  });

  it('needs the network, and sends the same request again', async () => {
    serveInTurn(CHECK_INS, ['offline', { status: 201, body: answer() }]);
    const code = codeOf('li');
    await scan(code);
    expect(await screen.findByText('需要网络')).toBeTruthy();
    await scan(code);
    expect(await screen.findByText('签到成功')).toBeTruthy();
    expect(sent()[0]).toEqual(sent()[1]);
  });
});
