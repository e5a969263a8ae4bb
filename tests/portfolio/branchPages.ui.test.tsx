import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import MembersPage from '../../miniprogram/src/pages/branch/members/index';
import OverviewPage from '../../miniprogram/src/pages/branch/overview/index';
import TargetsPage from '../../miniprogram/src/pages/branch/targets/index';
import TransitionsPage from '../../miniprogram/src/pages/branch/transitions/index';
import { enterAs, forgetWhoEntered } from '../support/taro/enter';
import { stopClockAt } from '../support/taro/phoneClock';
import { refuse, requests, serve } from '../support/taro/server';
import Taro, { router } from '../support/taro/taro';
import {
  BRANCH,
  buildHead,
  buildLine,
  buildManager,
  buildMember,
  FIGURES_ANSWER,
  id,
  NOW,
  PROGRESS,
  QUARTER,
  TARGETS,
} from './pageAnswers';

const urls = () => Taro.request.mock.calls.map(([{ url }]) => url);
const lastUrl = (path: string) =>
  urls()
    .filter((url) => url.includes(path))
    .at(-1) ?? '';
const opened = () => Taro.navigateTo.mock.calls.map(([page]: unknown[]) => (page as { url: string }).url).at(-1);
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

beforeEach(() => {
  stopClockAt(NOW);
  enterAs(buildHead());
  serve('GET /portfolio/figures', () => FIGURES_ANSWER);
  serve('GET /portfolio/progress', () => PROGRESS);
  serve('GET /portfolio/members', () => ({ items: [buildMember({ name: '李*芳' })], nextCursor: null }));
  serve('GET /portfolio/targets', () => TARGETS);
});
afterEach(() => {
  forgetWhoEntered();
  jest.useRealTimers();
});

describe('the branch', () => {
  it('shows its score beside what is due, and opens the members behind a figure', async () => {
    render(<OverviewPage />);
    expect(
      await screen.findByRole('group', {
        name: /^江宁支行，得分 109.2，满分 120，按日应到 76.7 分，5 项里 4 项已达标/,
      }),
    ).toBeTruthy();
    tap(/^流失率 2.1 %/);
    expect(opened()).toBe(`/pages/branch/members/index?branchId=${BRANCH.id}&quarter=${QUARTER}&set=left`);
  });

  it('ranks its people by score or by a figure, and opens the sheet of one', async () => {
    render(<OverviewPage />);
    const names = () =>
      screen.getAllByRole('button', { name: /^(周敏|陈立|没有维护人) / }).map((row) => row.textContent);
    await screen.findByRole('button', { name: '周敏 109.2' });
    expect(names()).toEqual(['周敏109.2', '陈立88.1']);
    fireEvent.click(screen.getAllByRole('tab', { name: '保' })[0] as HTMLElement);
    expect(names()).toEqual(['陈立0.9 %', '周敏2.1 %', '没有维护人2.1 %']);
    tap(/^没有维护人 /);
    expect(opened()).toBe(
      `/pages/branch/members/index?branchId=${BRANCH.id}&quarter=${QUARTER}&set=left&position=none`,
    );
    tap(/^陈立 /);
    expect(opened()).toBe(`/pages/manager/scorecard/index?employeeId=${id('f')}&quarter=${QUARTER}`);
  });

  it('keeps a figure apart by tier, and opens the members of one', async () => {
    serve('GET /portfolio/figures', () => FIGURES_ANSWER);
    render(<OverviewPage />);
    await screen.findByRole('button', { name: '周敏 109.2' });
    const rows = [buildLine({ id: 'rising', name: null, score: null })];
    serve('GET /portfolio/figures', () => ({ ...FIGURES_ANSWER, by: 'tier', rows }));
    fireEvent.click(screen.getByRole('tab', { name: '季初层级' }));
    fireEvent.click(await screen.findByRole('button', { name: '优质 2.1 %' }));
    expect(lastUrl('/portfolio/figures')).toContain('by=tier');
    expect(opened()).toContain('set=left&tierAtStart=rising');
  });

  it('says what is missing before anybody serves anybody', async () => {
    serve('GET /portfolio/figures', () => ({ ...FIGURES_ANSWER, rows: [] }));
    render(<OverviewPage />);
    expect(await screen.findByText('还没有人可排')).toBeTruthy();
  });

  it('leads to the lists where nothing can be counted without one', async () => {
    const total = buildLine({}, { churn: null, uplift: null, coverage: null, aumGrowth: null });
    serve('GET /portfolio/figures', () => ({ ...FIGURES_ANSWER, by: 'position', total, rows: [] }));
    render(<OverviewPage />);
    expect(await screen.findByText('上传资产名单后，就能算出业绩。')).toBeTruthy();
    expect(await screen.findByText('还没有人名下有客户，有了就能分开看。')).toBeTruthy();
    tap('去上传');
    expect(opened()).toBe('/pages/branch/imports/index');
  });

  it('says nothing of lists where one is there', async () => {
    render(<OverviewPage />);
    await screen.findByRole('button', { name: '周敏 109.2' });
    expect(screen.queryByRole('button', { name: '去上传' })).toBeNull();
  });

  it('is chosen by an admin', async () => {
    enterAs(buildHead(['admin']));
    const other = { id: id('c'), name: '雨花支行' };
    serve('GET /branches', () => ({ items: [BRANCH, other], can: { create: true } }));
    render(<OverviewPage />);
    fireEvent.click(await screen.findByRole('button', { name: '网点，江宁支行' }));
    tap('雨花支行');
    await waitFor(() => expect(lastUrl('/portfolio/figures')).toContain(`branchId=${other.id}`));
  });

  it('is nothing to a manager', async () => {
    enterAs(buildManager());
    render(<OverviewPage />);
    expect(await screen.findByText('没有权限')).toBeTruthy();
  });
});

