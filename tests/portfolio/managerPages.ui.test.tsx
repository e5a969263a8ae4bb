import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { keepFile } from '../../miniprogram/src/lib/files/keepFile';
import PortfolioPage from '../../miniprogram/src/pages/manager/portfolio/index';
import ScorecardPage from '../../miniprogram/src/pages/manager/scorecard/index';
import { enterAs, forgetWhoEntered } from '../support/taro/enter';
import { buildMe } from '../support/taro/me';
import { stopClockAt } from '../support/taro/phoneClock';
import { refuse, requests, serve, serveInTurn } from '../support/taro/server';
import Taro, { router } from '../support/taro/taro';
import {
  BRANCH,
  buildHead,
  buildLine,
  buildManager,
  buildMember,
  id,
  NOW,
  PROGRESS,
  QUARTER,
  SCORECARD,
  SUMMARY,
} from './pageAnswers';

jest.mock('../../miniprogram/src/lib/files/keepFile', () => ({
  keepFile: jest.fn(async () => null),
  passOn: jest.fn(),
}));

const ME_ID = id('d');
const LISTED = buildMember().end as NonNullable<ReturnType<typeof buildMember>['end']>;
/** Somebody whom a colleague serves: only what the products brought is told. */
const MOVED = {
  end: null,
  start: null,
  owner: { id: id('f'), name: '陈立' },
  moved: { products: 2, amountFen: 7_000_000 },
};
const urls = () => Taro.request.mock.calls.map(([{ url }]) => url);
const lastUrl = (path: string) =>
  urls()
    .filter((url) => url.includes(path))
    .at(-1) ?? '';
const opened = () => Taro.navigateTo.mock.calls.map(([page]: unknown[]) => (page as { url: string }).url);
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const members =
  (...items: ReturnType<typeof buildMember>[]) =>
  () => ({ items, nextCursor: null });

beforeEach(() => {
  stopClockAt(NOW);
  enterAs(buildManager());
  serve('GET /portfolio/summary', () => SUMMARY);
  serve('GET /portfolio/members', members(buildMember()));
  serve('GET /portfolio/scorecard', () => SCORECARD);
  serve('GET /portfolio/progress', () => PROGRESS);
});
afterEach(() => {
  forgetWhoEntered();
  jest.useRealTimers();
});

