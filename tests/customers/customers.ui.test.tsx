import type { CreditedConversion } from '@linzhang/shared/attribution/attribution.contract';
import type { Customer } from '@linzhang/shared/customers/customers.contract';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { deedOf, placeOf, whenOf } from '../../miniprogram/src/features/customers/timelineWords';
import MemberPage from '../../miniprogram/src/pages/manager/member/index';
import { enterAs, enterAsStranger, forgetWhoEntered } from '../support/taro/enter';
import { buildMe } from '../support/taro/me';
import { refuse, requests, serve } from '../support/taro/server';
import Taro, { router } from '../support/taro/taro';
import { BARE, CHANNEL, CHEN, CUSTOMER, id, JOINED, LEAD, MEMBER, ZHOU } from './customer';

const PAGE = { items: [], nextCursor: null };
const ROUTE = `GET /customers/${MEMBER}`;

function open(customer: Customer): void {
  serve(ROUTE, () => customer);
  render(<MemberPage />);
}

beforeEach(() => {
  router.params = { id: MEMBER };
  const { can } = buildMe();
  enterAs(buildMe({ can: { ...can, openWork: true, serveCustomers: true } }));
});
afterEach(forgetWhoEntered);

describe('a customer', () => {
  it('says in one request who it is, why this segment, what raises it, what to do and what was done', async () => {
    open(CUSTOMER);
    expect(await screen.findByText('为什么是培育 B')).toBeTruthy();
    for (const text of [
      '138****1234 · 首维护人 周敏',
      '月均资产 18.6 万，线 10 万',
      '当前 高',
      '潜力 94，线 50（互动 40、手机银行 12、线上办理 8、年龄 15、资产走势 15）',
      '还没有：基金、保险',
      '+4',
      '月均资产到 20 万（还差 1.4 万），将升为理财层',
      '优先当面拜访',
      '核销满50减20（账单 63.00 元）',
      '扫 周敏 的渠道码加入阳光菜市场福利圈',
      '归因 周敏 100 %',
      '临界',
      '资产满 5 万、持有金卡及以上',
    ])
      expect(screen.getByText(text)).toBeTruthy();
    expect(Taro.setNavigationBarTitle).toHaveBeenCalledWith({ title: '李小芳' });
    expect(requests.filter(({ route }) => route.includes(MEMBER)).map(({ route }) => route)).toEqual([ROUTE]);
    fireEvent.click(screen.getByRole('button', { name: /^90 分/ }));
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: `/pages/manager/lead/index?id=${LEAD.id}` });
  });

  it('is called once the purpose is given; a double tap asks for the number once', async () => {
    open(CUSTOMER);
    serve(`POST /members/${MEMBER}/phone-reveals`, () => ({ phone: '13812341234' }));
    fireEvent.click(await screen.findByRole('button', { name: '拨打' }));
    const look = await screen.findByRole('button', { name: '查看号码' });
    fireEvent.click(look);
    fireEvent.click(look);
    await waitFor(() => expect(document.getElementById('call-now')).toBeTruthy());
    fireEvent.click(document.getElementById('call-now') as HTMLElement);
    await waitFor(() => expect(Taro.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: '13812341234' }));
    expect(requests.filter(({ route }) => route.startsWith('POST')).length).toBe(1);
  });

  it('is followed up on the spot', async () => {
    open(CUSTOMER);
    fireEvent.click(await screen.findByRole('button', { name: '写跟进' }));
    expect((await screen.findByRole('dialog')).textContent).toContain('跟进李小芳');
  });

  it('whom no list names says what is missing, and offers nothing that cannot be done', async () => {
    open(BARE);
    expect(await screen.findByText(/客户还没绑定手机号。请客户在“我的”绑定手机号/)).toBeTruthy();
    for (const name of ['拨打', '写跟进']) expect(screen.queryByRole('button', { name })).toBeNull();
    expect(screen.queryByRole('tab', { name: '归因' })).toBeNull();
    expect(screen.getByText('还没有维护人')).toBeTruthy();
    serve(`GET /members/${MEMBER}/engagements`, () => PAGE);
    fireEvent.click(screen.getByRole('tab', { name: '做过什么' }));
    expect(await screen.findByText('还没有动态')).toBeTruthy();
  });

  it('is watched: the page says what keeps the tier', async () => {
    const { standing } = CUSTOMER;
    if (!standing) throw new Error('the customer stands somewhere');
    const watched = { ...standing, watch: true, monthsLeft: 2, keepsFen: 1_200_000, near: false };
    open({ ...CUSTOMER, standing: { ...watched, trendPercent: -4.5 } });
    expect(await screen.findByText(/再有 2 个月低于线就会下调，补上 1.2 万 可以保住/)).toBeTruthy();
    expect(screen.getByText('关注')).toBeTruthy();
    expect(screen.getByText('−4.5 %')).toBeTruthy();
  });

  it('of others is only what the reader once brought', async () => {
    serve(`GET /members/${MEMBER}/attribution`, () => ({
      origin: null,
      owner: null,
      conversions: [
        {
          id: id('c'),
          kind: 'phone_bound',
          at: '2026-11-08T02:00:00.000Z',
          recordedAt: '2026-11-08T02:00:00.000Z',
          because: 'new_origin',
          reversed: false,
          held: false,
          credits: [{ employee: ZHOU, ppm: 1_000_000, because: 'new_origin' }],
        },
      ],
    }));
    open({
      ...BARE,
      view: 'brought',
      unlistedBecause: null,
      name: '李*芳',
      owner: { ...CHEN, since: JOINED.occurredAt },
    });
    expect(await screen.findByText(/由您带来，现在由陈立维护/)).toBeTruthy();
    expect(await screen.findByText('周敏 100 %')).toBeTruthy();
    expect(screen.queryByRole('tab')).toBeNull();
  });

  it('that is not one’s own, or cannot be read, is said so', async () => {
    refuse(ROUTE, 404, 'not_found');
    const { unmount } = render(<MemberPage />);
    expect(await screen.findByText('这位客户不在您名下')).toBeTruthy();
    unmount();
    refuse(ROUTE, 500, 'internal');
    render(<MemberPage />);
    const again = await screen.findByRole('button', { name: '重试' });
    serve(ROUTE, () => CUSTOMER);
    fireEvent.click(again);
    expect(await screen.findByText('为什么是培育 B')).toBeTruthy();
  });

  it('is not for who does not serve customers', async () => {
    act(() => enterAs(buildMe()));
    open(CUSTOMER);
    expect(await screen.findByText('没有权限')).toBeTruthy();
    act(enterAsStranger);
    expect(await screen.findByText('请先登录')).toBeTruthy();
  });
});

