import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import LeadPage from '../../miniprogram/src/pages/manager/lead/index';
import { enterAs, forgetWhoEntered } from '../support/taro/enter';
import { stopClockAt } from '../support/taro/phoneClock';
import { refuse, requests, serve } from '../support/taro/server';
import Taro, { router } from '../support/taro/taro';
import { BRANCH_DESK, buildDetail, buildHead, buildManager, buildPoolLead, CHEN, id, NOW, ZHOU } from './pageLeads';

const LEAD = `GET /leads/${id('1')}`;
const FOLLOW = `POST /leads/${id('1')}/follow-ups`;
const REVEAL = `POST /members/${id('2')}/phone-reveals`;
const RELEASE = `POST /leads/${id('1')}/releases`;
const sent = (route: string) => requests.filter((request) => request.route === route).map(({ body }) => body);
const tap = (name: string | RegExp, index = 0) =>
  fireEvent.click(screen.getAllByRole('button', { name })[index] as HTMLElement);
const choose = (name: string) => fireEvent.click(screen.getByRole('radio', { name }));

beforeEach(() => {
  stopClockAt(NOW);
  enterAs(buildManager());
  router.params = { id: id('1') };
  serve(LEAD, () => buildDetail());
});
afterEach(() => {
  forgetWhoEntered();
  jest.useRealTimers();
});

async function open() {
  render(<LeadPage />);
  await screen.findByText('为什么联系');
}

describe('a lead', () => {
  it('says who, why with points, and what happened', async () => {
    await open();
    for (const text of [
      '138****1234 · 维护人 周敏 · 首维护人 陈立',
      '优质客户 · 象限 B 培育',
      '资产 18.6 万，到 20 万升理财层',
      '离 20 万差 1.4 万（昨天）',
      '+40',
      '层级和象限',
      '+30',
      '90 分',
      '线索产生',
      '集满了章、快到上一层级',
      '周敏是维护人，线索归周敏',
    ])
      expect(screen.getByText(text)).toBeTruthy();
  });

  it('tells a follow-up where it happened', async () => {
    const at = '2026-11-21T02:00:00.000Z';
    const followUp = {
      id: id('9'),
      at,
      by: ZHOU,
      state: 'contacted' as const,
      lostReason: null,
      note: '电话聊过',
      assets: ['deposits' as const],
      products: [],
      decisionMaker: '她爱人',
      informant: null,
      actor: null,
      target: null,
      plan: null,
      nextOn: '2026-11-25',
    };
    const step = { at, kind: 'followed_up' as const, state: 'contacted' as const, holder: ZHOU, by: ZHOU, note: null };
    const released = { ...step, at: '2026-11-19T02:00:00.000Z', kind: 'released' as const, note: 'pool 太远了' };
    serve(LEAD, () => buildDetail({ followUps: [followUp], steps: [step, released] }));
    await open();
    for (const text of [
      '周敏跟进 · 已联系',
      '电话聊过',
      '有：存款',
      '拿主意的：她爱人',
      '约在 11 月 25 日',
      '回到公海：太远了',
    ])
      expect(screen.getByText(text)).toBeTruthy();
  });

  it('is not there for who may not see it', async () => {
    refuse(LEAD, 404, 'not_found');
    render(<LeadPage />);
    expect(await screen.findByText(/没有找到这项内容/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: '写跟进' })).toBeNull();
  });
});

describe('a follow-up', () => {
  it('takes two taps, and is sent once however fast they are', async () => {
    serve(FOLLOW, () => buildDetail({ state: 'contacted' }));
    await open();
    tap('写跟进');
    tap('保存跟进');
    tap(/保存跟进|请稍候/);
    await waitFor(() => expect(sent(LEAD)).toHaveLength(2));
    expect(sent(FOLLOW)).toEqual([
      expect.objectContaining({ state: 'contacted', note: '电话聊过', nextOn: null, assets: [], lostReason: null }),
    ]);
    expect(screen.queryByText('保存跟进')).toBeNull();
  });

  it('says more in a second step, with the next day', async () => {
    serve(FOLLOW, () => buildDetail());
    await open();
    tap('写跟进');
    choose('有意向');
    choose('3 天后');
    tap('补充了解到的');
    fireEvent.click(screen.getByRole('checkbox', { name: '房产' }));
    fireEvent.change(screen.getByLabelText('谁拿主意'), { target: { value: '她爱人' } });
    tap('保存跟进');
    await waitFor(() => expect(sent(FOLLOW)).toHaveLength(1));
    expect(sent(FOLLOW)[0]).toMatchObject({
      state: 'qualified',
      note: '有兴趣，准备方案',
      nextOn: '2026-11-25',
      assets: ['property'],
      decisionMaker: '她爱人',
    });
  });

  it('ends a lead only with a reason', async () => {
    serve(FOLLOW, () => buildDetail({ state: 'lost', lostReason: 'no_answer' }));
    await open();
    tap('写跟进');
    choose('没成');
    tap('结束线索');
    expect(sent(FOLLOW)).toEqual([]);
    choose('一直联系不上');
    tap('结束线索');
    await waitFor(() => expect(sent(FOLLOW)).toHaveLength(1));
    expect(sent(FOLLOW)[0]).toMatchObject({ state: 'lost', lostReason: 'no_answer', nextOn: null });
  });

  it('keeps what was typed when it fails', async () => {
    refuse(FOLLOW, 404, 'not_found');
    await open();
    tap('写跟进');
    fireEvent.change(screen.getByLabelText('记录'), { target: { value: '女儿明年上大学' } });
    tap('保存跟进');
    expect(await screen.findByText(/没有找到这项内容/)).toBeTruthy();
    expect((screen.getByLabelText('记录') as HTMLTextAreaElement).value).toBe('女儿明年上大学');
  });
});

