import type { Me } from '@linzhang/shared/members/members.contract';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { PhoneBinding } from '../../miniprogram/src/features/members/PhoneBinding';
import { dropToken, keepToken } from '../../miniprogram/src/lib/session';
import { buildMe } from '../support/taro/me';
import { refuse, requests, serve } from '../support/taro/server';

const BOUND = buildMe({ phone: '138****1234' });
const onDone = jest.fn();

function open(me: Me = buildMe()): void {
  onDone.mockClear();
  keepToken('token');
  render(<PhoneBinding me={me} onDone={onDone} />);
}

function bind(phone: string): void {
  fireEvent.change(screen.getByLabelText('手机号（演示）'), { target: { value: phone } });
  fireEvent.click(screen.getByRole('button', { name: '绑定这个手机号' }));
}

const sentTo = (route: string) => requests.find((sent) => sent.route === route)?.body;

afterEach(dropToken);

it('asks for messages and matching unticked', async () => {
  open();
  serve('POST /me/phone', () => ({ outcome: 'bound', me: BOUND }));
  for (const box of screen.getAllByRole('checkbox')) expect(box.getAttribute('aria-checked')).toBe('false');
  fireEvent.click(screen.getByRole('checkbox', { name: '接收优惠和活动消息' }));
  bind('13812341234');
  await waitFor(() => expect(onDone).toHaveBeenCalledTimes(1));
  expect(sentTo('POST /me/phone')).toMatchObject({ code: 'sim:13812341234', marketing: true, matching: false });
});

it('keeps what was agreed before, when the number changes', () => {
  const given = { version: '2026-10', grantedAt: '2026-11-01T02:00:00.000Z' };
  open(buildMe({ phone: '138****1234', consents: { service: given, marketing: given, matching: null } }));
  const [marketing, matching] = screen.getAllByRole('checkbox').map((box) => box.getAttribute('aria-checked'));
  expect([marketing, matching]).toEqual(['true', 'false']);
});

it('shows the other account and moves it on demand', async () => {
  open();
  const account = { nickname: '李*', number: '7C3D 9KQ2', joinedAt: '2026-09-25T02:00:00.000Z' };
  const found = {
    outcome: 'bound_elsewhere',
    account,
    proof: 'p'.repeat(40),
    proofExpiresAt: '2026-11-22T05:00:00.000Z',
  };
  serve('POST /me/phone', () => found);
  serve('POST /me/phone/moves', () => BOUND);
  bind('13900000000');
  expect(await screen.findByText('7C3D 9KQ2')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '移到当前账号' }));
  await waitFor(() => expect(onDone).toHaveBeenCalledTimes(1));
  expect(sentTo('POST /me/phone/moves')).toMatchObject({ proof: 'p'.repeat(40) });
});

it('says what is wrong with the number', async () => {
  open();
  refuse('POST /me/phone', 422, 'phone_not_mobile');
  bind('13800000000');
  expect(await screen.findByText('请使用中国大陆的手机号')).toBeTruthy();
  expect(onDone).not.toHaveBeenCalled();
});

it('sends nothing for a number that is none', () => {
  open();
  bind('12345');
  expect(requests).toEqual([]);
});
