import type { Prospect } from '@linzhang/shared/prospects/prospects.contract';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import ProspectPage from '../../miniprogram/src/pages/manager/prospect/index';
import ProspectFormPage from '../../miniprogram/src/pages/manager/prospectForm/index';
import ProspectsPage from '../../miniprogram/src/pages/manager/prospects/index';
import { enterAs, forgetWhoEntered } from '../support/taro/enter';
import { buildMe } from '../support/taro/me';
import { stopClockAt } from '../support/taro/phoneClock';
import { refuse, requests, serve } from '../support/taro/server';
import Taro, { router } from '../support/taro/taro';

const id = (digit: string) => digit.repeat(24);
const NOW = new Date('2026-11-22T02:00:00.000Z');
const ONE = `/prospects/${id('1')}`;
const ME = buildMe();

function buildProspect(over: Partial<Prospect> = {}): Prospect {
  return {
    id: id('1'),
    branch: { id: id('b'), name: '江宁支行' },
    kind: 'company',
    name: '何勇粮油',
    contactName: '何勇',
    phone: '139****5678',
    industry: 'wholesale',
    place: { address: '江宁路 8 号', point: { latitude: 31.95, longitude: 118.84 } },
    source: 'supply_chain',
    remark: '想要收款码',
    state: 'open',
    enteredBy: { id: id('c'), name: '孙丽' },
    enteredAt: '2026-11-21T02:00:00.000Z',
    leadId: id('2'),
    leadHolder: null,
    version: 4,
    can: { update: true, revealPhone: false, openLead: true },
    ...over,
  };
}

const sent = (route: string) => requests.filter((request) => request.route === route).map(({ body }) => body);
const asked = () => Taro.request.mock.calls.map(([{ url }]) => url).at(-1) ?? '';
const tap = (name: string | RegExp, index = 0) =>
  fireEvent.click(screen.getAllByRole('button', { name })[index] as HTMLElement);
const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const enter = (heads = false) =>
  enterAs(buildMe({ can: { ...ME.can, openWork: true, serveCustomers: true, headBranch: heads } }));

beforeEach(() => {
  stopClockAt(NOW);
  enter();
});
afterEach(() => {
  forgetWhoEntered();
  jest.useRealTimers();
});

describe('the list', () => {
  const listed = (...items: Prospect[]) => serve('GET /prospects', () => ({ items, nextCursor: null }));

  it('says who calls, and opens one', async () => {
    listed(buildProspect(), buildProspect({ id: id('3'), name: '王芳', leadHolder: { id: id('d'), name: '周敏' } }));
    render(<ProspectsPage />);
    expect(await screen.findByText('批发 · 等人领取 · 孙丽 昨天登记')).toBeTruthy();
    expect(screen.getByText('批发 · 周敏 在跟进 · 孙丽 昨天登记')).toBeTruthy();
    expect(screen.queryByRole('tab', { name: '全网点' })).toBeNull();
    fireEvent.click(screen.getByText('何勇粮油'));
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: `/pages/manager/prospect/index?id=${id('1')}` });
  });

  it('says what fills it, and shows the branch to its head', async () => {
    enter(true);
    listed();
    render(<ProspectsPage />);
    expect(await screen.findByText('还没有潜在客户')).toBeTruthy();
    fireEvent.click(screen.getByRole('tab', { name: '全网点' }));
    await waitFor(() => expect(asked()).toContain('scope=branch&state=open'));
    fireEvent.click(screen.getByRole('tab', { name: '不再联系' }));
    expect(await screen.findByText('没有放弃的')).toBeTruthy();
    tap('登记潜客');
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/pages/manager/prospectForm/index' });
  });
});

