import type { AttributionPaths, AttributionReport, CreditedSums } from '@linzhang/shared/attribution/report.contract';
import { REPORT_MODELS } from '@linzhang/shared/attribution/report.rules';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { partsOf, returnOf } from '../../miniprogram/src/features/attribution/attributionWords';
import { periodFault, periodOf, periodWords } from '../../miniprogram/src/features/attribution/reportPeriod';
import ReportPage from '../../miniprogram/src/pages/branch/report/index';
import { enterAs, forgetWhoEntered } from '../support/taro/enter';
import { buildMe } from '../support/taro/me';
import { refuse, requests, serve, serveInTurn } from '../support/taro/server';
import Taro, { router } from '../support/taro/taro';

const id = (digit: string) => digit.repeat(24);
const ME = buildMe();
const HEAD = buildMe({
  can: { ...ME.can, openWork: true, headBranch: true },
  employee: { id: id('d'), name: '王建国', roles: ['head'], branch: { id: id('b'), name: '江宁支行' } } as never,
});

const sums = (conversions: number, over: Partial<CreditedSums> = {}): CreditedSums => ({
  conversions,
  kinds: conversions > 0 ? [{ kind: 'phone_bound', conversions }] : [],
  amountFen: 0,
  costFen: 0,
  returnRatio: null,
  ...over,
});
const row = (digit: string | null, name: string | null, byModel: number[], over: Partial<CreditedSums> = {}) => ({
  id: digit === null ? null : id(digit),
  name,
  models: REPORT_MODELS.map((model, index) => ({ model, ruleVersion: 1, ...sums(byModel[index] ?? 0, over) })),
});
const MONEY = { amountFen: 18_600_000, costFen: 62_000, returnRatio: 300 };
const REPORT: AttributionReport = {
  by: 'manager',
  total: sums(12, MONEY),
  rows: [
    row('1', '周敏', [8, 2, 9, 4.5, 5, 6], MONEY),
    row('2', '陈立', [3, 9, 2, 6.5, 6, 5]),
    row(null, null, [1, 1, 1, 1, 1, 1]),
  ],
};
const READ = 'GET /attribution-report';
const asked = (route: string) => requests.filter((each) => each.route === route).map(({ query }) => query);
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

beforeEach(() => {
  router.params = {};
  enterAs(HEAD);
  serve(READ, () => REPORT);
});
afterEach(() => {
  router.params = {};
  forgetWhoEntered();
});