describe('the phone', () => {
  it('is shown after a purpose, called, and leads to the follow-up', async () => {
    serve(REVEAL, () => ({ phone: '13812341234' }));
    await open();
    tap('拨打');
    choose('预约见面');
    tap('查看号码');
    expect(await screen.findByText('138 1234 1234')).toBeTruthy();
    expect(sent(REVEAL)).toEqual([expect.objectContaining({ purpose: '预约见面' })]);
    tap('拨打', 1);
    expect(await screen.findByText('保存跟进')).toBeTruthy();
    expect(Taro.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: '13812341234' });
  });

  it('is not shown beyond the day’s limit', async () => {
    refuse(REVEAL, 429, 'reveal_limit_reached', { limit: 30 });
    await open();
    tap('拨打');
    tap('查看号码');
    expect(await screen.findByText('今天 30 次查看手机号的机会已用完，明天再来')).toBeTruthy();
  });
});

describe('giving back', () => {
  it('asks for a reason, says what follows, and goes back', async () => {
    serve(RELEASE, () => ({ desk: 'head' }));
    await open();
    tap('退回这条线索');
    expect(screen.getByText(/退回后交给主任安排/)).toBeTruthy();
    tap('退回');
    expect(sent(RELEASE)).toEqual([]);
    choose('不在我的片区');
    tap('退回');
    await waitFor(() => expect(sent(RELEASE)).toEqual([expect.objectContaining({ note: '不在我的片区' })]));
    await waitFor(() => expect(Taro.switchTab).toHaveBeenCalled());
    expect(Taro.showToast).toHaveBeenCalledWith(expect.objectContaining({ title: '已交给主任' }));
  });
});

describe('a lead of the pool', () => {
  const POOL = `GET /leads/${id('3')}`;
  const detail = (over: object = {}) => ({ ...buildDetail(), ...buildPoolLead(), owner: null, origin: null, ...over });
  beforeEach(() => {
    router.params = { id: id('3') };
  });

  it('is taken from its page; who was slower reads whose it is', async () => {
    serve(POOL, () => detail());
    refuse(`POST /leads/${id('3')}/takings`, 409, 'lead_taken');
    await open();
    tap('领取');
    await waitFor(() => expect(sent(POOL)).toHaveLength(2));
    expect(Taro.showToast).toHaveBeenCalledWith(
      expect.objectContaining({ title: expect.stringContaining('刚被别人领走') }),
    );
  });

  it('waits for who gave it back', async () => {
    serve(POOL, () => detail({ restsUntil: '2026-11-24T02:00:00.000Z' }));
    await open();
    expect(screen.getByText('您刚退回过，11 月 24 日起可以再领')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '领取' })).toBeNull();
  });

  it('shows what was entered of a prospect', async () => {
    const prospect = {
      kind: 'company' as const,
      contactName: '何勇',
      industry: 'wholesale' as const,
      address: '江宁路 8 号',
      source: 'supply_chain' as const,
      remark: '想要收款码',
    };
    serve(POOL, () => detail({ prospect, can: { ...buildDetail().can, call: false } }));
    await open();
    for (const text of ['企业', '何勇', '批发', '江宁路 8 号', '线 · 上下游', '想要收款码'])
      expect(screen.getByText(text)).toBeTruthy();
  });
});

describe('the head', () => {
  it('gives it to somebody', async () => {
    enterAs(buildHead());
    const can = { take: false, release: false, followUp: false, assign: true, call: false };
    serve(LEAD, () => buildDetail({ can }));
    serve(`GET /branches/${id('b')}/lead-desk`, () => BRANCH_DESK);
    serve('POST /lead-assignments', () => ({ items: [{ leadId: id('1'), employee: CHEN }] }));
    await open();
    tap('分配');
    fireEvent.click(await screen.findByRole('button', { name: /^陈立 手上\s5\s条/ }));
    tap('分配 1 条');
    await waitFor(() => expect(sent('POST /lead-assignments')).toHaveLength(1));
    expect(sent('POST /lead-assignments')[0]).toMatchObject({ leadIds: [id('1')], employeeId: CHEN.id, note: null });
    expect(Taro.showToast).toHaveBeenCalledWith(expect.objectContaining({ title: '已分给陈立' }));
  });
});
