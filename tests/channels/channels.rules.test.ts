import * as policy from '@linzhang/shared/channels/channels.policy';
import {
  closedBecause,
  isSameTouch,
  isShareValid,
  needsReview,
  noTouchBecause,
  scheduleFaults,
  touchReceiver,
} from '@linzhang/shared/channels/channels.rules';
import { DAY_MS, MINUTE_MS } from '@linzhang/shared/kernel/time';

const now = new Date('2026-11-14T02:00:00.000Z'); // Saturday 10:00 in Shanghai
const after = (ms: number) => new Date(now.getTime() + ms);
const open = { status: 'active' as const, schedule: [], window: null };

describe('one touch', () => {
  it.each([
    ['29:59 later is the same', 30 * MINUTE_MS - 1000, true],
    ['a millisecond before 30:00 is the same', 30 * MINUTE_MS - 1, true],
    ['30:00 later is another', 30 * MINUTE_MS, false],
    ['at once is the same', 0, true],
  ])('%s', (_name, ms, same) => {
    expect(isSameTouch(now, after(ms))).toBe(same);
  });
});

describe('a channel is closed', () => {
  const window = { startsAt: now, endsAt: after(DAY_MS) };
  const saturday = (from: number, to: number) => [{ weekday: 6, from, to }];
  it.each([
    ['never, without window and schedule', open, now, null],
    ['while paused', { ...open, status: 'paused' as const }, now, 'paused'],
    ['a millisecond before its window', { ...open, window }, after(-1), 'not_yet'],
    ['not when its window begins', { ...open, window }, now, null],
    ['not a millisecond before its window ends', { ...open, window }, after(DAY_MS - 1), null],
    ['when its window ends', { ...open, window }, after(DAY_MS), 'over'],
    ['not when its hours begin', { ...open, schedule: saturday(600, 720) }, now, null],
    ['a minute before its hours', { ...open, schedule: saturday(601, 720) }, now, 'outside_hours'],
    ['not in the last minute of its hours', { ...open, schedule: saturday(540, 601) }, now, null],
    ['when its hours end', { ...open, schedule: saturday(540, 600) }, now, 'outside_hours'],
    ['on another weekday', { ...open, schedule: [{ weekday: 0, from: 0, to: 1440 }] }, now, 'outside_hours'],
    [
      'not in the second of two openings',
      { ...open, schedule: [...saturday(0, 60), ...saturday(600, 660)] },
      now,
      null,
    ],
  ])('%s', (_name, channel, at, because) => {
    expect(closedBecause(channel, at)).toBe(because);
  });
});

describe('a schedule', () => {
  it.each([
    [
      'openings of one day that touch are fine',
      [
        { weekday: 1, from: 0, to: 60 },
        { weekday: 1, from: 60, to: 90 },
      ],
      [],
    ],
    [
      'openings of one day that overlap',
      [
        { weekday: 1, from: 0, to: 61 },
        { weekday: 1, from: 60, to: 90 },
      ],
      [1],
    ],
    [
      'of two days they may',
      [
        { weekday: 1, from: 0, to: 61 },
        { weekday: 2, from: 60, to: 90 },
      ],
      [],
    ],
    ['one that ends when it begins', [{ weekday: 1, from: 60, to: 60 }], [0]],
  ])('%s', (_name, schedule, faults) => {
    expect(scheduleFaults(schedule)).toEqual(faults);
  });
});

describe('who gets a touch', () => {
  const channel = { employeeId: 'a', backupEmployeeId: 'b' };
  it('is whose channel it is, under the cap', () => {
    expect(touchReceiver(channel, true)).toEqual({ employeeId: 'a', because: 'channel' });
  });
  it('is the backup once the cap is reached, and nobody without one', () => {
    expect(touchReceiver(channel, false)).toEqual({ employeeId: 'b', because: 'backup' });
    expect(touchReceiver({ ...channel, backupEmployeeId: null }, false)).toBeNull();
  });
  it.each([
    [{ insider: true, closed: true, sameTouch: true }, 'insider'],
    [{ insider: false, closed: true, sameTouch: true }, 'closed'],
    [{ insider: false, closed: false, sameTouch: true }, 'same_touch'],
    [{ insider: false, closed: false, sameTouch: false }, null],
  ])('is nobody: %j -> %s', (facts, because) => {
    expect(noTouchBecause(facts)).toBe(because);
  });
});

describe('bindings of a day', () => {
  it('count by themselves up to the 20th; the 21st waits', () => {
    expect(needsReview(20)).toBe(false);
    expect(needsReview(21)).toBe(true);
    expect(needsReview(3, 2)).toBe(true);
  });
});

describe('a share card', () => {
  it('leads to its sharer for 30 days', () => {
    expect(isShareValid(now, after(30 * DAY_MS - 1))).toBe(true);
    expect(isShareValid(now, after(30 * DAY_MS))).toBe(false);
  });
});

describe('who may do what with a channel', () => {
  const channel = { employeeId: 'owner', branchId: 'branch' };
  const as = (employeeId: string, roles: string[], branchId = 'branch') => ({ employeeId, roles, branchId });
  const people = {
    owner: as('owner', ['manager']),
    colleague: as('other', ['manager']),
    staff: as('owner', ['staff']),
    head: as('head', ['head']),
    headElsewhere: as('head', ['head'], 'elsewhere'),
    headOwner: as('owner', ['head']),
    admin: as('admin', ['admin'], 'elsewhere'),
  };
  it.each([
    ['owner', true, true, true, false],
    ['colleague', true, false, false, false],
    ['staff', false, true, false, false],
    ['head', true, true, true, true],
    ['headElsewhere', true, false, false, false],
    ['headOwner', true, true, true, false],
    ['admin', false, true, true, true],
  ] as const)('%s', (who, has, sees, updates, decides) => {
    const actor = people[who];
    expect(policy.canHaveChannels(actor)).toBe(has);
    expect(policy.canSeeChannel(actor, channel)).toBe(sees);
    expect(policy.canUpdateChannel(actor, channel)).toBe(updates);
    expect(policy.canDecideReview(actor, channel)).toBe(decides);
  });
});
