import type { Offer } from '@linzhang/shared/offers/offers.contract';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import OfferPage from '../../miniprogram/src/pages/offers/offer/index';
import OffersPage from '../../miniprogram/src/pages/offers/offers/index';
import { enterAs, enterAsStranger, forgetWhoEntered } from '../support/taro/enter';
import { requests, serve, serveInTurn } from '../support/taro/server';
import Taro, { router } from '../support/taro/taro';

const OFFER_ID = 'f'.repeat(24);
const GROUP_ID = 'c'.repeat(24);
const EVENT_ID = 'e'.repeat(24);
const OFFER = `GET /offers/${OFFER_ID}`;
const CLAIMS = `POST /offers/${OFFER_ID}/claims`;

function buildOffer(changes: Partial<Offer> = {}): Offer {
  return {
    id: OFFER_ID,
    name: '阳光菜市场满减券',
    intro: '',
    terms: { kind: 'cash_off', thresholdFen: 5000, offFen: 2000 },
    merchant: { id: 'd'.repeat(24), name: '阳光菜市场' },
    branch: { id: 'b'.repeat(24), name: '江宁支行' },
    opensAt: '2026-11-01T01:00:00.000Z',
    closesAt: '2026-12-04T09:00:00.000Z',
    validity: { kind: 'days', days: 7 },
    perMember: 1,
    perMemberDay: null,
    leftCount: 43,
    ownClaims: 0,
    obstacle: null,
    unmet: [],
    can: { claim: true },
    ...changes,
  };
}

const UNMET: Offer['unmet'] = [
  { condition: 'group', step: 'join_group', groups: [{ id: GROUP_ID, name: '阳光菜市场福利圈' }] },
  { condition: 'phone', step: 'bind_phone' },
  { condition: 'stamps', step: 'collect_stamps', eventId: EVENT_ID, needed: 5, have: 3 },
  { condition: 'aum_rise', step: 'agree_matching', needed: 10_000_000 },
  { condition: 'segment', step: 'ask_manager', segments: ['B'] },
];

const sent = (route: string) => requests.filter((one) => one.route === route);

function openOffer(): void {
  enterAs();
  router.params = { id: OFFER_ID };
  render(<OfferPage />);
}

afterEach(forgetWhoEntered);

describe('an offer', () => {
  it('says every condition that is not met, each with the step that meets it', async () => {
    serve(OFFER, () => buildOffer({ unmet: UNMET, can: { claim: false } }));
    openOffer();
    for (const words of [
      '加入“阳光菜市场福利圈”',
      '绑定手机号',
      '在活动里集满 5 章（已有 3 章）',
      '资产比上月增加 10.0 万',
      '由客户经理邀请的客户',
    ])
      expect(await screen.findByText(words)).toBeTruthy();
    for (const verb of ['去加入', '去绑定', '去集章', '去同意'])
      fireEvent.click(screen.getByRole('button', { name: verb }));
    expect(Taro.navigateTo.mock.calls).toEqual([
      [{ url: `/pages/groups/group/index?id=${GROUP_ID}` }],
      [{ url: '/pages/members/phone/index' }],
      [{ url: `/pages/events/event/index?id=${EVENT_ID}` }],
      [{ url: '/pages/members/privacy/index' }],
    ]);
    expect(screen.getByText('可以问问您的客户经理')).toBeTruthy();
  });

  it('cannot be claimed while something is in the way', async () => {
    serve(OFFER, () => buildOffer({ obstacle: 'offer_day_limit_reached', can: { claim: false } }));
    openOffer();
    expect(await screen.findByText('今天已经领过，明天再来')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '领取' }));
    expect(sent(CLAIMS)).toEqual([]);
  });

  it('is claimed once however fast one taps, and leads to the claim', async () => {
    serve(OFFER, () => buildOffer());
    serve(CLAIMS, () => ({ id: '8K2QF7M01ZXC' }));
    openOffer();
    const button = await screen.findByRole('button', { name: '领取' });
    fireEvent.click(button);
    fireEvent.click(button);
    await waitFor(() =>
      expect(Taro.redirectTo).toHaveBeenCalledWith({ url: '/pages/offers/claim/index?id=8K2QF7M01ZXC' }),
    );
    expect(sent(CLAIMS)).toHaveLength(1);
  });

  it('asks again with the same request where the answer was lost', async () => {
    serve(OFFER, () => buildOffer());
    serveInTurn(CLAIMS, ['offline', { status: 201, body: { id: '8K2QF7M01ZXC' } }]);
    openOffer();
    fireEvent.click(await screen.findByRole('button', { name: '领取' }));
    expect(await screen.findByText('没有网络，请检查网络后重试')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '领取' }));
    await waitFor(() => expect(Taro.redirectTo).toHaveBeenCalledTimes(1));
    expect(sent(CLAIMS)[0]?.body).toEqual(sent(CLAIMS)[1]?.body);
  });

  it('says that the last one went meanwhile', async () => {
    serveInTurn(OFFER, [
      { status: 200, body: buildOffer() },
      { status: 200, body: buildOffer({ obstacle: 'offer_sold_out', can: { claim: false } }) },
    ]);
    serveInTurn(CLAIMS, [{ status: 409, body: { error: { code: 'offer_sold_out' } } }]);
    openOffer();
    fireEvent.click(await screen.findByRole('button', { name: '领取' }));
    expect(await screen.findByText('已经领完，看看别的优惠吧')).toBeTruthy();
  });

  it('asks a stranger to come in first', async () => {
    enterAsStranger();
    router.params = { id: OFFER_ID };
    render(<OfferPage />);
    expect(await screen.findByRole('button', { name: '去登录' })).toBeTruthy();
    expect(sent(OFFER)).toEqual([]);
  });
});

describe('the list of offers', () => {
  it('says of each what it gives, where, and what is missing', async () => {
    enterAs();
    const discount = { kind: 'discount', payPercent: 80, capFen: 3000, thresholdFen: 0 } as const;
    const items = [
      buildOffer(),
      buildOffer({ id: '1'.repeat(24), name: '水产摊 8 折券', terms: discount, unmet: UNMET.slice(1, 2) }),
    ];
    serve('GET /offers', () => ({ items, nextCursor: null }));
    render(<OffersPage />);
    expect(
      await screen.findByRole('button', {
        name: /^¥ ?20 满 50 可用 阳光菜市场满减券 阳光菜市场\s· 剩\s43\s张\s· 每人\s1\s张$/,
      }),
    ).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: /8 ?折 最多减 30 元.*还需：绑定手机号/ }));
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: `/pages/offers/offer/index?id=${'1'.repeat(24)}` });
  });

  it('says what will appear where there is nothing', async () => {
    enterAs();
    serve('GET /offers', () => ({ items: [], nextCursor: null }));
    render(<OffersPage />);
    expect(await screen.findByText('现在没有优惠')).toBeTruthy();
  });
});
