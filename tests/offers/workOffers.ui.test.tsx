import type { OfferClaim } from '@linzhang/shared/claims/redemptions.contract';
import type { WorkOffer } from '@linzhang/shared/offers/workOffers.contract';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { ClaimSheet } from '../../miniprogram/src/features/offers/ClaimSheet';
import { OfferClaimList } from '../../miniprogram/src/features/offers/OfferClaimList';
import { OfferForm } from '../../miniprogram/src/features/offers/OfferForm';
import { draftOfOffer, fieldsOf, type OfferDraft, termsOf } from '../../miniprogram/src/features/offers/offerDraft';
import { asCustomerSees } from '../../miniprogram/src/features/offers/offerPreview';
import { RaiseSheet } from '../../miniprogram/src/features/offers/RaiseSheet';
import { useOfferStatus } from '../../miniprogram/src/features/offers/useOfferStatus';
import { Faults, WorkOfferDetail } from '../../miniprogram/src/features/offers/WorkOfferDetail';
import { WorkOfferList } from '../../miniprogram/src/features/offers/WorkOfferList';
import { dropToken, keepToken } from '../../miniprogram/src/lib/session';
import { refuse, requests, serve } from '../support/taro/server';
import { OFFER, PUBLISHED } from './workOffer';

const choices = {
  merchants: [{ value: '6'.repeat(24), text: '阳光菜市场' }],
  groups: [{ value: '5'.repeat(24), text: '阳光福利圈' }],
  events: [],
};
const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const noSteps = {
  onEdit: jest.fn(),
  onPreview: jest.fn(),
  onClaims: jest.fn(),
  onCopy: jest.fn(),
  onRaise: jest.fn(),
  onPause: jest.fn(),
  onEnd: jest.fn(),
  onWithdraw: jest.fn(),
};

beforeEach(() => keepToken('token'));
afterEach(dropToken);

describe('the form of an offer', () => {
  it('shows the ticket as it is typed and sends fen', async () => {
    const onDone = jest.fn();
    serve('POST /work/offers', () => OFFER);
    render(<OfferForm offer={null} branchId={OFFER.branch.id} {...choices} onDone={onDone} />);
    expect(screen.getByText('填好优惠内容，这里会显示客户看到的券。')).toBeTruthy();
    type('名称', '满50减20');
    type('账单满多少可用（元）', '50');
    type('减多少（元）', '20');
    expect(screen.getByText('满 50 元减 20 元')).toBeTruthy();
    expect(screen.getByText('全部领完最多需要 2000 元；先用完哪个，领取就停止')).toBeTruthy();
    type('总预算（元）', '2000');
    press('存为草稿');
    await waitFor(() => expect(onDone).toHaveBeenCalled());
    expect(requests.at(-1)?.body).toMatchObject({
      name: '满50减20',
      terms: { kind: 'cash_off', thresholdFen: 5_000, offFen: 2_000 },
      budgetFen: 200_000,
      stock: 100,
      validity: { kind: 'days', days: 7 },
      merchantId: null,
      branchId: OFFER.branch.id,
    });
  });

  it('says what stays once it was published', () => {
    render(<OfferForm offer={PUBLISHED} branchId={OFFER.branch.id} {...choices} onDone={jest.fn()} />);
    expect(screen.getByText(/已经发布：只能改名称/)).toBeTruthy();
    expect((screen.getByLabelText('总份数') as HTMLInputElement).disabled).toBe(true);
  });

  const typed = (over: Partial<OfferDraft>): OfferDraft => ({ ...draftOfOffer(OFFER, 0), ...over });
  it.each([
    [
      '8 折',
      { kind: 'discount', rate: '8', cap: '30', threshold: '' },
      { kind: 'discount', payPercent: 80, capFen: 3_000, thresholdFen: 0 },
    ],
    [
      '八五折',
      { kind: 'discount', rate: '8.5', cap: '30', threshold: '20' },
      { kind: 'discount', payPercent: 85, capFen: 3_000, thresholdFen: 2_000 },
    ],
    ['没有折', { kind: 'discount', rate: '10', cap: '30' }, null],
    ['礼品', { kind: 'gift', goods: '雨伞', cost: '' }, { kind: 'gift', goods: '雨伞', costFen: 0 }],
    [
      '资产',
      { kind: 'aum_threshold', rise: '10', off: '500' },
      { kind: 'aum_threshold', riseFen: 10_000_000, offFen: 50_000 },
    ],
    ['缺金额', { kind: 'cash_off', off: '' }, null],
  ] as [string, Partial<OfferDraft>, unknown][])('reads what is typed: %s', (_name, over, terms) => {
    expect(termsOf(typed(over))).toEqual(terms);
  });

  it('chooses booths of an event, also once published', async () => {
    const booth = { id: 'b'.repeat(24), number: 8, name: '银行摊位', eventId: 'e'.repeat(24) };
    const other = { ...booth, id: 'a'.repeat(24), number: 2, name: '水产摊' };
    serve(`GET /work/events/${booth.eventId}`, () => ({ booths: [other, booth] }));
    serve(`PATCH /work/offers/${OFFER.id}`, () => PUBLISHED);
    const onDone = jest.fn();
    const events = [{ value: booth.eventId, text: '阳光市集' }];
    render(
      <OfferForm
        {...choices}
        events={events}
        offer={{ ...PUBLISHED, boothIds: [booth.id], booths: [booth] }}
        branchId={OFFER.branch.id}
        onDone={onDone}
      />,
    );
    fireEvent.click(await screen.findByRole('checkbox', { name: '2 号 水产摊' }));
    press('保存');
    await waitFor(() => expect(onDone).toHaveBeenCalled());
    expect(requests.at(-1)?.body).toMatchObject({ boothIds: [other.id, booth.id] });
  });

  it('gives back what it was given', () => {
    const { merchant, eligibility, ...rest } = OFFER;
    const { groups: _groups, ...asked } = eligibility;
    const fields = fieldsOf(draftOfOffer(OFFER, 0));
    expect(fields).toMatchObject({
      merchantId: merchant?.id,
      eligibility: asked,
      stock: rest.stock,
      terms: rest.terms,
    });
    expect(fields?.opensAt).toBe(OFFER.opensAt);
  });
});

