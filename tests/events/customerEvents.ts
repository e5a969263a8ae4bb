import type { EventDetail, EventSignup } from '@linzhang/shared/events/events.contract';

export const EVENT_ID = 'e'.repeat(24);

/** Signing up for an event, as nobody has yet. */
export function buildSignup(changes: Partial<EventSignup> = {}): EventSignup {
  return {
    phase: 'open',
    opensAt: '2026-11-01T01:00:00.000Z',
    closesAt: '2026-12-04T09:00:00.000Z',
    capacity: 40,
    confirmedCount: 28,
    waitingCount: 0,
    mine: null,
    ...changes,
  };
}

/** An event to come, as a customer sees it. */
export function buildEvent(changes: Partial<EventDetail> = {}): EventDetail {
  return {
    id: EVENT_ID,
    name: '阳光市集',
    phase: 'upcoming',
    startsAt: '2026-12-05T01:00:00.000Z',
    endsAt: '2026-12-05T09:00:00.000Z',
    place: { address: '阳光菜市场', latitude: 31.9, longitude: 118.8 },
    branch: { id: 'b'.repeat(24), name: '江宁支行' },
    groups: [{ id: 'c'.repeat(24), name: '阳光菜市场福利圈' }],
    intro: '逛摊位，集章领礼品。',
    needed: 1,
    booths: [
      {
        id: '1'.repeat(24),
        number: 4,
        name: '茶叶摊',
        sealText: '茶叶',
        merchantName: '阳光菜市场',
        task: '闻香识茶',
        spot: '入口右转第二家',
      },
    ],
    rewards: [],
    signup: buildSignup(),
    checkedInAt: null,
    ...changes,
  };
}
