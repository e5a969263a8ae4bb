import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { enterAsPersona, leave, startAccount } from '../../miniprogram/src/features/members/account';
import { consentStore, listenForPrivacy } from '../../miniprogram/src/features/members/consent';
import GroupsPage from '../../miniprogram/src/pages/tabs/groups/index';
import { buildMe } from '../support/taro/me';
import { refuse, requests, serve } from '../support/taro/server';
import Taro from '../support/taro/taro';

const TERMS = {
  version: '2026-10',
  effectiveOn: '2026-10-01',
  title: '服务条款',
  summary: ['手机号加密保存'],
  sections: [],
};

async function openAsNewcomer(): Promise<void> {
  const me = buildMe({ consented: false });
  serve('POST /sessions', () => ({ token: 'token', expiresAt: '2026-12-01T00:00:00.000Z', me }));
  serve('GET /me', () => me);
  serve('GET /terms', () => TERMS);
  startAccount();
  await enterAsPersona('sim:customer');
  render(<GroupsPage />);
  await screen.findByText('· 手机号加密保存');
}

afterEach(() => {
  act(() => {
    leave();
    consentStore.set({ wanted: false, postponed: false, waiting: null });
  });
});

it('asks a newcomer, and sends the version that was shown', async () => {
  await openAsNewcomer();
  serve('POST /me/consents', () => buildMe());
  fireEvent.click(screen.getByRole('button', { name: '同意并继续' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  const sent = requests.find(({ route }) => route === 'POST /me/consents')?.body;
  expect(sent).toMatchObject({ purpose: 'service', version: '2026-10' });
  expect(screen.getByText('绑定手机号')).toBeTruthy();
});

it('lets a newcomer look around, and asks again on demand', async () => {
  await openAsNewcomer();
  fireEvent.click(screen.getByRole('button', { name: '暂不同意' }));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(screen.getByText('还没有加入福利圈')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '阅读并同意' }));
  expect(await screen.findByRole('dialog')).toBeTruthy();
});

it('says why consent failed and keeps the question open', async () => {
  await openAsNewcomer();
  refuse('POST /me/consents', 409, 'consent_outdated');
  fireEvent.click(screen.getByRole('button', { name: '同意并继续' }));
  expect(await screen.findByText(/条款刚刚更新/)).toBeTruthy();
  expect(screen.getByRole('dialog')).toBeTruthy();
});

it('answers the privacy question of WeChat', () => {
  process.env['TARO_ENV'] = 'weapp';
  listenForPrivacy();
  const ask = Taro.onNeedPrivacyAuthorization.mock.calls[0]?.[0] as (resolve: jest.Mock) => void;
  const resolve = jest.fn();
  act(() => ask(resolve));
  expect(consentStore.get().wanted).toBe(true);
});