describe('the page of an offer', () => {
  it('puts the figures first and offers what the server allows', () => {
    render(<WorkOfferDetail offer={PUBLISHED} steps={noSteps} />);
    expect(screen.getByText('已领 120 张，还剩 380 / 500 份')).toBeTruthy();
    expect(screen.getByText('预算 10000.00 元，还剩 7600.00 元')).toBeTruthy();
    expect(screen.getByText('1600.00 元')).toBeTruthy();
    expect(screen.getByText('银行 50%，商户 50%')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '撤回确认申请' })).toBeNull();
    press('暂停领取');
    expect(noSteps.onPause).toHaveBeenCalled();
  });

  it('says all that is to mend, and what waits', () => {
    render(<Faults faults={['budget_below_unit', 'rewards_sharing']} />);
    expect(screen.getByText('预算至少要够一张券')).toBeTruthy();
    expect(screen.getByText(/不能用优惠奖励分享/)).toBeTruthy();
    render(<WorkOfferDetail offer={{ ...OFFER, status: 'waiting', waiting: 'publish' }} steps={noSteps} />);
    expect(screen.getByText(/等另一位主任或管理员确认后发布/)).toBeTruthy();
  });

  function Publishing({ onDone }: { onDone: (offer: WorkOffer) => void }) {
    const [offer] = useState(OFFER);
    const status = useOfferStatus(offer, onDone);
    return (
      <>
        <button type="button" onClick={() => status.become('published')}>
          go
        </button>
        <Faults faults={status.faults} />
        {status.dialog}
      </>
    );
  }

  it('asks before it publishes the version that was read', async () => {
    const onDone = jest.fn();
    serve(`POST /work/offers/${OFFER.id}/status`, () => PUBLISHED);
    render(<Publishing onDone={onDone} />);
    press('go');
    expect(requests).toEqual([]);
    press('发布');
    await waitFor(() => expect(onDone).toHaveBeenCalled());
    expect(requests[0]?.body).toMatchObject({ status: 'published', version: 3 });
  });

  it('shows what the server found wrong', async () => {
    refuse(`POST /work/offers/${OFFER.id}/status`, 422, 'offer_not_ready', { faults: ['already_closed'] });
    render(<Publishing onDone={jest.fn()} />);
    press('go');
    press('发布');
    expect(await screen.findByText('领取结束时间已经过了，请改晚一些')).toBeTruthy();
  });

  it('is seen as a customer sees it', () => {
    expect(asCustomerSees(OFFER)).toMatchObject({ obstacle: null, can: { claim: true }, merchant: OFFER.merchant });
    const prize = { ...OFFER, terms: { kind: 'prize' as const, goods: '伞', costFen: 1 } };
    expect(asCustomerSees(prize).obstacle).toBe('offer_not_claimable');
  });

  it('asks for a raise with a reason', async () => {
    const onDone = jest.fn();
    serve(`POST /work/offers/${OFFER.id}/raises`, () => ({ ...PUBLISHED, waiting: 'raise' }));
    render(<RaiseSheet offer={PUBLISHED} open onClose={jest.fn()} onDone={onDone} />);
    press('提交确认');
    expect(requests).toEqual([]);
    type('增加份数', '50');
    type('原因', '报名很多');
    press('提交确认');
    await waitFor(() => expect(onDone).toHaveBeenCalled());
    expect(requests[0]?.body).toMatchObject({ addStock: 50, addBudgetFen: 0, reason: '报名很多' });
  });
});

