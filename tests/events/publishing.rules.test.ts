import { type EventDraft, publishingFaults } from '@linzhang/shared/events/publishing.rules';
import { DAY_MS, HOUR_MS } from '@linzhang/shared/kernel/time';

const NOW = new Date('2026-11-20T02:00:00.000Z');
const STARTS = new Date('2026-11-28T01:00:00.000Z');
const ENDS = new Date('2026-11-28T09:00:00.000Z');

type Booth = EventDraft['booths'][number];
type Reward = EventDraft['rewards'][number];

const booth = (number: number, over: Partial<Booth> = {}): Booth => ({
  id: `booth-${number}`,
  number,
  name: '茶叶摊',
  sealText: '茶叶',
  task: '品一杯茶',
  merchantId: 'm1',
  merchantAvailable: true,
  offerAvailable: true,
  ...over,
});
const reward = (at: number, over: Partial<Reward> = {}): Reward => ({
  id: `reward-${at}`,
  at,
  name: '帆布袋',
  stocked: false,
  offerAvailable: true,
  ...over,
});
const draft = (over: Partial<EventDraft> = {}): EventDraft => ({
  name: '阳光市集',
  intro: '逛八个摊位，集满五个章',
  startsAt: STARTS,
  endsAt: ENDS,
  needed: 2,
  booths: [booth(1), booth(2), booth(3, { merchantId: null })],
  rewards: [reward(1), reward(3)],
  organizerAvailable: true,
  groupsAvailable: true,
  signup: { opensAt: NOW, closesAt: ENDS },
  assignments: [],
  ...over,
});
const faults = (over: Partial<EventDraft> = {}, now = NOW) =>
  publishingFaults(draft(over), now).map(({ code, field, boothId, rewardId }) =>
    [code, field ?? boothId ?? rewardId].join(' '),
  );

it('finds nothing wrong with an event that is ready', () => {
  expect(faults()).toEqual([]);
});

it.each<[string, Partial<EventDraft>, string[]]>([
  ['a name of 20 characters', { name: '阳'.repeat(20) }, []],
  ['a name of 21', { name: '阳'.repeat(21) }, ['name_too_long name']],
  ['a window of no length', { endsAt: STARTS, signup: null }, ['window_reversed endsAt']],
  ['31 days', { endsAt: new Date(STARTS.getTime() + 31 * DAY_MS) }, []],
  ['longer than 31 days', { endsAt: new Date(STARTS.getTime() + 31 * DAY_MS + 1) }, ['window_too_long endsAt']],
  ['no booths', { booths: [], needed: 1, rewards: [] }, ['no_booths booths']],
  ['50 booths', { booths: Array.from({ length: 50 }, (_, index) => booth(index + 1)) }, []],
  ['51 booths', { booths: Array.from({ length: 51 }, (_, index) => booth(index + 1)) }, ['too_many_booths booths']],
  ['one number twice', { booths: [booth(1), booth(1, { id: 'x' }), booth(3)] }, ['booth_number_twice x']],
  [
    'a seal of one character',
    { booths: [booth(1, { sealText: '茶' }), booth(2), booth(3)] },
    ['seal_text_length booth-1'],
  ],
  ['a seal of three', { booths: [booth(1, { sealText: '茶叶蛋' }), booth(2), booth(3)] }, ['seal_text_length booth-1']],
  [
    'a merchant that ended',
    { booths: [booth(1, { merchantAvailable: false }), booth(2), booth(3)] },
    ['merchant_unavailable booth-1'],
  ],
  [
    'an offer that is not on show',
    { booths: [booth(1, { offerAvailable: false }), booth(2), booth(3)] },
    ['offer_unavailable booth-1'],
  ],
  ['all booths needed', { needed: 3 }, []],
  ['more needed than booths', { needed: 4 }, ['needed_over_booths needed']],
  ['two rewards at one count', { rewards: [reward(2), reward(2, { id: 'y' })] }, ['reward_not_ascending y']],
  ['rewards the wrong way round', { rewards: [reward(3), reward(2)] }, ['reward_not_ascending reward-2']],
  ['a reward nobody can reach', { rewards: [reward(4)] }, ['reward_over_booths reward-4']],
  ['a prize that is none', { rewards: [reward(2, { offerAvailable: false })] }, ['offer_unavailable reward-2']],
  ["a prize with the bank's booth", { rewards: [reward(2, { stocked: true })] }, []],
  [
    "a prize without the bank's booth",
    { booths: [booth(1), booth(2)], rewards: [reward(2, { stocked: true })] },
    ['no_bank_booth reward-2'],
  ],
  ['an organizer of elsewhere', { organizerAvailable: false }, ['organizer_elsewhere organizerId']],
  ['a group of elsewhere', { groupsAvailable: false }, ['group_elsewhere groupIds']],
  ['no sign-up', { signup: null }, []],
  ['a sign-up of no length', { signup: { opensAt: NOW, closesAt: NOW } }, ['signup_reversed signup']],
  [
    'a sign-up beyond the end',
    { signup: { opensAt: NOW, closesAt: new Date(ENDS.getTime() + 1) } },
    ['signup_after_end signup'],
  ],
  [
    'people two hours around it',
    {
      assignments: [
        {
          boothId: 'booth-1',
          from: new Date(STARTS.getTime() - 2 * HOUR_MS),
          to: new Date(ENDS.getTime() + 2 * HOUR_MS),
        },
      ],
    },
    [],
  ],
  [
    'people earlier than that',
    { assignments: [{ boothId: 'booth-1', from: new Date(STARTS.getTime() - 2 * HOUR_MS - 1), to: ENDS }] },
    ['assignment_outside booth-1'],
  ],
  ['a reward for sharing', { intro: '转发就送礼品' }, ['sharing_rewarded intro']],
  [
    'a task that is sharing',
    { booths: [booth(1, { task: '转发活动' }), booth(2), booth(3)] },
    ['sharing_rewarded booth-1'],
  ],
  ['a reward that speaks of it', { rewards: [reward(1, { name: '集赞礼' })] }, ['sharing_rewarded reward-1']],
])('%s', (_name, over, found) => {
  expect(faults(over)).toEqual(found);
});

it('refuses an event that is over, the end itself included', () => {
  expect(faults({}, ENDS)).toEqual(['window_past endsAt']);
  expect(faults({}, new Date(ENDS.getTime() - 1))).toEqual([]);
});

it('names every fault at once', () => {
  const found = faults({
    name: '阳'.repeat(21),
    organizerAvailable: false,
    needed: 9,
    booths: [booth(1, { sealText: '茶', merchantAvailable: false })],
    rewards: [reward(2)],
  });
  expect(found).toEqual([
    'name_too_long name',
    'organizer_elsewhere organizerId',
    'needed_over_booths needed',
    'seal_text_length booth-1',
    'merchant_unavailable booth-1',
    'reward_over_booths reward-2',
  ]);
});
