import type { ChannelFunnel } from '@linzhang/shared/channels/funnels.contract';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { FunnelView } from '../../miniprogram/src/features/channels/FunnelView';
import { daysOf, funnelLine } from '../../miniprogram/src/features/channels/funnelWords';
import { enterAs, forgetWhoEntered } from '../support/taro/enter';
import { refuse, requests, serve } from '../support/taro/server';

const CHANNEL = { id: '1'.repeat(24), name: '菜市场门口' };
const FUNNEL: ChannelFunnel = {
  channel: CHANNEL,
  from: '2026-10-16',
  to: '2026-11-14',
  visits: 1_500,
  came: 1_200,
  joined: 800,
  bound: 400,
  converted: 12,
  kinds: [
    { kind: 'claim_redeemed', people: 10, amountFen: 0 },
    { kind: 'product_opened', people: 3, amountFen: 12_000_000 },
  ],
};
const ROUTE = `GET /channels/${CHANNEL.id}/funnel`;

beforeEach(() => enterAs());
afterEach(forgetWhoEntered);

describe('the funnel of a channel', () => {
  it('says how many came, joined, left the phone and did what counts, in the period chosen', async () => {
    serve(ROUTE, () => FUNNEL);
    render(<FunnelView channelId={CHANNEL.id} version={0} />);
    for (const text of ['1,200 位', '800 位 · 66.6 %', '400 位 · 33.3 %', '12 位 · 1 %', '3 位 · 12.0 万'])
      expect(await screen.findByText(text)).toBeTruthy();
    expect(screen.getByText(/一共来了 1,500 次/)).toBeTruthy();
    expect(requests[0]?.query).toEqual(daysOf('30'));
    fireEvent.click(screen.getByRole('tab', { name: '近 7 天' }));
    await waitFor(() => expect(requests[1]?.query).toEqual(daysOf('7')));
  });

  it('says what fills it where nobody came, and can be read again after a fault', async () => {
    const nobody = { ...FUNNEL, visits: 0, came: 0, joined: 0, bound: 0, converted: 0, kinds: [] };
    refuse(ROUTE, 500, 'internal');
    render(<FunnelView channelId={CHANNEL.id} version={0} />);
    const again = await screen.findByRole('button', { name: '重试' });
    serve(ROUTE, () => nobody);
    fireEvent.click(again);
    expect(await screen.findByText(/还没有人扫码进来/)).toBeTruthy();
  });
});

describe('its words', () => {
  it('count the days with today', () => {
    expect(daysOf('7', new Date('2026-11-14T02:00:00.000Z'))).toEqual({ from: '2026-11-08', to: '2026-11-14' });
  });

  it('fit into a line of a list', () => {
    expect(funnelLine(FUNNEL)).toBe('来 1,200 · 入圈 800 · 手机 400 · 成果 12');
  });
});