describe('the members behind a number', () => {
  it('are asked for as the number was counted, and name who serves them', async () => {
    router.params = { set: 'left', branchId: BRANCH.id, quarter: QUARTER, tierAtStart: 'rising', position: 'unknown' };
    render(<MembersPage />);
    expect(await screen.findByText('李*芳')).toBeTruthy();
    expect(screen.getByText(/B 培育 · 周敏$/)).toBeTruthy();
    const url = lastUrl('/portfolio/members');
    for (const part of ['set=left', 'tierAtStart=rising', `branchId=${BRANCH.id}`, `quarter=${QUARTER}`])
      expect(url).toContain(part);
    expect(url).not.toContain('position');
  });

  it('may be none', async () => {
    router.params = { set: 'left' };
    serve('GET /portfolio/members', () => ({ items: [], nextCursor: null }));
    render(<MembersPage />);
    expect(await screen.findByText('没有流失的客户')).toBeTruthy();
  });
});

describe('targets', () => {
  const saved = () => requests.filter(({ route }) => route === 'PUT /portfolio/targets');

  it('are broken down to the people as they are typed, and saved with the version that was read', async () => {
    serve('PUT /portfolio/targets', () => ({
      ...TARGETS,
      version: 1,
      changedBy: '王建国',
      changedAt: NOW.toISOString(),
    }));
    render(<TargetsPage />);
    await screen.findByText('江宁支行的目标');
    expect(screen.getByRole('button', { name: /^周敏 季初\s60\s位客户 抢 40 人$/ })).toBeTruthy();
    type('抢 · 新增客户（人）', '100');
    expect(screen.getByRole('button', { name: /^周敏 季初\s60\s位客户 抢 75 人$/ })).toBeTruthy();
    tap(/^陈立 季初\s20\s位客户 抢 25 人$/);
    expect(screen.getByText('不填就是 25 人（按季初 20 位客户分到）')).toBeTruthy();
    fireEvent.change(screen.getAllByLabelText('抢 · 新增客户（人）')[1] as HTMLElement, { target: { value: '30' } });
    tap('填好了');
    expect(screen.getByText('每个人的“抢”加起来比网点的目标多 5 人')).toBeTruthy();
    tap('保存目标');
    tap('请稍候…');
    expect(await screen.findByText(/^王建国 今天/)).toBeTruthy();
    expect(saved().map(({ body }) => body)).toEqual([
      {
        branchId: BRANCH.id,
        quarter: QUARTER,
        branch: { growth: 100 },
        people: [{ id: id('f'), values: { growth: 30 } }],
        version: 0,
      },
    ]);
  });

  it('take no number that is none', async () => {
    render(<TargetsPage />);
    await screen.findByText('江宁支行的目标');
    type('保 · 流失率不超过（%）', '101');
    expect(screen.getByText('请填 0 到 100，最多两位小数')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '保存目标' }));
    expect(saved()).toHaveLength(0);
  });

  it('say that somebody else was faster, and show what that changed', async () => {
    refuse('PUT /portfolio/targets', 409, 'version_conflict');
    render(<TargetsPage />);
    await screen.findByText('江宁支行的目标');
    type('争 · 提升率（%）', '9');
    tap('保存目标');
    expect(await screen.findByText(/刚被别人修改过/)).toBeTruthy();
    serve('GET /portfolio/targets', () => ({
      ...TARGETS,
      branch: { ...TARGETS.branch, set: { uplift: 12 } },
      version: 4,
    }));
    tap('看看改了什么');
    await waitFor(() => expect(screen.getByLabelText('争 · 提升率（%）')).toHaveProperty('value', '12'));
  });

  it('of a quarter that is over stay, and those of the next may be set ahead', async () => {
    render(<TargetsPage />);
    await screen.findByText('江宁支行的目标');
    tap('下一季');
    expect(await screen.findByText('2027 年第一季')).toBeTruthy();
    await waitFor(() => expect(lastUrl('/portfolio/targets')).toContain('quarter=2027Q1'));
    tap('上一季');
    tap('上一季');
    expect(await screen.findByText('这一季已经结束，目标不能再改。')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '保存目标' })).toBeNull();
  });
});