describe('my customers', () => {
  it('stand on the map of segments, with what changed in each tier', async () => {
    render(<PortfolioPage />);
    expect(await screen.findByRole('button', { name: 'B 培育 38 两样都高' })).toBeTruthy();
    expect(screen.getByRole('button', { name: '理财 20–200万 31 +6' })).toBeTruthy();
    expect(screen.getByRole('button', { name: '大众 <5万 106 −9' })).toBeTruthy();
    expect(lastUrl('/portfolio/summary')).toContain(`ownerId=${ME_ID}`);
  });

  it('open from a number on the map into those members, and from there into one', async () => {
    render(<PortfolioPage />);
    fireEvent.click(await screen.findByRole('button', { name: /^B 培育/ }));
    fireEvent.click(await screen.findByRole('button', { name: /^李芳 优质 .*18.6 万.*\+9.6 万/ }));
    expect(lastUrl('/portfolio/members')).toContain('segment=B');
    expect(screen.getByRole('button', { name: '筛选和排序，B 培育' })).toBeTruthy();
    expect(opened()).toEqual([`/pages/manager/member/index?id=${id('1')}`]);
  });

  it('are counted by tier, with who is about to rise or to fall', async () => {
    render(<PortfolioPage />);
    fireEvent.click(await screen.findByRole('tab', { name: '层级' }));
    expect(await screen.findByText('5,310.0')).toBeTruthy();
    expect(screen.getByRole('img', { name: /^各层级的资产：私行 1,000.0 万，占 19 %/ })).toBeTruthy();
    tap(/^关注 .* 5 位$/);
    await waitFor(() => expect(lastUrl('/portfolio/members')).toContain('watch=true'));
  });

  it('are found by name, filtered and ordered, and the filter is taken off again', async () => {
    render(<PortfolioPage />);
    fireEvent.click(await screen.findByRole('tab', { name: '名单' }));
    await screen.findByText('李芳');
    fireEvent.change(screen.getByLabelText('搜索姓名或客户号'), { target: { value: '李' } });
    await waitFor(() => expect(lastUrl('/portfolio/members')).toContain(`search=${encodeURIComponent('李')}`));
    tap('筛选和排序，全部客户');
    fireEvent.click(screen.getByRole('radio', { name: '理财' }));
    fireEvent.click(screen.getByRole('radio', { name: '跌得最多' }));
    tap('查看名单');
    await waitFor(() =>
      expect(lastUrl('/portfolio/members')).toMatch(/tier=wealth.*order=fallen|order=fallen.*tier=wealth/),
    );
    serve('GET /portfolio/members', members());
    tap('清除筛选');
    expect(await screen.findByText('没有符合的客户')).toBeTruthy();
  });

  it('are taken away as a sheet, once however often it is tapped', async () => {
    serve('GET /portfolio/member-exports', () => ({ name: '客户.xlsx', mime: 'x', base64: 'AA==' }));
    render(<PortfolioPage />);
    fireEvent.click(await screen.findByRole('tab', { name: '名单' }));
    await screen.findByText('李芳');
    tap('导出这份名单');
    tap('正在准备文件…');
    await waitFor(() => expect(keepFile).toHaveBeenCalledTimes(1));
    expect(requests.filter(({ route }) => route === 'GET /portfolio/member-exports')).toHaveLength(1);
  });

  it('say how to get the first one', async () => {
    serve('GET /portfolio/summary', () => ({ ...SUMMARY, members: 0 }));
    render(<PortfolioPage />);
    expect(await screen.findByText('还没有客户')).toBeTruthy();
    tap('去做渠道码');
    expect(opened()).toEqual(['/pages/work/channels/index']);
  });

  it('say what is missing where no list names any of them', async () => {
    serve('GET /portfolio/summary', () => ({ ...SUMMARY, listed: 0 }));
    render(<PortfolioPage />);
    expect(await screen.findByText(/还没有对上行内的资产名单/)).toBeTruthy();
  });

  it('say why they cannot be read, and are read again', async () => {
    serveInTurn('GET /portfolio/summary', [
      { status: 403, body: { error: { code: 'forbidden', traceId: 't' } } },
      { status: 200, body: SUMMARY },
    ]);
    render(<PortfolioPage />);
    fireEvent.click(await screen.findByRole('button', { name: '重试' }));
    expect(await screen.findByRole('button', { name: /^A 成长 64/ })).toBeTruthy();
  });

  it('are those behind a number where the page is opened for one', async () => {
    router.params = { set: 'rose', ownerId: ME_ID, quarter: '2026Q3' };
    render(<PortfolioPage />);
    expect(await screen.findByText('从有效升到优质 · B 培育')).toBeTruthy();
    expect(lastUrl('/portfolio/members')).toContain('set=rose');
    expect(lastUrl('/portfolio/members')).toContain('quarter=2026Q3');
    fireEvent.click(screen.getByRole('tab', { name: '季初全部' }));
    await waitFor(() => expect(lastUrl('/portfolio/members')).toContain('set=at_start'));
  });

  it.each([
    ['transacted', '最近一月 7 笔 · B 培育', { end: { ...LISTED, transactions: 7 } }],
    ['products_moved', '本季开通 2 项产品，7.0 万 · 陈立', MOVED],
  ] as const)('say for %s what each brings to the number', async (set, text, over) => {
    router.params = { set, ownerId: ME_ID, quarter: QUARTER };
    serve('GET /portfolio/members', members(buildMember(over)));
    render(<PortfolioPage />);
    expect(await screen.findByText(text)).toBeTruthy();
    expect(lastUrl('/portfolio/members')).toContain(`set=${set}`);
    tap(/^李芳/);
    expect(opened()).toEqual([`/pages/manager/member/index?id=${id('1')}`]);
  });

  it('that were handed on since still count, say so, and open nothing', async () => {
    router.params = { set: 'at_end', ownerId: ME_ID, quarter: '2026Q3' };
    serve('GET /portfolio/members', members(buildMember({ can: { open: false } })));
    render(<PortfolioPage />);
    fireEvent.click(await screen.findByText(/已转出，仅作统计/));
    expect(screen.queryByRole('button', { name: /^李芳/ })).toBeNull();
    expect(opened()).toEqual([]);
  });

  it('of a colleague are not said to be in no list, only because it is not told what they hold', async () => {
    router.params = { set: 'phone_bound', ownerId: ME_ID, quarter: QUARTER };
    const closed = { end: null, start: null, customerNo: null };
    const own = buildMember({ ...closed, memberId: id('2'), name: '王先生' });
    const theirs = buildMember({ ...closed, name: '吴*诚', owner: { id: id('9'), name: '林晓雯' }, told: false });
    serve('GET /portfolio/members', members(own, theirs));
    render(<PortfolioPage />);
    expect((await screen.findByText('吴*诚')).parentElement?.textContent).toBe('吴*诚');
    expect(screen.getByText('王先生').parentElement?.textContent).toBe('王先生未在名单');
  });

  it('who were brought are in the order in which they came: there is no other to choose', async () => {
    router.params = { set: 'phone_bound', ownerId: ME_ID, quarter: QUARTER };
    render(<PortfolioPage />);
    fireEvent.click(await screen.findByRole('button', { name: '筛选，全部客户' }));
    expect(await screen.findByText('要留意的')).toBeTruthy();
    expect(screen.queryByText('排序')).toBeNull();
  });

  it('are nothing to a customer', async () => {
    enterAs(buildMe());
    render(<PortfolioPage />);
    expect(await screen.findByText('没有权限')).toBeTruthy();
  });
});