describe('entering', () => {
  async function fill(): Promise<void> {
    render(<ProspectFormPage />);
    fireEvent.change(await screen.findByLabelText('企业或商户名称'), { target: { value: '何勇粮油' } });
    type('手机号', '139 1234 5678');
    tap('怎么来的，请选择');
    tap('线 · 上下游');
    type('地址', '江宁路 8 号');
  }

  it('sends it once and shows it', async () => {
    serve('POST /prospects', () => buildProspect());
    await fill();
    tap('登记');
    tap(/登记|请稍候/);
    await waitFor(() => expect(Taro.redirectTo).toHaveBeenCalled());
    expect(sent('POST /prospects')).toEqual([
      expect.objectContaining({
        kind: 'company',
        name: '何勇粮油',
        phone: '13912345678',
        contactName: null,
        industry: null,
        place: { address: '江宁路 8 号', point: null },
        source: 'supply_chain',
        remark: '',
      }),
    ]);
    expect(Taro.redirectTo).toHaveBeenCalledWith({ url: `/pages/manager/prospect/index?id=${id('1')}` });
  });

  it('says that somebody entered it before', async () => {
    refuse('POST /prospects', 409, 'prospect_known');
    await fill();
    tap('登记');
    expect(await screen.findByText('这个电话或名称和地址已经登记过，不用再录')).toBeTruthy();
  });

  it('waits for a number that can be one', async () => {
    await fill();
    type('手机号', '1391234');
    expect(screen.getByText('填 11 位手机号，不知道就留空')).toBeTruthy();
    tap('登记');
    expect(sent('POST /prospects')).toEqual([]);
  });

  it('changes what is known, and keeps the place on the map', async () => {
    router.params = { id: id('1') };
    serve(`GET ${ONE}`, () => buildProspect());
    serve(`PATCH ${ONE}`, () => buildProspect());
    render(<ProspectFormPage />);
    await screen.findByLabelText('企业或商户名称');
    expect(screen.queryByLabelText('手机号')).toBeNull();
    type('备注', '月底再谈');
    tap('保存');
    await waitFor(() => expect(sent(`PATCH ${ONE}`)).toHaveLength(1));
    expect(sent(`PATCH ${ONE}`)[0]).toMatchObject({
      remark: '月底再谈',
      place: { address: '江宁路 8 号', point: { latitude: 31.95, longitude: 118.84 } },
      state: 'open',
      version: 4,
    });
  });
});

describe('a prospect', () => {
  beforeEach(() => {
    router.params = { id: id('1') };
  });
  const show = async (over: Partial<Prospect> = {}) => {
    serve(`GET ${ONE}`, () => buildProspect(over));
    render(<ProspectPage />);
    await screen.findByText('139****5678');
  };

  it('leads to its lead', async () => {
    await show();
    tap('去公海领取');
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: `/pages/manager/lead/index?id=${id('2')}` });
  });

  it('says that a colleague calls', async () => {
    await show({
      leadHolder: { id: id('d'), name: '周敏' },
      can: { update: true, revealPhone: false, openLead: false },
    });
    expect(screen.getByText('同事正在跟进这位潜客。')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '去跟进' })).toBeNull();
  });

  it('is dropped after a yes, and taken up again', async () => {
    await show();
    serve(`PATCH ${ONE}`, () => buildProspect({ state: 'dropped', leadId: null, version: 5 }));
    tap('不再联系');
    expect(sent(`PATCH ${ONE}`)).toEqual([]);
    tap('不再联系', 1);
    expect(await screen.findByText('已标为不再联系，恢复后会重新进公海。')).toBeTruthy();
    expect(sent(`PATCH ${ONE}`)[0]).toMatchObject({ state: 'dropped', version: 4, name: '何勇粮油' });
    serve(`PATCH ${ONE}`, () => buildProspect({ version: 6 }));
    tap('恢复为待发展');
    await waitFor(() => expect(sent(`PATCH ${ONE}`)[1]).toMatchObject({ state: 'open', version: 5 }));
  });

  it('has become a customer, and cannot be changed', async () => {
    await show({ state: 'converted', leadId: null, can: { update: false, revealPhone: false, openLead: false } });
    expect(screen.getByText('已绑定手机号，成为客户；线索也转到客户名下。')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '修改资料' })).toBeNull();
  });
});
