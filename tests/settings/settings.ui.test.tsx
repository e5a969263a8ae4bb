import { SETTING_NAMES, SETTINGS } from '@linzhang/shared/settings/settings.rules';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import {
  amountOf,
  boundsOf,
  numberOf,
  SETTING_SECTIONS,
  typedOf,
} from '../../miniprogram/src/features/settings/settingWords';
import SettingsPage from '../../miniprogram/src/pages/work/settings/index';
import { enterAs, forgetWhoEntered } from '../support/taro/enter';
import { buildMe } from '../support/taro/me';
import { refuse, requests, serve } from '../support/taro/server';

const BRANCH_ID = 'b'.repeat(24);
const ME = buildMe();
const HEAD = buildMe({
  can: { ...ME.can, manageSettings: true },
  employee: { id: 'd'.repeat(24), roles: ['head'], branch: { id: BRANCH_ID, name: '江宁支行' } } as never,
});
const values = Object.fromEntries(SETTING_NAMES.map((name) => [name, SETTINGS[name].default]));
const READ = `GET /branches/${BRANCH_ID}/settings`;
const WRITE = `PUT /branches/${BRANCH_ID}/settings`;
const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const save = () => fireEvent.click(screen.getByRole('button', { name: '保存设置' }));

beforeEach(() => {
  enterAs(HEAD);
  serve(READ, () => ({ values, version: 2, history: [] }));
});
afterEach(forgetWhoEntered);

it('has a place and words for every number of a branch', () => {
  expect(SETTING_SECTIONS.flatMap(({ names }) => names).sort()).toEqual([...SETTING_NAMES].sort());
});

it('takes money in yuan and everything else as whole numbers within bounds', () => {
  expect(typedOf('offerCostLimitFen', 1_000_000)).toBe('10000');
  expect(typedOf('offerCostLimitFen', 1_050)).toBe('10.50');
  expect(numberOf('offerCostLimitFen', '10.5')).toBe(1_050);
  expect(amountOf('announceDays', 3)).toBe('3 天');
  expect(['0', '1', '14', '15', '1.5', ''].map((text) => numberOf('announceDays', text))).toEqual([
    null,
    1,
    14,
    null,
    null,
    null,
  ]);
  expect(boundsOf('announceDays')).toBe('请填 1 到 14');
});

it('sends all numbers with the version that was read, and shows who changed what', async () => {
  serve(WRITE, () => ({
    values: { ...values, announceDays: 3 },
    version: 3,
    history: [{ at: '2026-11-20T02:00:00.000Z', by: '王建国', changes: [{ name: 'announceDays', from: 2, to: 3 }] }],
  }));
  render(<SettingsPage />);
  expect(await screen.findByText(/还没有修改过/)).toBeTruthy();
  save();
  type('活动预告提前（天）', '15');
  expect(screen.getByText('请填 1 到 14')).toBeTruthy();
  save();
  expect(requests.some(({ route }) => route === WRITE)).toBe(false);
  type('活动预告提前（天）', '3');
  save();
  expect(await screen.findByText('活动预告提前：2 天 → 3 天')).toBeTruthy();
  expect(requests.find(({ route }) => route === WRITE)?.body).toEqual({
    values: { ...values, announceDays: 3 },
    version: 2,
  });
});

it('asks what counts as assets by boxes to tick', async () => {
  serve(WRITE, () => ({
    values: { ...values, countMetals: 0 },
    version: 3,
    history: [{ at: '2026-11-20T02:00:00.000Z', by: '王建国', changes: [{ name: 'countMetals', from: 1, to: 0 }] }],
  }));
  render(<SettingsPage />);
  const metals = await screen.findByRole('checkbox', { name: '贵金属' });
  expect(metals.getAttribute('aria-checked')).toBe('true');
  fireEvent.click(metals);
  save();
  expect(await screen.findByText('贵金属：计入 → 不计入')).toBeTruthy();
  expect(requests.find(({ route }) => route === WRITE)?.body).toEqual({
    values: { ...values, countMetals: 0 },
    version: 2,
  });
});

it('says that somebody else was faster', async () => {
  refuse(WRITE, 409, 'version_conflict');
  render(<SettingsPage />);
  await screen.findByText(/还没有修改过/);
  type('撤销盖章（秒）', '60');
  save();
  await waitFor(() => expect(screen.getByText(/刚被别人修改过/)).toBeTruthy());
});