describe('whose credit it is', () => {
  const CREDITED: CreditedConversion = {
    id: id('d'),
    kind: 'product_opened',
    at: '2026-11-12T02:00:00.000Z',
    amountFen: 5_000_000,
    product: 'fund',
    reversed: false,
    held: false,
    origin: { because: 'origin', ruleVersion: 1, credits: [{ employee: ZHOU, ppm: 1_000_000 }] },
    touches: [
      { employee: ZHOU, channel: CHANNEL, source: 'circle', placement: 'merchant', at: '2026-11-08T02:00:00.000Z' },
      { employee: CHEN, channel: null, source: 'referral', placement: null, at: '2026-11-10T02:00:00.000Z' },
      { employee: ZHOU, channel: CHANNEL, source: 'circle', placement: 'merchant', at: '2026-11-11T02:00:00.000Z' },
    ],
    comparing: [
      { model: 'first', because: 'touches', ruleVersion: 1, ppm: [1_000_000, 0, 0] },
      { model: 'last', because: 'touches', ruleVersion: 1, ppm: [0, 0, 1_000_000] },
      { model: 'linear', because: 'touches', ruleVersion: 1, ppm: [333_333, 333_333, 333_334] },
      { model: 'position', because: 'touches', ruleVersion: 1, ppm: [400_000, 200_000, 400_000] },
      { model: 'timeDecay', because: 'touches', ruleVersion: 1, ppm: [300_000, 250_000, 450_000] },
    ],
  };

  it('stands with its reason, and beside it what other ways of counting would give', async () => {
    open(CUSTOMER);
    serve(`GET /members/${MEMBER}/credits`, () => ({ items: [CREDITED], nextCursor: null }));
    fireEvent.click(await screen.findByRole('tab', { name: '归因' }));
    expect(await screen.findByText('新开产品 · 基金 · 5.0 万')).toBeTruthy();
    expect(screen.getByText('首维护人一直计归因 · 规则 1 版')).toBeTruthy();
    fireEvent.click(screen.getByText('之前 3 次来访，换个算法看看'));
    expect(screen.getByText('周敏 66.7 % · 陈立 33.3 %')).toBeTruthy();
    expect(screen.getByText('周敏 80 % · 陈立 20 %')).toBeTruthy();
    fireEvent.click(screen.getByText('收起'));
    expect(screen.queryByText('周敏 80 % · 陈立 20 %')).toBeNull();
  });

  it('is nothing yet for who did nothing', async () => {
    open(CUSTOMER);
    serve(`GET /members/${MEMBER}/credits`, () => PAGE);
    fireEvent.click(await screen.findByRole('tab', { name: '归因' }));
    expect(await screen.findByText('还没有归因')).toBeTruthy();
  });
});

