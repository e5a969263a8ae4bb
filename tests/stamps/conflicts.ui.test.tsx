import type { Conflict } from '@linzhang/shared/stamps/scans.contract';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import InboxPage from '../../miniprogram/src/pages/work/inbox/index';
import { enterAs, forgetWhoEntered } from '../support/taro/enter';
import { buildMe } from '../support/taro/me';
import { refuse, requests, serve } from '../support/taro/server';

const ID = 'a'.repeat(24);
const DECIDE = `POST /work/conflicts/${ID}/decisions`;
const ME = buildMe();
const place = (boothName: string, employeeName: string, at: string) => ({
  boothId: 'b'.repeat(24),
  boothName,
  employeeName,
  at,
});

const CONFLICT: Conflict = {
  id: ID,
  kind: 'code_two_booths',
  event: { id: 'e'.repeat(24), name: '阳光市集' },
  member: { name: '李*芳', number: '8K2Q F7M0' },
  scan: place('鲜花摊', '赵倩', '2026-11-14T02:42:30.000Z'),
  other: place('茶叶摊', '王磊', '2026-11-14T02:42:00.000Z'),
  receivedAt: '2026-11-14T05:00:00.000Z',
  status: 'open',
  decidedBy: null,
  decidedAt: null,
  note: null,
  can: { decide: true },
};

const listed = (items: Conflict[]) => serve('GET /work/conflicts', () => ({ items, nextCursor: null }));
const sent = () => requests.filter(({ route }) => route === DECIDE).map(({ body }) => body);
const tap = (name: string, index = 0) => fireEvent.click(screen.getAllByRole('button', { name })[index] as HTMLElement);

// The organizer of an event need not be a head.
beforeEach(() => enterAs(buildMe({ can: { ...ME.can, openWork: true } })));
afterEach(forgetWhoEntered);

it('shows who was where when, and asks once more before it is decided', async () => {
  listed([CONFLICT]);
  serve(DECIDE, () => ({ ...CONFLICT, status: 'rejected', can: { decide: false } }));
  render(<InboxPage />);
  expect(await screen.findByText('10:42 茶叶摊（王磊） · 10:42 鲜花摊（赵倩）')).toBeTruthy();
  expect(requests.some(({ route }) => route === 'GET /approvals')).toBe(false);
  tap('只认先到的');
  fireEvent.change(screen.getByLabelText('怎么核实的'), { target: { value: '问过王磊' } });
  listed([]);
  tap('只认先到的', 1);
  expect(await screen.findByText('没有存疑的盖章')).toBeTruthy();
  expect(sent()).toMatchObject([{ accept: false, note: '问过王磊' }]);
});

it('says that somebody else decided first', async () => {
  listed([CONFLICT]);
  refuse(DECIDE, 409, 'conflict_decided');
  render(<InboxPage />);
  await screen.findByText('同一个码在两个摊位');
  tap('两章都认');
  tap('两章都认', 1);
  await waitFor(() => expect(sent()).toMatchObject([{ accept: true, note: '' }]));
  expect(await screen.findByRole('status')).toBeTruthy();
});

it('offers nothing to who may only look', async () => {
  listed([{ ...CONFLICT, can: { decide: false } }]);
  render(<InboxPage />);
  await screen.findByText('同一个码在两个摊位');
  expect(screen.queryByRole('button', { name: '两章都认' })).toBeNull();
});
