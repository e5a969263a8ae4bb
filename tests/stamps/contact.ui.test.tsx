import { act, fireEvent, render, screen } from '@testing-library/react';
import { leave, setMe } from '../../miniprogram/src/features/members/account';
import { dropToken, keepToken } from '../../miniprogram/src/lib/session';
import ContactPage from '../../miniprogram/src/pages/work/contact/index';
import { refuse, requests, serve, serveInTurn } from '../support/taro/server';
import { router } from '../support/taro/taro';
import { BOOTH_ID, codeOf, STAFF, serveBooth } from './atBooth';

const CONTACTS = 'POST /contacts';
const sent = () => requests.filter(({ route }) => route === CONTACTS).map(({ body }) => body);
const added = (again: boolean) => ({
  member: { name: '李*芳', number: '8K2Q F7M0' },
  addedAt: '2026-11-08T02:12:00.000Z',
  again,
});

beforeEach(() => {
  keepToken('token');
  serveBooth();
  act(() => setMe(STAFF));
  router.params = { boothId: BOOTH_ID };
  render(<ContactPage />);
});

afterEach(() => {
  act(() => leave());
  dropToken();
});

/** Scans as in a browser without camera: the text of the code is pasted. */
async function scan(code: string): Promise<void> {
  fireEvent.click(await screen.findByRole('button', { name: '扫客户集章码' }));
  fireEvent.change(screen.getByLabelText('码的内容'), { target: { value: code } });
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: '使用这个码' }));
  });
}

describe('adding contacts at the booth of the bank', () => {
  it('says first what it is for', async () => {
    expect(await screen.findByText('登记新联系人')).toBeTruthy();
    expect(sent()).toEqual([]);
  });

  it('records who was scanned at this booth', async () => {
    serve(CONTACTS, () => added(false));
    const code = codeOf('li');
    await scan(code);
    expect(await screen.findByText('已登记')).toBeTruthy();
    expect(screen.getByText(/李\*芳/)).toBeTruthy();
    expect(sent()).toMatchObject([{ code, boothId: BOOTH_ID }]);
  });

  it('says when somebody was added before', async () => {
    serve(CONTACTS, () => added(true));
    await scan(codeOf('li'));
    expect(await screen.findByText('之前加过')).toBeTruthy();
    expect(screen.getByText(/11 月 8 日 10:12 登记过/)).toBeTruthy();
  });

  it('says why nothing was recorded, and records the next one', async () => {
    refuse(CONTACTS, 422, 'code_expired');
    await scan(codeOf('li'));
    expect(await screen.findByText('没有登记')).toBeTruthy();
    serveInTurn(CONTACTS, [{ status: 201, body: added(false) }]);
    await scan(codeOf('wang'));
    expect(await screen.findByText('已登记')).toBeTruthy();
    expect(screen.queryByText('没有登记')).toBeNull();
  });

  it('sends the same request again where the answer was lost', async () => {
    serveInTurn(CONTACTS, ['offline', { status: 201, body: added(false) }]);
    const code = codeOf('li');
    await scan(code);
    expect(await screen.findByText(/没有网络/)).toBeTruthy();
    await scan(code);
    expect(await screen.findByText('已登记')).toBeTruthy();
    expect(sent()[0]).toEqual(sent()[1]);
  });
});