describe('who serves beside', () => {
  it('is named from the people of the branch', async () => {
    open(CUSTOMER);
    serve(`GET /members/${MEMBER}/supporter-choices`, () => ({ items: [{ ...CHEN, position: 'wealth_planner' }] }));
    serve(`PUT /members/${MEMBER}/supporters`, () => ({ standing: null, supporters: [CHEN] }));
    fireEvent.click(await screen.findByRole('button', { name: /^协同人员/ }));
    fireEvent.click(await screen.findByRole('checkbox', { name: '陈立 · 理财经理' }));
    const save = screen.getByRole('button', { name: '保存' });
    fireEvent.click(save);
    fireEvent.click(save);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const sent = requests.filter(({ route }) => route.startsWith('PUT'));
    expect(sent.map(({ body }) => body)).toEqual([{ employeeIds: [CHEN.id] }]);
  });

  it('is refused in words', async () => {
    open(CUSTOMER);
    serve(`GET /members/${MEMBER}/supporter-choices`, () => ({ items: [{ ...CHEN, position: 'teller' }] }));
    refuse(`PUT /members/${MEMBER}/supporters`, 422, 'supporter_invalid');
    fireEvent.click(await screen.findByRole('button', { name: /^协同人员/ }));
    await screen.findByRole('checkbox', { name: '陈立 · 柜员' });
    fireEvent.click(screen.getByRole('button', { name: '保存' }));
    expect(await screen.findByText(/协同人员要是本网点的在职员工/)).toBeTruthy();
  });
});

describe('a line of the timeline', () => {
  const NAMED = { id: id('e'), name: '银行摊位' };
  it.each([
    [{ kind: 'stamped', booth: NAMED }, '银行摊位盖章'],
    [{ kind: 'stamped' }, '摊位盖章'],
    [{ kind: 'contact_added', employee: CHEN }, '在银行摊位加了陈立'],
    [{ kind: 'group_joined', group: null, credit: null }, '加入福利圈'],
    [{ kind: 'product_opened', product: 'fund', amountFen: 5_000_000 }, '新开基金 5.0 万'],
    [{ kind: 'product_opened' }, '新开产品'],
    [{ kind: 'aum_uplift', amountFen: 1_440_000 }, '月均资产多了 1.4 万'],
    [{ kind: 'bank_card_activated', product: 'debit_card' }, '激活银行卡'],
    [{ kind: 'claim_expired', offer: { id: id('8'), name: '满50减20' } }, '满50减20过期未用'],
  ] as const)('%o is %s', (over, text) => {
    expect(deedOf({ ...JOINED, ...over })).toBe(text);
  });

  it('tells of a list the day and where it stands, of a doing the clock too', () => {
    const opened = { ...JOINED, kind: 'product_opened' as const };
    expect(whenOf(opened)).toMatch(/11 月 8 日$/);
    expect(placeOf(opened)).toBe('行内名单');
    expect(whenOf(JOINED)).toMatch(/11 月 8 日 10:00$/);
  });
});
