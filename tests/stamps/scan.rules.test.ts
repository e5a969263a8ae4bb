import { slotOf } from '@linzhang/shared/stamps/codes.rules';
import { rewardsReached, stampsToNextReward } from '@linzhang/shared/stamps/rewards.rules';
import {
  friendsStamp,
  isEventOpen,
  type ScanFacts,
  scanDecision,
  undoRefusal,
} from '@linzhang/shared/stamps/scan.rules';

const NOW = new Date('2026-11-14T02:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);
const OPEN = { published: true, startsAt: later(-3_600_000), endsAt: later(3_600_000) };
const GOOD: ScanFacts = {
  boothId: 'b1',
  eventId: 'e1',
  code: { eventId: 'e1', slot: slotOf(NOW) },
  assigned: true,
  stampHere: null,
  stampByCode: null,
  event: OPEN,
  memberWorksHere: false,
};
const OLD = slotOf(later(-600_000));

/** Each step of the order, as what is wrong with an otherwise good scan. */
const STEPS: [string, Partial<ScanFacts>][] = [
  ['code_invalid', { code: null }],
  ['code_other_event', { code: { eventId: 'e2', slot: slotOf(NOW) } }],
  ['not_assigned', { assigned: false }],
  ['already_stamped', { stampHere: { boothId: 'b1', at: later(-1_000) } }],
  ['code_replayed', { stampByCode: { boothId: 'b2', at: later(-1_000) } }],
  ['code_expired', { code: { eventId: 'e1', slot: OLD } }],
  ['event_closed', { event: { ...OPEN, published: false } }],
  ['works_here', { memberWorksHere: true }],
];

describe('a scan is answered in order', () => {
  it.each(STEPS)('%s alone', (result, wrong) => {
    expect(scanDecision({ ...GOOD, ...wrong }, NOW)).toBe(result);
  });

  const pairs = STEPS.flatMap(([result, wrong], index) =>
    STEPS.slice(index + 1).map(([next, more]): [string, string, ScanFacts] => {
      const code = wrong.code === undefined ? more.code : wrong.code;
      // What is wrong with a code comes together in one code: of another event, and old.
      const both = wrong.code && more.code ? { ...wrong.code, slot: OLD } : code;
      return [result, next, { ...GOOD, ...more, ...wrong, ...(both === undefined ? {} : { code: both }) }];
    }),
  );
  it.each(pairs)('%s before %s', (result, _next, facts) => {
    expect(scanDecision(facts, NOW)).toBe(result);
  });

  it('and a code of a slot to come is of the future', () => {
    const code = { eventId: 'e1', slot: slotOf(later(120_000)) };
    expect(scanDecision({ ...GOOD, code }, NOW)).toBe('code_future');
  });

  it('stamps what has nothing wrong with it; its own code at its own booth is no replay', () => {
    expect(scanDecision(GOOD, NOW)).toBe('stamped');
    expect(scanDecision({ ...GOOD, stampByCode: { boothId: 'b1', at: NOW } }, NOW)).toBe('stamped');
  });

  it.each([
    [-3_600_001, false],
    [-3_600_000, true],
    [3_599_999, true],
    [3_600_000, false],
  ])('an event is open %i ms from the middle: %s', (ms, open) => {
    expect(isEventOpen(OPEN, later(ms))).toBe(open);
  });
});

describe('friends who share a code', () => {
  const stamp = { boothId: 'b1', at: NOW };
  it.each([
    ['19.999 s before at another booth', 'b2', -19_999, true],
    ['20 s before at another booth', 'b2', -20_000, false],
    ['19.999 s after, learned late', 'b2', 19_999, true],
    ['20 s after', 'b2', 20_000, false],
    ['at the same booth', 'b1', -1_000, false],
  ])('%s', (_name, boothId, ms, flagged) => {
    const other = { boothId, at: later(ms) };
    expect(friendsStamp([other], stamp, 20)).toBe(flagged ? other : null);
  });

  it('are told by the latest of several, and never where the branch turned it off', () => {
    const [first, second] = [
      { boothId: 'b2', at: later(-15_000) },
      { boothId: 'b3', at: later(-5_000) },
    ];
    expect(friendsStamp([second, first], stamp, 20)).toBe(second);
    expect(friendsStamp([first, second], stamp, 0)).toBeNull();
  });
});

describe('taking a stamp back', () => {
  const mine = { employeeId: 'me', recordedAt: NOW, voided: false };
  const asking = { employeeId: 'me', isLast: true };
  it.each([
    ['the own last one within the time', mine, asking, 120_000, null],
    ['a moment too late', mine, asking, 120_001, 'undo_expired'],
    ['one that another gave', { ...mine, employeeId: 'other' }, asking, 0, 'forbidden'],
    ['one before the last', mine, { ...asking, isLast: false }, 0, 'stamp_not_last'],
    ['one that was taken back', { ...mine, voided: true }, asking, 0, 'stamp_voided'],
  ])('%s', (_name, stamp, who, ms, refusal) => {
    expect(undoRefusal(stamp, who, 120, later(ms))).toBe(refusal);
  });
});

describe('rewards', () => {
  const rewards = [5, 3, 8].map((at) => ({ id: String(at), at, badge: false, offerId: null }));
  it.each([
    [2, [], 1],
    [3, [3], 2],
    [4, [3], 1],
    [5, [3, 5], 3],
    [8, [3, 5, 8], null],
  ])('of %i stamps', (count, reached, toNext) => {
    expect(rewardsReached(rewards, count).map((reward) => reward.at)).toEqual(reached);
    expect(stampsToNextReward(rewards, count)).toBe(toNext);
  });
});
