import type { Booth, WorkEvent } from '@linzhang/shared/events/workEvents.contract';

export const EVENT_ID = 'e'.repeat(24);

/** A booth of the bank. */
export function buildBooth(changes: Partial<Booth> = {}): Booth {
  return {
    id: '1'.repeat(24),
    number: 1,
    name: '银行摊位',
    sealText: '银行',
    merchant: null,
    task: '答对一题',
    spot: '入口',
    offerId: null,
    version: 0,
    ...changes,
  };
}

/** A draft as the head of its branch sees it. */
export function buildWorkEvent(changes: Partial<WorkEvent> = {}): WorkEvent {
  return {
    id: EVENT_ID,
    branch: { id: 'b'.repeat(24), name: '江宁支行' },
    groups: [],
    name: '阳光市集',
    startsAt: '2026-12-05T01:00:00.000Z',
    endsAt: '2026-12-05T09:00:00.000Z',
    place: { address: '阳光菜市场', latitude: 31.9, longitude: 118.8 },
    organizer: { id: 'a'.repeat(24), name: '周敏' },
    intro: '',
    campaign: null,
    needed: 1,
    rewards: [],
    signup: null,
    status: 'draft',
    version: 3,
    booths: [buildBooth()],
    assignments: [],
    faults: [],
    can: {
      update: true,
      updateCard: true,
      assign: true,
      publish: true,
      end: false,
      cancel: true,
      copy: true,
      watch: false,
    },
    ...changes,
  };
}
