import { slotOf } from '@linzhang/shared/stamps/codes.rules';
import { correctedInstant, type OfflineFacts, offlineDecision } from '@linzhang/shared/stamps/offline.rules';

const AT = new Date('2026-11-14T02:00:00Z');
const from = (ms: number) => new Date(AT.getTime() + ms);
const HOUR = 3_600_000;
const LIMITS = { offlineLateHours: 24, scansPerHourReview: 60 };
const GOOD: OfflineFacts = {
  boothId: 'b1',
  saidBoothId: 'b1',
  eventId: 'e1',
  code: { eventId: 'e1', slot: slotOf(AT) },
  assigned: true,
  stampHere: null,
  stampByCode: null,
  event: { published: true, startsAt: from(-HOUR), endsAt: from(HOUR) },
  memberWorksHere: false,
  shift: { from: from(-HOUR), until: from(HOUR) },
  before: null,
  after: null,
  earlierInHour: 0,
};
const used = { boothId: 'b2', at: from(-10_000) };
const oldCode = { eventId: 'e1', slot: slotOf(from(-600_000)) };

describe('a scan without network', () => {
  const cases: [string, Partial<OfflineFacts>, number, string, string | null][] = [
    ['counts when it arrives at once', {}, 0, 'counted', null],
    ['counts a moment before 24 hours', {}, 24 * HOUR - 1, 'counted', null],
    ['is too late after 24 hours', {}, 24 * HOUR, 'rejected', 'too_late'],
    ['is too late after 25 hours', {}, 25 * HOUR, 'rejected', 'too_late'],
    ['was made by a clock that runs ahead', {}, -1, 'rejected', 'clock_ahead'],
    ['names the booth of another shift', { saidBoothId: 'b2' }, 0, 'rejected', 'foreign_booth'],
    ['was made when the shift began', { shift: { from: AT, until: from(1) } }, 0, 'counted', null],
    ['was made before the shift', { shift: { from: from(1), until: from(HOUR) } }, 0, 'rejected', 'outside_shift'],
    ['was made when the shift was over', { shift: { from: from(-HOUR), until: AT } }, 0, 'rejected', 'outside_shift'],
    ['comes after the one before it', { before: from(-1) }, 0, 'counted', null],
    ['has the instant of the one before it', { before: AT }, 0, 'rejected', 'clock_backwards'],
    ['comes before the one before it', { before: from(1) }, 0, 'rejected', 'clock_backwards'],
    ['comes before the one after it', { after: from(1) }, 0, 'counted', null],
    ['comes after the one after it', { after: from(-1) }, 0, 'rejected', 'clock_backwards'],
    ['is of a forged code', { code: null }, 0, 'rejected', 'code_invalid'],
    ['is of another event', { code: { eventId: 'e2', slot: slotOf(AT) } }, 0, 'rejected', 'code_other_event'],
    ['was made off duty', { assigned: false }, 0, 'rejected', 'not_assigned'],
    ['finds the stamp there', { stampHere: { boothId: 'b1', at: AT } }, 0, 'already_stamped', null],
    ['is of an old code', { code: oldCode }, 0, 'rejected', 'code_expired'],
    ['is of a code to come', { code: { eventId: 'e1', slot: slotOf(AT) + 3 } }, 0, 'rejected', 'code_future'],
    ['was made when the event was over', { event: { ...GOOD.event, endsAt: AT } }, 0, 'rejected', 'event_closed'],
    ['is of somebody who works here', { memberWorksHere: true }, 0, 'rejected', 'works_here'],
    ['is the 60th of the hour', { earlierInHour: 59 }, 0, 'counted', null],
    ['is the 61st of the hour', { earlierInHour: 60 }, 0, 'conflict', 'many_scans'],
    ['is of a code used at another booth', { stampByCode: used }, 0, 'conflict', 'code_two_booths'],
    ['is of an old code used at another booth', { stampByCode: used, code: oldCode }, 0, 'rejected', 'code_expired'],
    [
      'is of somebody who works here, with a used code',
      { stampByCode: used, memberWorksHere: true },
      0,
      'rejected',
      'works_here',
    ],
  ];
  it.each(cases)('%s', (_name, wrong, receivedAfter, state, because) => {
    expect(offlineDecision({ ...GOOD, ...wrong }, AT, from(receivedAfter), LIMITS)).toEqual({ state, because });
  });

  it('has the time of the server, by the offset of its shift', () => {
    // The device ran three minutes behind when its shift was made.
    expect(correctedInstant(from(-180_000), 180_000)).toEqual(AT);
  });
});
