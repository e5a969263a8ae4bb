import type { MyStanding } from '@linzhang/shared/tiering/tiering.contract';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { keepLine, nextLine, spanOf } from '../../miniprogram/src/features/standing/myTierWords';
import TierPage from '../../miniprogram/src/pages/members/tier/index';
import { enterAs, enterAsStranger, forgetWhoEntered } from '../support/taro/enter';
import { buildMe } from '../support/taro/me';
import { refuse, requests, serve } from '../support/taro/server';
import Taro from '../support/taro/taro';

const STANDING: NonNullable<MyStanding['standing']> = {
  tier: 'rising',
  since: '2026-08',
  asOf: '2026-11-01',
  averageFen: 18_600_000,
  watch: false,
  monthsLeft: null,
  keepsFen: null,
  next: { tier: 'wealth', missingFen: 1_400_000 },
  near: true,
};
const MINE: MyStanding = {
  standing: STANDING,
  manager: { name: '周敏', branch: '江宁支行', workPhone: '13900001111' },
  supporters: [{ name: '陈立', workPhone: null }],
  rise: null,
};
const RISEN: MyStanding = {
  ...MINE,
  standing: { ...STANDING, tier: 'wealth', next: { tier: 'private', missingFen: 170_000_000 } },
  rise: {
    from: 'rising',
    to: 'wealth',
    on: '2026-11-01',
    choices: ['stay', 'specialist', 'move'],
    specialist: { name: '王芳', position: 'wealth_manager' },
  },
};
const NOTHING: MyStanding = { standing: null, manager: null, supporters: [], rise: null };

const CONSENT = { version: '2026-10', grantedAt: '2026-11-01T02:00:00.000Z' };
const bound = () =>
  buildMe({ phone: '138****1234', consents: { service: CONSENT, marketing: null, matching: CONSENT } });

beforeEach(() => enterAs(bound()));
afterEach(forgetWhoEntered);

describe('my service', () => {
  it('says the own tier, what is missing for the next, and who serves; a tap calls', async () => {
    serve('GET /me/standing', () => MINE);
    render(<TierPage />);
    expect(await screen.findByText('优质客户')).toBeTruthy();
    expect(screen.getByText('月均资产再多 1.4 万，就是理财客户。')).toBeTruthy();
    expect(screen.getByText('优质客户 · 您在这里')).toBeTruthy();
    expect(screen.getByText('2026 年 8 月起 · 资产按 11 月 1 日的数据')).toBeTruthy();
    expect(screen.getByText('陈立')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '联系周敏' }));
    await waitFor(() => expect(Taro.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: '13900001111' }));
  });

  it('tells in time what keeps the tier', async () => {
    serve('GET /me/standing', () => ({
      ...MINE,
      standing: { ...STANDING, averageFen: 8_790_000, watch: true, monthsLeft: 2, keepsFen: 1_210_000 },
    }));
    render(<TierPage />);
    expect(
      await screen.findByText('最近月均资产比优质客户少 1.3 万。2 个月内补回来，优质客户的服务就一直在。'),
    ).toBeTruthy();
  });

  it('lets the member choose after a rise, once', async () => {
    serve('GET /me/standing', () => RISEN);
    serve('POST /me/tier-choices', () => ({ ...RISEN, rise: null }));
    render(<TierPage />);
    expect(await screen.findByText('恭喜您升为理财客户')).toBeTruthy();
    expect(screen.getByRole('button', { name: '就这样定' }).getAttribute('aria-disabled')).toBe('true');
    fireEvent.click(screen.getByRole('radio', { name: /^周敏不变，再请财富经理王芳一起/ }));
    const settle = screen.getByRole('button', { name: '就这样定' });
    fireEvent.click(settle);
    fireEvent.click(settle);
    expect(await screen.findByRole('button', { name: '联系周敏' })).toBeTruthy();
    const sent = requests.filter(({ route }) => route.startsWith('POST'));
    expect(sent.map(({ body }) => body['choice'])).toEqual(['specialist']);
    expect(screen.queryByRole('radio')).toBeNull();
  });

  it('says why a choice was not taken', async () => {
    serve('GET /me/standing', () => RISEN);
    refuse('POST /me/tier-choices', 409, 'choice_not_open');
    render(<TierPage />);
    fireEvent.click(await screen.findByRole('radio', { name: /^继续由周敏服务/ }));
    fireEvent.click(screen.getByRole('button', { name: '就这样定' }));
    expect(await screen.findByText('现在没有需要您选择的服务安排，请刷新后再看')).toBeTruthy();
  });

  it.each([
    ['绑定手机号，看看您的服务', '去绑定手机号', '/pages/members/phone/index', buildMe()],
    ['还差您的一个同意', '去看看并同意', '/pages/members/privacy/index', buildMe({ phone: '138****1234' })],
  ])('says without a standing: %s', async (title, button, url, me) => {
    act(() => enterAs(me));
    serve('GET /me/standing', () => NOTHING);
    render(<TierPage />);
    expect(await screen.findByText(title)).toBeTruthy();
    expect(screen.getByText('还没有专属客户经理')).toBeTruthy();
    expect(screen.getByText('每一档的服务')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: button }));
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url });
  });

  it('waits for the bank where the member did everything', async () => {
    serve('GET /me/standing', () => NOTHING);
    render(<TierPage />);
    expect(await screen.findByText('正在等银行的资料')).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('can be read again after a fault, and asks a stranger to sign in', async () => {
    refuse('GET /me/standing', 500, 'internal');
    render(<TierPage />);
    const again = await screen.findByRole('button', { name: '重试' });
    serve('GET /me/standing', () => MINE);
    fireEvent.click(again);
    expect(await screen.findByText('优质客户 · 您在这里')).toBeTruthy();
    act(enterAsStranger);
    expect(await screen.findByText('请先登录')).toBeTruthy();
  });
});

describe('its words', () => {
  it('give every tier its span', () => {
    expect((['base', 'basic', 'rising', 'wealth', 'private'] as const).map(spanOf)).toEqual([
      '5 万以下',
      '5–10 万',
      '10–20 万',
      '20–200 万',
      '200 万起',
    ]);
  });

  it.each([
    [{ next: null }, '您已经在最高一档，谢谢您一直信任我们。'],
    [{ next: { tier: 'wealth', missingFen: 0 } }, '月均资产已经够到理财客户，下次更新就升。'],
    [{ next: { tier: 'wealth', missingFen: 1 } }, '月均资产再多 0.1 万，就是理财客户。'],
    [{ watch: true }, '补回来之后，再往上就是理财客户。'],
  ] as const)('say for %o: %s', (over, text) => {
    expect(nextLine({ ...STANDING, ...over })).toBe(text);
  });

  it('give the last month to keep a tier', () => {
    expect(keepLine({ ...STANDING, watch: true, monthsLeft: 1, keepsFen: 100_000 })).toContain('这个月底前补回来');
    expect(keepLine(STANDING)).toBeNull();
  });
});
