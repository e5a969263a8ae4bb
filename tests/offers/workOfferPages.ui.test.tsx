import { fireEvent, render, screen } from '@testing-library/react';
import WorkHomePage from '../../miniprogram/src/pages/work/home/index';
import WorkOfferPage from '../../miniprogram/src/pages/work/offer/index';
import OfferClaimsPage from '../../miniprogram/src/pages/work/offerClaims/index';
import OfferFormPage from '../../miniprogram/src/pages/work/offerForm/index';
import OfferPreviewPage from '../../miniprogram/src/pages/work/offerPreview/index';
import WorkOffersPage from '../../miniprogram/src/pages/work/offers/index';
import { enterAs, forgetWhoEntered } from '../support/taro/enter';
import { buildMe } from '../support/taro/me';
import { refuse, requests, serve } from '../support/taro/server';
import Taro, { router } from '../support/taro/taro';
import { OFFER, PUBLISHED } from './workOffer';

const ME = buildMe();
const HEAD = buildMe({
  can: { ...ME.can, openWork: true, manageOffers: true },
  employee: {
    id: 'd'.repeat(24),
    number: 'JN002',
    name: '王建国',
    roles: ['head'],
    position: 'branch_head',
    branch: OFFER.branch,
    merchant: null,
  } as never,
});
const page = (items: unknown[]) => () => ({ items, nextCursor: null });
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

beforeEach(() => {
  router.params = { id: OFFER.id };
  enterAs(HEAD);
});
afterEach(forgetWhoEntered);

describe('the pages of a head', () => {
  it('lead from the tile to the list and on to a new offer', async () => {
    render(<WorkHomePage />);
    fireEvent.click(await screen.findByText('优惠'));
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/pages/work/offers/index' });
    serve('GET /work/offers', page([]));
    render(<WorkOffersPage />);
    expect(await screen.findByText('还没有发布的优惠')).toBeTruthy();
    tap('新建优惠');
    expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: '/pages/work/offerForm/index' });
  });

  it('publish from the page of the offer, which then shows the figures', async () => {
    serve(`GET /work/offers/${OFFER.id}`, () => OFFER);
    serve(`POST /work/offers/${OFFER.id}/status`, () => PUBLISHED);
    render(<WorkOfferPage />);
    await screen.findByText('满 50 元减 20 元');
    tap('发布给客户');
    tap('发布');
    expect(await screen.findByText('已领 120 张，还剩 380 / 500 份')).toBeTruthy();
  });

  it('copy into a draft of its own, once for a double tap', async () => {
    serve(`GET /work/offers/${OFFER.id}`, () => PUBLISHED);
    serve(`POST /work/offers/${OFFER.id}/copies`, () => ({ ...OFFER, id: '9'.repeat(24) }));
    render(<WorkOfferPage />);
    const copy = await screen.findByRole('button', { name: '复制成新的草稿' });
    fireEvent.click(copy);
    fireEvent.click(copy);
    await screen.findByText('满 50 元减 20 元');
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(requests.filter(({ route }) => route.endsWith('/copies'))).toHaveLength(1);
    expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: `/pages/work/offerForm/index?id=${'9'.repeat(24)}` });
  });

  it('read what a form needs, and show the ticket as a customer sees it', async () => {
    serve(`GET /work/offers/${OFFER.id}`, () => OFFER);
    serve('GET /branches', () => ({ items: [OFFER.branch], can: { create: false } }));
    serve('GET /merchants', page([OFFER.merchant]));
    serve('GET /work/groups', page([]));
    serve('GET /work/events', page([]));
    render(<OfferFormPage />);
    expect(((await screen.findByLabelText('名称')) as HTMLInputElement).value).toBe('满50减20');
    render(<OfferPreviewPage />);
    expect(await screen.findByText('这是符合条件的客户看到的样子。')).toBeTruthy();
  });

  it('say that there are no claims yet, and why a foreign offer is not shown', async () => {
    serve(`GET /work/offers/${OFFER.id}/claims`, page([]));
    render(<OfferClaimsPage />);
    expect(await screen.findByText('还没有人领取')).toBeTruthy();
    fireEvent.click(screen.getByRole('tab', { name: '已取消' }));
    expect(await screen.findByText('没有取消的券')).toBeTruthy();
    refuse(`GET /work/offers/${OFFER.id}`, 404, 'not_found');
    render(<WorkOfferPage />);
    expect(await screen.findByText(/没有找到这项内容/)).toBeTruthy();
  });
});