describe('the report of a branch', () => {
  it('says in one request how much was brought, by whom, what it cost and what came back', async () => {
    render(<ReportPage />);
    expect(await screen.findByText('周敏')).toBeTruthy();
    expect(screen.getByText('18.6')).toBeTruthy();
    expect(screen.getByText('花费 620 元 · 每元带来 300 元')).toBeTruthy();
    expect(screen.getByText('带来 18.6 万 · 花费 620 元 · 每元带来 300 元')).toBeTruthy();
    expect(screen.getByText('没有首维护人')).toBeTruthy();
    expect(requests.map(({ route }) => route).filter((route) => !route.endsWith('/me'))).toEqual([READ]);
    expect(asked(READ)).toMatchObject([{ branchId: id('b'), by: 'manager', ...periodOf('month') }]);
  });

  it('puts the model that counts beside the five others, and leads to the customers behind a line', async () => {
    render(<ReportPage />);
    fireEvent.click(await screen.findByRole('button', { name: /^陈立/ }));
    for (const words of ['首维护人：3', '首次来访：9', '末次来访：2', '平均分：6.5', '首末为主：6', '越近越多：5'])
      expect(screen.getByLabelText(words)).toBeTruthy();
    tap('看是哪些客户');
    const { from, to } = periodOf('month');
    expect(Taro.navigateTo).toHaveBeenLastCalledWith({
      url: `/pages/branch/report/index?branchId=${id('b')}&from=${from}&to=${to}&by=manager&model=origin&line=${id('2')}&name=${encodeURIComponent('陈立')}`,
    });
  });

  it('counts anew by another model without asking again', async () => {
    render(<ReportPage />);
    await screen.findByText('周敏');
    tap(/^怎么算/);
    tap('首次来访');
    expect(screen.getByRole('button', { name: /^陈立 9 笔/ })).toBeTruthy();
    expect(screen.getByText('全部记给转化前归因天数内最早的一次来访。')).toBeTruthy();
    expect(asked(READ)).toHaveLength(1);
  });

  it('asks anew for another side and period', async () => {
    render(<ReportPage />);
    await screen.findByText('周敏');
    serve(READ, () => ({ ...REPORT, by: 'placement', rows: [{ ...row('1', 'merchant', [2]), id: 'merchant' }] }));
    fireEvent.click(screen.getByRole('radio', { name: '位置' }));
    expect(await screen.findByText('合作商户')).toBeTruthy();
    fireEvent.click(screen.getByRole('radio', { name: '上季' }));
    await waitFor(() => expect(asked(READ).at(-1)).toMatchObject({ by: 'placement', ...periodOf('last_quarter') }));
    fireEvent.click(screen.getByRole('radio', { name: '自选' }));
    fireEvent.change(screen.getByLabelText('从'), { target: { value: '2999-01-01' } });
    expect(screen.getByText('结束日期不能早于开始日期')).toBeTruthy();
  });

  it('says what will stand there while nothing has happened, and reads again after a fault', async () => {
    serveInTurn(READ, [
      { status: 500, body: { error: { code: 'internal', traceId: 'trace-1' } } },
      { status: 200, body: { by: 'manager', total: sums(0), rows: [] } },
    ]);
    render(<ReportPage />);
    fireEvent.click(await screen.findByRole('button', { name: '重试' }));
    expect(await screen.findByText('这段时间还没有转化')).toBeTruthy();
  });

  it('is not for a manager', async () => {
    enterAs(buildMe({ can: { ...ME.can, openWork: true, serveCustomers: true } }));
    render(<ReportPage />);
    expect(await screen.findByText('没有权限')).toBeTruthy();
    expect(asked(READ)).toEqual([]);
  });
});

describe('the conversions behind a line', () => {
  const LIST = 'GET /attribution-report/conversions';
  const CONVERSION = {
    id: id('8'),
    member: { id: id('9'), name: '李*芳', number: '8K2Q F7M0' },
    kind: 'product_opened',
    at: '2026-11-20T02:00:00.000Z',
    part: 0.5,
    amountFen: 5_000_000,
    costFen: 0,
    product: 'fund',
    can: { open: true },
  };
  const PARAMS = { branchId: id('b'), from: '2026-11-01', to: '2026-11-22', by: 'manager', model: 'linear' };

  it('are customers with what they did and the part that the line gets', async () => {
    router.params = { ...PARAMS, line: id('2'), name: encodeURIComponent('陈立') };
    serve(LIST, () => ({ items: [CONVERSION], nextCursor: null }));
    render(<ReportPage />);
    expect(await screen.findByText('李*芳 · 新开产品 · 基金')).toBeTruthy();
    expect(screen.getByText('0.50 笔')).toBeTruthy();
    expect(screen.getByText(/带来 5.0 万/)).toBeTruthy();
    expect(asked(LIST)).toMatchObject([{ ...PARAMS, line: id('2') }]);
    tap(/李\*芳/);
    expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: `/pages/manager/member/index?id=${id('9')}` });
  });

  it('open nobody who has left or belongs to another branch by now', async () => {
    router.params = { ...PARAMS, line: id('2'), name: encodeURIComponent('陈立') };
    serve(LIST, () => ({ items: [{ ...CONVERSION, can: { open: false } }], nextCursor: null }));
    render(<ReportPage />);
    expect(await screen.findByText('李*芳 · 新开产品 · 基金')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /李\*芳/ })).toBeNull();
  });

  it('of nobody name no line', async () => {
    router.params = { ...PARAMS, name: encodeURIComponent('没有首维护人') };
    serve(LIST, () => ({ items: [], nextCursor: null }));
    render(<ReportPage />);
    expect(await screen.findByText('这里没有转化')).toBeTruthy();
    expect(asked(LIST)[0]).not.toHaveProperty('line');
  });
});

