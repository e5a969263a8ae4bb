import type { Lead } from '@linzhang/shared/leads/leads.contract';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { evennessOf, spanWords } from '../../miniprogram/src/features/leads/figureWords';
import LeadFiguresPage from '../../miniprogram/src/pages/branch/leadFigures/index';
import BranchLeadsPage from '../../miniprogram/src/pages/branch/leads/index';
import PoolOrderPage from '../../miniprogram/src/pages/branch/poolOrder/index';
import { enterAs, forgetWhoEntered } from '../support/taro/enter';
import { stopClockAt } from '../support/taro/phoneClock';
import { refuse, requests, serve } from '../support/taro/server';
import Taro from '../support/taro/taro';
import { BRANCH_DESK, buildHead, buildLead, buildManager, CHEN, FIGURES, id, NOW } from './pageLeads';

const CAN = { take: false, release: false, followUp: false, assign: true, call: false };
const FIRST = buildLead({ can: CAN, subject: { kind: 'member', id: id('2'), name: '李*芳' } });
const SECOND = buildLead({ id: id('5'), can: CAN, subject: { kind: 'member', id: id('6'), name: '王*强' } });
const DESK = `GET /branches/${id('b')}/lead-desk`;
const ASSIGN = 'POST /lead-assignments';
const ORDER = `/branches/${id('b')}/pool-order`;
const sent = (route: string) => requests.filter((request) => request.route === route).map(({ body }) => body);
const asked = () => Taro.request.mock.calls.map(([{ url }]) => url);
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
/** Leads that wait for the head. */
const waiting = (...items: Lead[]) => serve(DESK, () => ({ ...BRANCH_DESK, headFirst: { items, nextCursor: null } }));

beforeEach(() => {
  stopClockAt(NOW);
  enterAs(buildHead());
  waiting();
});
afterEach(() => {
  forgetWhoEntered();
  jest.useRealTimers();
});

describe('the head’s desk', () => {
  it('gives several leads to whoever has most room, once', async () => {
    waiting(FIRST, SECOND);
    serve(ASSIGN, () => ({ items: [{ leadId: id('1'), employee: CHEN }] }));
    render(<BranchLeadsPage />);
    fireEvent.click(await screen.findByRole('checkbox', { name: '选择李*芳' }));
    tap('分配 1 条');
    fireEvent.click(screen.getAllByRole('button', { name: '关闭' })[0] as HTMLElement);
    tap('全选这 2 条');
    tap('分配 2 条');
    await screen.findByText('按空余自动分配');
    const confirm = document.querySelector('#confirm-assign') as HTMLElement;
    fireEvent.click(confirm);
    fireEvent.click(confirm);
    await waitFor(() => expect(sent(ASSIGN)).toHaveLength(1));
    expect(sent(ASSIGN)[0]).toMatchObject({ leadIds: [id('1'), id('5')], employeeId: null });
    await waitFor(() => expect(screen.queryByRole('button', { name: '分配 2 条' })).toBeNull());
  });

  it('comes in one answer, and goes on with the list where there are more', async () => {
    serve(DESK, () => ({ ...BRANCH_DESK, headFirst: { items: [FIRST], nextCursor: 'next' } }));
    serve('GET /leads', () => ({ items: [SECOND], nextCursor: null }));
    render(<BranchLeadsPage />);
    expect(await screen.findByRole('checkbox', { name: '选择李*芳' })).toBeTruthy();
    expect(requests.map(({ route }) => route)).toEqual([DESK]);
    tap('加载更多');
    expect(await screen.findByRole('checkbox', { name: '选择王*强' })).toBeTruthy();
    expect(asked().at(-1)).toMatch(/cursor=next.*place=head/);
  });

  it('looks at each place, and at one manager', async () => {
    serve('GET /leads', () => ({ items: [], nextCursor: null }));
    render(<BranchLeadsPage />);
    expect(await screen.findByText('没有要分配的')).toBeTruthy();
    fireEvent.click(await screen.findByRole('button', { name: '1 超时' }));
    expect(await screen.findByText('没有超时的')).toBeTruthy();
    expect(asked().at(-1)).toContain('due=overdue');
    tap('谁的线索，所有人');
    tap('陈立（5 条）');
    await waitFor(() => expect(asked().at(-1)).toContain(`holderId=${CHEN.id}`));
  });

  it('says that something changed meanwhile', async () => {
    waiting(FIRST);
    refuse(ASSIGN, 409, 'version_conflict');
    render(<BranchLeadsPage />);
    fireEvent.click(await screen.findByRole('checkbox', { name: '选择李*芳' }));
    tap('分配 1 条');
    await screen.findByText('按空余自动分配');
    fireEvent.click(document.querySelector('#confirm-assign') as HTMLElement);
    expect(await screen.findByText(/刚被别人修改过/)).toBeTruthy();
  });

  it('is for heads', () => {
    enterAs(buildManager());
    render(<BranchLeadsPage />);
    expect(screen.getByText('没有权限')).toBeTruthy();
  });
});

