import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { leave, setMe } from '../../miniprogram/src/features/members/account';
import { keepScan, keptScans } from '../../miniprogram/src/features/stamps/keptScans';
import { keepShift, shiftOf } from '../../miniprogram/src/features/stamps/preparedShifts';
import { dropToken, keepToken } from '../../miniprogram/src/lib/session';
import ScanPage from '../../miniprogram/src/pages/work/scan/index';
import ScanQueuePage from '../../miniprogram/src/pages/work/scanQueue/index';
import ShiftPage from '../../miniprogram/src/pages/work/shift/index';
import type { RecentScan, ScanAnswer } from '../../shared/src/stamps/scans.contract';
import { refuse, requests, serve, serveInTurn } from '../support/taro/server';
import Taro, { router, setNetwork } from '../support/taro/taro';
import {
  ASSIGNMENT,
  BOOTH_ID,
  buildShift,
  codeOf,
  EMPLOYEE_ID,
  PREPARED,
  STAFF,
  STAMP_ID,
  serveBooth,
  stamped,
  TODAY,
} from './atBooth';

const sentTo = (route: string) => requests.filter((sent) => sent.route === route).map(({ body }) => body);

beforeEach(() => {
  keepToken('token');
  serveBooth();
  act(() => setMe(STAFF));
});

afterEach(() => {
  act(() => leave());
  dropToken();
});

async function openBooth(): Promise<void> {
  router.params = { boothId: BOOTH_ID };
  render(<ScanPage />);
  await screen.findByText('128');
}

/** Scans as in a browser without camera: the text of the code is pasted. */
async function scan(code: string): Promise<void> {
  fireEvent.click(await screen.findByRole('button', { name: '扫客户集章码' }));
  fireEvent.change(screen.getByLabelText('码的内容'), { target: { value: ` ${code} ` } });
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: '使用这个码' }));
  });
  await screen.findByRole('button', { name: '扫客户集章码' });
}

it('shows the last scans, those of an earlier day of the event with that day', async () => {
  const yesterday = new Date(Date.now() - 24 * 3600_000).toISOString();
  const last = { result: 'stamped', offline: false, voided: false, can: { undo: false } } as const;
  const items: RecentScan[] = [new Date().toISOString(), yesterday].map((at, index) => {
    const member = { name: ['李*芳', '王*'][index] ?? '', number: '8K2Q F7M0' };
    return { ...last, id: String(index), at, member, ordinal: 5 - index, stampId: String(index) };
  });
  serve(`GET /booths/${BOOTH_ID}/recent`, () => ({ items, nextCursor: null }));
  await openBooth();
  expect(await screen.findByText(/^\d+:\d\d · 第 5 章$/)).toBeTruthy();
  expect(screen.getByText(/^昨天 \d+:\d\d · 第 4 章$/)).toBeTruthy();
});

