import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { leave, setMe } from '../../miniprogram/src/features/members/account';
import { dropToken, keepToken } from '../../miniprogram/src/lib/session';
import RedeemPage from '../../miniprogram/src/pages/work/redeem/index';
import type { LookUp, Redemption } from '../../shared/src/claims/redemptions.contract';
import { formatCode } from '../../shared/src/stamps/codes.rules';
import { buildMe } from '../support/taro/me';
import { refuse, requests, serve, serveInTurn } from '../support/taro/server';
import { router, setNetwork } from '../support/taro/taro';

const CODE = formatCode({ purpose: 'redeem', alias: 'a'.repeat(16), slot: 1, keyId: 'k1', mac: 'm'.repeat(22) });
const MEMBER = { name: '李*芳', number: '8K2Q F7M0' };
const later = (ms: number) => new Date(Date.now() + ms).toISOString();

const CASHIER = buildMe({
  employee: {
    id: '1'.repeat(24),
    number: 'YG001',
    name: '钱多',
    roles: ['cashier'],
    position: 'teller',
    branch: { id: '7'.repeat(24), name: '江宁支行' },
    merchant: { id: '8'.repeat(24), name: '阳光菜市场' },
  },
  can: { ...buildMe().can, openWork: true },
});

const CASH_OFF: LookUp['claims'][number] = {
  id: '7C3D9KQ2M4XZ',
  name: '阳光菜市场满减券',
  terms: { kind: 'cash_off', thresholdFen: 5000, offFen: 2000 },
  validUntil: later(86_400_000),
  needsBill: true,
};
const GIFT: LookUp['claims'][number] = {
  id: '8C3D9KQ2M4XZ',
  name: '集章礼品',
  terms: { kind: 'prize', goods: '帆布袋', costFen: 1500 },
  validUntil: later(86_400_000),
  needsBill: false,
};

function lookUp(claims: LookUp['claims'], by: LookUp['by'] = 'member_code'): LookUp {
  return { lookupId: 'c'.repeat(24), by, member: MEMBER, claims, validUntil: later(300_000) };
}

function redemption(changes: Partial<Redemption> = {}): Redemption {
  return {
    id: 'd'.repeat(24),
    state: 'redeemed',
    claimId: CASH_OFF.id,
    name: CASH_OFF.name,
    terms: CASH_OFF.terms,
    member: MEMBER,
    billFen: 6300,
    offFen: 2000,
    at: later(0),
    confirmBefore: null,
    ...changes,
  };
}

const sentTo = (route: string) => requests.filter((sent) => sent.route === route).map(({ body }) => body);

beforeEach(() => {
  keepToken('token');
  serve('GET /me', () => CASHIER);
  act(() => setMe(CASHIER));
});

afterEach(() => {
  act(() => leave());
  dropToken();
});

async function scan(code = CODE): Promise<void> {
  render(<RedeemPage />);
  fireEvent.click(await screen.findByRole('button', { name: '扫客户核销码' }));
  fireEvent.change(screen.getByLabelText('码的内容'), { target: { value: code } });
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: '使用这个码' }));
  });
}

const typeBill = (yuan: string) =>
  fireEvent.change(screen.getByLabelText('账单金额（元）'), { target: { value: yuan } });
const confirm = () => fireEvent.click(screen.getByRole('button', { name: /^确认/ }));

describe('redeeming by the code of the customer', () => {
  it('asks for the bill, shows what is to pay, and redeems once', async () => {
    serve('POST /redemption-lookups', () => lookUp([CASH_OFF]));
    serve('POST /redemptions', () => redemption());
    await scan();
    await screen.findByText('1 张可在这里使用');
    typeBill('63');
    expect(screen.getByText('43.00 元')).toBeTruthy();
    confirm();
    fireEvent.click(screen.getByRole('button', { name: '正在核销…' }));
    expect(await screen.findByText('核销成功')).toBeTruthy();
    expect(screen.getByText(/应收 43.00 元/)).toBeTruthy();
    expect(sentTo('POST /redemption-lookups')).toEqual([{ code: CODE, claimCode: null, boothId: null }]);
    const body = { lookupId: 'c'.repeat(24), claimId: CASH_OFF.id, billFen: 6300, boothId: null };
    expect(sentTo('POST /redemptions')).toMatchObject([body]);
  });

  it.each([
    ['49.99', /还差 0.01 元/],
    ['12.345', /最多两位小数/],
  ])('does not let a bill of %s through', async (yuan, words) => {
    serve('POST /redemption-lookups', () => lookUp([CASH_OFF]));
    await scan();
    await screen.findByText('1 张可在这里使用');
    typeBill(yuan);
    expect(screen.getByText(words)).toBeTruthy();
    confirm();
    expect(sentTo('POST /redemptions')).toEqual([]);
  });

  it('lets pick among several, and hands out goods without a bill', async () => {
    router.params = { boothId: 'b'.repeat(24) };
    serve('POST /redemption-lookups', () => lookUp([CASH_OFF, GIFT]));
    serve('POST /redemptions', () => redemption({ claimId: GIFT.id, terms: GIFT.terms, billFen: null, offFen: 1500 }));
    await scan();
    fireEvent.click(await screen.findByRole('button', { name: /集章礼品/ }));
    expect(screen.queryByLabelText('账单金额（元）')).toBeNull();
    confirm();
    expect(await screen.findByText('请发放：帆布袋 1 份')).toBeTruthy();
    expect(sentTo('POST /redemptions')).toMatchObject([{ claimId: GIFT.id, billFen: null, boothId: 'b'.repeat(24) }]);
  });

  it('says so where the customer has nothing for this counter', async () => {
    serve('POST /redemption-lookups', () => lookUp([]));
    await scan();
    expect(await screen.findByText('没有可用的券')).toBeTruthy();
  });

  it('keeps the same requestId while nobody knows whether it took effect', async () => {
    serve('POST /redemption-lookups', () => lookUp([CASH_OFF]));
    serveInTurn('POST /redemptions', [
      { status: 503, body: { error: { code: 'timed_out', traceId: 't' } } },
      { status: 201, body: redemption() },
    ]);
    await scan();
    await screen.findByText('1 张可在这里使用');
    typeBill('63');
    confirm();
    await screen.findByText(/服务器处理超时/);
    confirm();
    await screen.findByText('核销成功');
    const [first, second] = sentTo('POST /redemptions').map((body) => body['requestId']);
    expect(first).toBe(second);
  });
});