describe('transitions', () => {
  const row = (from: string, count: number, shares: number[]) => ({ from, count, shares });
  const none = (from: string, states: number) => row(from, 0, new Array(states).fill(0));
  const MATRIX = {
    tiers: [
      row('base', 1_000, [0.996, 0.004, 0, 0, 0]),
      row('basic', 106, [0.1, 0.75, 0.15, 0, 0]),
      none('rising', 5),
      none('wealth', 5),
      none('private', 5),
    ],
    segments: [none('A', 4), none('B', 4), none('C', 4), none('D', 4)],
  };

  it('say where the customers of each tier went, in figures', async () => {
    serve('GET /tier-transitions', () => MATRIX);
    render(<TransitionsPage />);
    expect(await screen.findByText('1,106 位客户，从期初到期末')).toBeTruthy();
    const cells = screen.getAllByRole('cell').map((cell) => cell.textContent);
    expect(cells.slice(0, 10)).toEqual(['100%', '<1%', '0%', '0%', '0%', '10%', '75%', '15%', '0%', '0%']);
    expect(cells.slice(10, 15)).toEqual(['–', '–', '–', '–', '–']);
    expect(lastUrl('/tier-transitions')).toContain('from=2026-10-01');
    tap('有效到优质，15%');
    const moved = `quarter=${QUARTER}&tierAtStart=basic&tier=rising`;
    expect(opened()).toBe(`/pages/branch/members/index?branchId=${BRANCH.id}&${moved}`);
  });

  it('compare other days, and say what is missing where nothing can be compared', async () => {
    serve('GET /tier-transitions', () => MATRIX);
    render(<TransitionsPage />);
    await screen.findByText('1,106 位客户，从期初到期末');
    fireEvent.click(screen.getByRole('tab', { name: '象限' }));
    expect(await screen.findByText('这段时间还没有可比的数据')).toBeTruthy();
    tap('时段，本季至今');
    tap('上一季');
    await waitFor(() => expect(lastUrl('/tier-transitions')).toContain('from=2026-07-01&to=2026-09-30'));
  });
});