describe('a scan at a booth', () => {
  it('is stamped: who, the how many-th, and what to hand out', async () => {
    await openBooth();
    const handOut = [{ name: '帆布袋', kind: 'prize', state: 'granted', here: true, claimId: '0123456789AB' }] as const;
    serve('POST /scans', () => stamped({ handOut: [...handOut] }));
    const code = codeOf('li');
    await scan(code);
    expect(await screen.findByText('盖章成功')).toBeTruthy();
    expect(screen.getByText('李*芳 · 第 5 章')).toBeTruthy();
    expect(screen.getByText('请发放：帆布袋 1 份')).toBeTruthy();
    expect(sentTo('POST /scans')).toMatchObject([{ code, boothId: BOOTH_ID }]);
  });

  const at = '2026-11-22T02:12:00.000Z';
  const already = { stampId: STAMP_ID, member: { name: '', number: '8K2Q F7M0' }, ordinal: 2, stampedAt: at };
  it.each<{ answer: ScanAnswer; title: string; text: RegExp }>([
    { answer: { result: 'already_stamped', ...already }, title: '已经盖过', text: /会员 8K2Q F7M0 · .*10:12 盖过/ },
    { answer: { result: 'code_invalid', at: null }, title: '无效的码', text: /伪造/ },
    { answer: { result: 'code_other_event', at: null }, title: '别的活动', text: /本场活动/ },
    { answer: { result: 'not_assigned', at: null }, title: '不在班次', text: /活动负责人/ },
    { answer: { result: 'code_replayed', at }, title: '重复使用', text: /别的摊位/ },
    { answer: { result: 'code_expired', at: null }, title: '码已过期', text: /截图/ },
    { answer: { result: 'code_future', at: null }, title: '时间不准', text: /快了/ },
    { answer: { result: 'event_closed', at: '2020-01-01T00:00:00.000Z' }, title: '活动未开放', text: /结束/ },
    { answer: { result: 'works_here', at: null }, title: '本场员工', text: /不能集章/ },
  ])('says $title, with its own words', async ({ answer, title, text }) => {
    await openBooth();
    serve('POST /scans', () => answer);
    await scan(codeOf('li'));
    expect(await screen.findByText(title)).toBeTruthy();
    expect(screen.getByText(text)).toBeTruthy();
    expect(screen.queryByText('盖章成功')).toBeNull();
  });

  it('is not sent where the text is no stamp code', async () => {
    await openBooth();
    await scan('https://example.com');
    expect(await screen.findByText('无效的码')).toBeTruthy();
    await scan(codeOf('li', 1, 'redeem'));
    expect(await screen.findByText('这是核销码')).toBeTruthy();
    expect(sentTo('POST /scans')).toEqual([]);
  });

  it('uses the scanner of WeChat in the mini-program', async () => {
    process.env['TARO_ENV'] = 'weapp';
    await openBooth();
    Taro.scanCode.mockRejectedValueOnce({ errMsg: 'scanCode:fail cancel' });
    fireEvent.click(screen.getByText('扫客户集章码'));
    await waitFor(() => expect(screen.queryByText('请稍候…')).toBeNull());
    expect(Taro.showToast).not.toHaveBeenCalled();
    const code = codeOf('li');
    Taro.scanCode.mockResolvedValueOnce({ errMsg: 'ok', result: code });
    serve('POST /scans', () => stamped());
    fireEvent.click(await screen.findByText('扫客户集章码'));
    expect(await screen.findByText('盖章成功')).toBeTruthy();
    expect(sentTo('POST /scans')).toMatchObject([{ code }]);
  });

  it('can be taken back for a while, with a reason', async () => {
    await openBooth();
    serve('POST /scans', () => stamped());
    await scan(codeOf('li'));
    fireEvent.click(await screen.findByRole('button', { name: '撤销' }));
    fireEvent.click(screen.getByRole('button', { name: /^原因/ }));
    fireEvent.click(screen.getByRole('button', { name: '其他原因' }));
    fireEvent.click(screen.getByRole('button', { name: '撤销这个章' }));
    const route = `POST /stamps/${STAMP_ID}/undos`;
    expect(sentTo(route)).toEqual([]);
    serve(route, () => ({ stampId: STAMP_ID, voidedAt: at, because: 'undone' }));
    fireEvent.change(screen.getByLabelText('说明'), { target: { value: '客户走了' } });
    fireEvent.click(screen.getByRole('button', { name: '撤销这个章' }));
    await waitFor(() => expect(screen.queryByText('盖章成功')).toBeNull());
    expect(sentTo(route)).toMatchObject([{ reason: '客户走了' }]);
  });

  it('offers no undo when its time is over', async () => {
    await openBooth();
    serve('POST /scans', () => stamped({ undoUntil: at }));
    await scan(codeOf('li'));
    await screen.findByText('盖章成功');
    expect(screen.queryByRole('button', { name: '撤销' })).toBeNull();
  });
});

describe('a booth without network', () => {
  it('keeps the scan with the requestId that may have got through, and names nobody', async () => {
    act(() => keepShift(EMPLOYEE_ID, PREPARED, new Date()));
    await openBooth();
    serveInTurn('POST /scans', ['offline']);
    await scan(codeOf('li'));
    expect(await screen.findByText('已记下')).toBeTruthy();
    expect(screen.getByText('联网后生效，请先不发礼品')).toBeTruthy();
    expect(screen.queryByText(/李|第 5 章|请发放/)).toBeNull();
    expect(keptScans(EMPLOYEE_ID).map(({ requestId }) => requestId)).toEqual([sentTo('POST /scans')[0]?.['requestId']]);
  });

  it('does not even ask the server where the phone knows that there is none', async () => {
    act(() => keepShift(EMPLOYEE_ID, PREPARED, new Date()));
    await openBooth();
    act(() => setNetwork(false));
    await scan(codeOf('li'));
    expect(await screen.findByText(/没有网络 · 1 条待传 · 离线准备到/)).toBeTruthy();
    expect(sentTo('POST /scans')).toEqual([]);
  });

  it('says that nothing was kept where nobody prepared', async () => {
    await openBooth();
    act(() => setNetwork(false));
    await scan(codeOf('li'));
    expect(await screen.findByText(/这一次没有记下/)).toBeTruthy();
    expect(keptScans(EMPLOYEE_ID)).toEqual([]);
  });

  it('opens from what the phone knows, when the server was never reached', async () => {
    act(() => keepShift(EMPLOYEE_ID, PREPARED, new Date()));
    for (const route of ['today', 'recent']) serveInTurn(`GET /booths/${BOOTH_ID}/${route}`, ['offline']);
    router.params = { boothId: BOOTH_ID };
    render(<ScanPage />);
    expect(await screen.findByText('银行摊位')).toBeTruthy();
    expect(screen.getByText('客户完成“投壶”后盖章')).toBeTruthy();
  });
});