describe('a counter that cannot redeem', () => {
  it.each([
    [410, 'claim_expired', '券已过期'],
    [409, 'claim_already_redeemed', '已经用过'],
    [422, 'code_expired', '码已过期'],
    [422, 'code_invalid', '无效的码'],
    [423, 'claim_typing_locked', '暂停输入'],
  ])('%d %s is %s', async (status, code, title) => {
    refuse('POST /redemption-lookups', status, code);
    await scan();
    expect(await screen.findByText(title)).toBeTruthy();
  });

  it('needs the network, and keeps nothing for later', async () => {
    act(() => setNetwork(false));
    await scan();
    expect(await screen.findByText('需要网络')).toBeTruthy();
    expect(sentTo('POST /redemption-lookups')).toEqual([]);
  });

  it('tells a stamp code from a redeem code without asking', async () => {
    await scan(CODE.replace('redeem', 'stamp'));
    expect(await screen.findByText('这是集章码')).toBeTruthy();
    expect(sentTo('POST /redemption-lookups')).toEqual([]);
  });
});

describe('redeeming by a typed code', () => {
  async function typeCode(code: string): Promise<void> {
    render(<RedeemPage />);
    fireEvent.click(await screen.findByRole('button', { name: /^输入券码/ }));
    fireEvent.change(screen.getByLabelText('券码'), { target: { value: code } });
    fireEvent.click(screen.getByRole('button', { name: '查这张券' }));
  }

  it('finds a slip before it is sent', async () => {
    await typeCode('0000 0000 0001');
    expect(screen.getByText('券码不对，请逐位核对')).toBeTruthy();
    expect(sentTo('POST /redemption-lookups')).toEqual([]);
  });

  it('waits for the tap of the customer and goes on by itself', async () => {
    const waiting = redemption({ state: 'waiting', confirmBefore: later(60_000) });
    serve('POST /redemption-lookups', () => lookUp([CASH_OFF], 'claim_code'));
    serve('POST /redemptions', () => waiting);
    serveInTurn(`GET /redemptions/${waiting.id}`, [
      { status: 200, body: waiting },
      { status: 200, body: redemption() },
    ]);
    await typeCode('0000-0000 0000');
    await screen.findByText(/请客户在手机上点一次确认/);
    expect(sentTo('POST /redemption-lookups')).toMatchObject([{ code: null, claimCode: '000000000000' }]);
    typeBill('63.00');
    confirm();
    expect(await screen.findByText('等客户确认')).toBeTruthy();
    expect(screen.getByRole('timer')).toBeTruthy();
    await waitFor(() => expect(screen.getByText('核销成功')).toBeTruthy(), { timeout: 5000 });
  });

  it('says that nothing was used where the tap did not come', async () => {
    const waiting = redemption({ state: 'waiting', confirmBefore: later(60_000) });
    serve('POST /redemption-lookups', () => lookUp([CASH_OFF], 'claim_code'));
    serve('POST /redemptions', () => waiting);
    serve(`GET /redemptions/${waiting.id}`, () => redemption({ state: 'lapsed' }));
    await typeCode('000000000000');
    await screen.findByText('1 张可在这里使用');
    typeBill('63');
    confirm();
    expect(await screen.findByText('没有确认')).toBeTruthy();
  });

  it('begins with the code that the page was opened with', async () => {
    router.params = { claimCode: '000000000000', boothId: 'b'.repeat(24) };
    serve('POST /redemption-lookups', () => lookUp([GIFT], 'claim_code'));
    render(<RedeemPage />);
    expect(await screen.findByRole('button', { name: '确认发放' })).toBeTruthy();
  });
});