describe('the paths of a branch', () => {
  const PATHS: AttributionPaths = {
    by: 'source',
    ruleVersion: 1,
    converted: 1,
    lost: 2,
    conversionRate: 1 / 3,
    rows: [
      { id: 'counter', name: 'counter', removalEffect: 0.5, markovShare: 0.2, shapley: 0.3333, shapleyShare: 1 / 3 },
      { id: 'circle', name: 'circle', removalEffect: 1, markovShare: 0.8, shapley: 0.6667, shapleyShare: 2 / 3 },
    ],
  };

  it('are compared by both models, each labelled', async () => {
    serve('GET /attribution-paths', () => PATHS);
    render(<ReportPage />);
    fireEvent.click(await screen.findByRole('tab', { name: '路径比较' }));
    expect(await screen.findByText('33.3')).toBeTruthy();
    for (const words of ['圈 · 活动讲座：80 %', '柜面：20 %', '圈 · 活动讲座：66.7 %', '柜面：33.3 %'])
      expect(screen.getByLabelText(words)).toBeTruthy();
    expect(asked('GET /attribution-paths')).toMatchObject([{ branchId: id('b'), by: 'source' }]);
  });

  it('of too many channels lead back to the sources', async () => {
    serve('GET /attribution-paths', () => PATHS);
    render(<ReportPage />);
    fireEvent.click(await screen.findByRole('tab', { name: '路径比较' }));
    await screen.findByText('33.3');
    refuse('GET /attribution-paths', 422, 'too_many_players');
    fireEvent.click(screen.getByRole('radio', { name: '渠道码' }));
    expect(await screen.findByText('渠道码太多，比不过来')).toBeTruthy();
    serve('GET /attribution-paths', () => PATHS);
    tap('按来源比较');
    expect(await screen.findByText('33.3')).toBeTruthy();
  });
});

describe('the words and days', () => {
  const now = new Date('2026-11-22T04:00:00.000Z');

  it('knows months and quarters up to today', () => {
    expect(periodOf('month', now)).toEqual({ from: '2026-11-01', to: '2026-11-22' });
    expect(periodOf('last_month', now)).toEqual({ from: '2026-10-01', to: '2026-10-31' });
    expect(periodOf('quarter', now)).toEqual({ from: '2026-10-01', to: '2026-11-22' });
    expect(periodOf('last_quarter', now)).toEqual({ from: '2026-07-01', to: '2026-09-30' });
    expect(periodOf('custom', now)).toEqual({ from: '2026-10-24', to: '2026-11-22' });
    const newYear = new Date('2027-01-01T04:00:00.000Z');
    expect(periodOf('last_month', newYear)).toEqual({ from: '2026-12-01', to: '2026-12-31' });
    expect(periodOf('last_quarter', newYear)).toEqual({ from: '2026-10-01', to: '2026-12-31' });
    expect(periodOf('month', newYear)).toEqual({ from: '2027-01-01', to: '2027-01-01' });
  });

  it('refuses what the server would refuse', () => {
    expect(periodFault({ from: '2026-11-01', to: '2026-11-01' })).toBeNull();
    expect(periodFault({ from: '2025-11-22', to: '2026-11-22' })).toBeNull();
    expect(periodFault({ from: '2025-11-21', to: '2026-11-22' })).toBe('最长看一年，请缩短');
    expect(periodFault({ from: '', to: '2026-11-22' })).toBe('请选择起止日期');
    expect(periodWords({ from: '2025-12-01', to: '2026-01-31' }, now)).toBe('2025 年 12 月 1 日 – 1 月 31 日');
  });

  it('says parts and returns as people do', () => {
    expect([12, 0.5, 1204.25, 0.333].map(partsOf)).toEqual(['12', '0.50', '1204.3', '0.33']);
    expect([null, 26.72, 300.4].map(returnOf)).toEqual([null, '每元带来 26.7 元', '每元带来 300 元']);
  });
});