describe('figures', () => {
  it('say how long leads waited and how evenly they were shared', async () => {
    serve('GET /lead-figures', () => FIGURES);
    render(<LeadFiguresPage />);
    expect(await screen.findByText('有些不均，不均衡度 23%')).toBeTruthy();
    for (const text of ['40 分钟', '12 小时', '平均 2 小时', '平均 2.1 天', '8 条', '5 条'])
      expect(screen.getByText(text)).toBeTruthy();
    expect(asked().at(-1)).toContain('from=2026-10-24&to=2026-11-22');
    fireEvent.click(screen.getByRole('radio', { name: '近 7 天' }));
    await waitFor(() => expect(asked().at(-1)).toContain('from=2026-11-16'));
  });

  it('say so where there is nothing', async () => {
    serve('GET /lead-figures', () => ({ ...FIGURES, opened: 0, managers: [] }));
    render(<LeadFiguresPage />);
    expect(await screen.findByText('这段时间没有线索')).toBeTruthy();
  });

  it('read days that were picked, in either order', async () => {
    serve('GET /lead-figures', () => FIGURES);
    render(<LeadFiguresPage />);
    fireEvent.click(await screen.findByRole('radio', { name: '选日期' }));
    fireEvent.change(screen.getByLabelText('从'), { target: { value: '2026-12-01' } });
    await waitFor(() => expect(asked().at(-1)).toContain('from=2026-11-22&to=2026-12-01'));
  });

  it.each([
    [null, '暂无'],
    [0, '马上'],
    [40, '40 分钟'],
    [90, '2 小时'],
    [2_160, '1.5 天'],
  ])('a wait of %p minutes is %p', (minutes, words) => expect(spanWords(minutes)).toBe(words));

  it.each([
    [0, 'jade'],
    [300_000, 'amber'],
    [700_000, 'seal'],
  ])('%p ppm reads %p', (unevennessPpm, tone) => expect(evennessOf({ unevennessPpm }).tone).toBe(tone));
});

describe('the order of the pool', () => {
  it('is changed and saved with the version that was read', async () => {
    serve(`GET ${ORDER}`, () => ({ order: ['nearest', 'industry', 'first'], version: 2 }));
    serve(`PUT ${ORDER}`, () => ({ order: ['nearest', 'first', 'industry'], version: 3 }));
    render(<PoolOrderPage />);
    await screen.findByText('就近');
    tap('保存顺序');
    expect(sent(`PUT ${ORDER}`)).toEqual([]);
    fireEvent.click(screen.getAllByRole('button', { name: '上移' })[1] as HTMLElement);
    tap('保存顺序');
    await waitFor(() =>
      expect(sent(`PUT ${ORDER}`)).toEqual([{ order: ['nearest', 'first', 'industry'], version: 2 }]),
    );
    expect(Taro.showToast).toHaveBeenCalledWith(expect.objectContaining({ title: '顺序已保存' }));
  });
});