describe('the own shift', () => {
  it('is prepared once, however often it is tapped, and kept on the phone', async () => {
    serve('GET /shifts/assignments', () => ({ items: [ASSIGNMENT], serverTime: new Date().toISOString() }));
    serve('POST /shifts', () => buildShift());
    render(<ShiftPage />);
    const button = await screen.findByRole('button', { name: '离线准备' });
    fireEvent.click(button);
    fireEvent.click(button);
    expect(await screen.findByRole('button', { name: '重新准备' })).toBeTruthy();
    expect(sentTo('POST /shifts')).toHaveLength(1);
    expect(shiftOf(EMPLOYEE_ID, BOOTH_ID)?.shift.token).toBe(PREPARED.shift.token);
  });

  it('says what will appear where nobody is assigned today', async () => {
    serve('GET /shifts/assignments', () => ({ items: [], serverTime: new Date().toISOString() }));
    render(<ShiftPage />);
    expect(await screen.findByText('今天没有您的班次')).toBeTruthy();
  });

  it('is shown as last heard while there is no network', async () => {
    serveInTurn('GET /shifts/assignments', [
      { status: 200, body: { items: [ASSIGNMENT], serverTime: new Date().toISOString() } },
      'offline',
    ]);
    const first = render(<ShiftPage />);
    await screen.findByText('银行摊位 · 8 号');
    first.unmount();
    render(<ShiftPage />);
    expect(await screen.findByText('银行摊位 · 8 号', {}, { timeout: 4000 })).toBeTruthy();
  });

  it('says why it could not be read, with a way to try again', async () => {
    refuse('GET /shifts/assignments', 403, 'forbidden');
    render(<ShiftPage />);
    expect(await screen.findByRole('button', { name: '重试' })).toBeTruthy();
  });
});

describe('the page of the queue', () => {
  const keptAt = '2026-11-22T02:42:08.000Z';
  const fate = {
    requestId: '00000000-0000-4000-8000-000000000001',
    boothId: BOOTH_ID,
    sequence: 40,
    scannedAt: keptAt,
    receivedAt: keptAt,
    state: 'conflict',
    because: 'code_two_booths',
  };

  it('hands in by hand and tells what became of each', async () => {
    const scan = { requestId: fate.requestId, code: codeOf('a'), boothId: BOOTH_ID, shiftId: PREPARED.shift.id };
    keepShift(EMPLOYEE_ID, PREPARED, new Date());
    keepScan(EMPLOYEE_ID, { ...scan, scannedAt: keptAt });
    serveInTurn('GET /scan-batches/mine', [
      { status: 200, body: { items: [], nextCursor: null } },
      { status: 200, body: { items: [fate], nextCursor: null } },
    ]);
    serve('POST /scan-batches', () => ({ items: [fate] }));
    render(<ScanQueuePage />);
    expect(await screen.findByText('等待网络')).toBeTruthy();
    expect(screen.getByText('10:42:08')).toBeTruthy();
    expect(await screen.findByText('还没有离线记录')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '立即上传 1 条' }));
    expect(await screen.findByText('等负责人核实')).toBeTruthy();
    expect(screen.getByText('同一个码在两个摊位出现')).toBeTruthy();
    expect(screen.getByText('这台手机上没有待上传的记录')).toBeTruthy();
  });
});

it('shows the counts of the day', async () => {
  await openBooth();
  for (const count of [TODAY.stamped, TODAY.ownStamped, TODAY.contacts])
    expect(screen.getByText(String(count))).toBeTruthy();
});