describe('the scorecard', () => {
  it('says the score, the place and each figure against its target', async () => {
    render(<ScorecardPage />);
    expect(await screen.findByText('109.2')).toBeTruthy();
    expect(screen.getByText('2026 年第四季')).toBeTruthy();
    expect(screen.getByRole('group', { name: /支行第 2 \/ 9，第三季 101.7 分，现在 \+7.5/ })).toBeTruthy();
    for (const said of [
      '流失率 2.1 % 目标 ≤ 3 % · 已达标 30.0 分 季初 95 位里流失 2 位',
      '提升率 8.7 % 目标 8 % · 已达标 21.8 分 季初 95 位里升层 8 位',
      '人均产品 2.6 目标 3.0 · 未达标 17.3 分 100 位里 31 位有三项以上',
      '新增客户 43 人 目标 40 人 · 已达标 16.1 分 维护范围净增 +5 位',
      '资产增长 +6.2 % 目标 5 % · 已达标 24.0 分 5,000.0 万 → 5,310.0 万',
    ])
      expect(screen.getByRole('button', { name: said })).toBeTruthy();
    expect(screen.getByText('满意度 暂无 · 有效投诉 暂无 · 规则第 1 版')).toBeTruthy();
    expect(screen.getByText('66 / 270 位')).toBeTruthy();
  });

  it('opens every number: members, or the leads that were won', async () => {
    render(<ScorecardPage />);
    await screen.findByText('109.2');
    const behind: [RegExp, string][] = [
      [/^流失率 /, 'left'],
      [/^提升率 /, 'rose'],
      [/^人均产品 /, 'covered'],
      [/^新增客户 /, 'phone_bound'],
      [/^资产增长 /, 'aum_up'],
      [/^资产多了 1 万以上/, 'aum_up'],
      [/^资产少了 1 万以上/, 'aum_down'],
      [/^常用手机银行/, 'mobile_active'],
      [/^最近一月交易 1,204 笔/, 'transacted'],
      [/^带来并绑定手机号/, 'phone_bound'],
      [/^同事维护的客户开通产品 3 项/, 'products_moved'],
      [/^这些产品的金额 20.0 万/, 'products_moved'],
    ];
    for (const [name] of behind) tap(name);
    tap('赢下的线索 12 条');
    const list = `/pages/manager/portfolio/index?ownerId=${ME_ID}&quarter=${QUARTER}&set=`;
    expect(opened()).toEqual([
      ...behind.map(([, set]) => `${list}${set}`),
      `/pages/manager/leads/index?wonIn=${QUARTER}`,
    ]);
  });

  it('of another opens the leads that this one won, for the head of the branch', async () => {
    enterAs(buildHead());
    router.params = { employeeId: id('9'), quarter: '2026Q3' };
    serve('GET /portfolio/scorecard', () => ({ ...SCORECARD, quarter: '2026Q3' }));
    render(<ScorecardPage />);
    fireEvent.click(await screen.findByRole('button', { name: /^赢下的线索/ }));
    const asked = `wonIn=2026Q3&branchId=${BRANCH.id}&holderId=${id('9')}`;
    expect(opened()).toEqual([`/pages/manager/leads/index?${asked}`]);
  });

  it('opens the members behind a figure, and all customers', async () => {
    render(<ScorecardPage />);
    fireEvent.click(await screen.findByRole('button', { name: /^流失率 / }));
    tap('资产少了 1 万以上 9 位');
    tap(/^我的客户/);
    expect(opened()[0]).toBe(`/pages/manager/portfolio/index?ownerId=${ME_ID}&quarter=${QUARTER}&set=left`);
    expect(opened()[1]).toContain('set=aum_down');
    expect(opened()[2]).toContain('/pages/manager/portfolio/index?ownerId=');
  });

  it('shows how each figure went by day against what is due', async () => {
    render(<ScorecardPage />);
    const line = '新增客户：10 月 1 日 0 人，11 月 22 日 12 人，目标 40 人';
    expect(await screen.findByRole('img', { name: line })).toBeTruthy();
    expect(screen.getByText('按日应到 24 人，还差 12 人')).toBeTruthy();
    fireEvent.click(screen.getByRole('tab', { name: '培' }));
    expect(screen.getByText(/这一季还没有可以算的客户/)).toBeTruthy();
  });

  it('goes back a quarter and not beyond this one', async () => {
    render(<ScorecardPage />);
    await screen.findByText('109.2');
    expect(screen.getByRole('button', { name: '下一季' }).getAttribute('aria-disabled')).toBe('true');
    tap('上一季');
    expect(await screen.findByText('2026 年第三季')).toBeTruthy();
    await waitFor(() => expect(lastUrl('/portfolio/scorecard')).toContain('quarter=2026Q3'));
  });

  it('is clear where nobody could be counted', async () => {
    const nobody = { churn: null, uplift: null, coverage: null, growth: 0, aumGrowth: null };
    const line = buildLine({ counts: { ...SCORECARD.line.counts, atStart: 0, atEnd: 0, known: 0 } }, nobody);
    serve('GET /portfolio/scorecard', () => ({ ...SCORECARD, line, rank: null, previous: null }));
    render(<ScorecardPage />);
    expect(await screen.findByRole('button', { name: /^流失率 暂无 目标 ≤ 3 % 0.0 分 季初的名单暂无/ })).toBeTruthy();
  });

  it('of somebody else is not there for who may not see it', async () => {
    router.params = { employeeId: id('9') };
    refuse('GET /portfolio/scorecard', 404, 'not_found');
    render(<ScorecardPage />);
    expect(await screen.findByText(/没有找到这项内容/)).toBeTruthy();
  });
});