describe('the list of offers', () => {
  it('shows how far each has come, and what an empty one means', async () => {
    serve('GET /work/offers', () => ({ items: [PUBLISHED], nextCursor: null }));
    const onOpen = jest.fn();
    render(<WorkOfferList onOpen={onOpen} version={0} />);
    expect(await screen.findByText('已领 120 / 500，已核销 40')).toBeTruthy();
    serve('GET /work/offers', () => ({ items: [], nextCursor: null }));
    fireEvent.click(screen.getByRole('tab', { name: '草稿' }));
    expect(await screen.findByText('没有草稿')).toBeTruthy();
  });
});

describe('the claims of an offer', () => {
  const CLAIM: OfferClaim = {
    id: '0123456789ZX',
    member: { name: '李*芳', number: '8K2Q F7M0' },
    state: 'redeemed',
    claimedAt: '2026-11-20T02:00:00.000Z',
    validUntil: '2026-11-27T16:00:00.000Z',
    redeemedAt: '2026-11-21T02:00:00.000Z',
    redeemedBy: '孙国',
    billFen: 6_300,
    offFen: 2_000,
    reason: null,
    can: { reverse: true, cancel: false },
  };

  it('name the member masked, who redeemed and the bill', async () => {
    serve(`GET /work/offers/${OFFER.id}/claims`, () => ({ items: [CLAIM], nextCursor: null }));
    render(<OfferClaimList offerId={OFFER.id} onOpen={jest.fn()} version={0} />);
    expect(await screen.findByText('李*芳 · 8K2Q F7M0')).toBeTruthy();
    expect(screen.getByText(/由孙国核销，账单 63.00 元/)).toBeTruthy();
  });

  it('are reversed with a reason, the unit only with the goods', async () => {
    const onDone = jest.fn();
    serve(`POST /work/claims/${CLAIM.id}/reversals`, () => ({ ...CLAIM, state: 'reversed' }));
    render(<ClaimSheet claim={CLAIM} onClose={jest.fn()} onDone={onDone} />);
    press('冲正核销');
    expect(requests).toEqual([]);
    fireEvent.click(screen.getByRole('switch', { name: '商品已退回' }));
    type('原因', '顾客退货');
    press('冲正核销');
    await waitFor(() => expect(onDone).toHaveBeenCalled());
    expect(requests[0]?.body).toMatchObject({ goodsReturned: true, reason: '顾客退货' });
  });

  it('are cancelled while unused', async () => {
    serve(`POST /work/claims/${CLAIM.id}/cancellations`, () => ({ ...CLAIM, state: 'cancelled' }));
    const unused = { ...CLAIM, state: 'claimed' as const, redeemedAt: null, can: { reverse: false, cancel: true } };
    render(<ClaimSheet claim={unused} onClose={jest.fn()} onDone={jest.fn()} />);
    type('原因', '活动调整');
    press('取消这张券');
    await waitFor(() => expect(requests[0]?.body).toMatchObject({ reason: '活动调整' }));
  });
});
