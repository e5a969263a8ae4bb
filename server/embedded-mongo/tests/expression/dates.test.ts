import { ObjectId, Timestamp, UtcDate } from '../../src/bson/values';
import { answers, date, evaluate, refusals } from './evaluate';

const AT = date('2024-02-29T23:30:15.123Z');
const NEW_YORK = 'America/New_York';

describe('Parts of a date', () => {
  answers([
    [{ $year: AT }, 2024],
    [{ $month: AT }, 2],
    [{ $dayOfMonth: AT }, 29],
    [{ $hour: AT }, 23],
    [{ $minute: AT }, 30],
    [{ $second: AT }, 15],
    [{ $millisecond: AT }, 123],
    [{ $dayOfWeek: AT }, 5],
    [{ $dayOfYear: AT }, 60],
    [{ $week: AT }, 8],
    [{ $isoWeek: AT }, 9],
    [{ $isoWeekYear: AT }, 2024n],
    [{ $isoDayOfWeek: AT }, 4],
    [{ $isoWeekYear: date('2021-01-03T00:00:00Z') }, 2020n],
    [{ $isoWeek: date('2021-01-03T00:00:00Z') }, 53],
    [{ $isoDayOfWeek: date('2021-01-03T00:00:00Z') }, 7],
    [{ $millisecond: new UtcDate(-1) }, 999],
    [{ $year: new UtcDate(-1) }, 1969],
    [{ $hour: { date: AT, timezone: NEW_YORK } }, 18],
    [{ $dayOfMonth: { date: AT, timezone: '+05:30' } }, 1],
    [{ $hour: { date: AT, timezone: '-0230' } }, 21],
    [{ $hour: { date: AT, timezone: '+05' } }, 4],
    [{ $hour: { date: AT, timezone: null } }, null],
    [{ $hour: { date: '$d', timezone: '$z' } }, 8, { d: date('2024-07-01T00:00:00Z'), z: 'Asia/Shanghai' }],
    [{ $hour: { date: date('2024-07-01T00:00:00Z'), timezone: 'Europe/London' } }, 1],
    [{ $year: ['$d'] }, 2023, { d: new ObjectId(Buffer.from('64b7f9a2c1d2e3f4a5b6c7d8', 'hex')) }],
    [{ $year: new Timestamp(1_700_000_000n << 32n) }, 2023],
    [{ $year: '$missing' }, null],
  ]);
  refusals([
    [{ $year: 'abc' }, 16006, "can't convert from BSON type string to Date"],
    [{ $year: { $add: [1, 2] } }, 16006],
    [{ $year: [AT, AT] }, 40536],
    [{ $year: { k: 1 } }, 40535, 'unrecognized option to $year: "k"'],
    [{ $year: { timezone: 'UTC' } }, 40539, `missing 'date' argument to $year, provided: $year: { timezone: "UTC" }`],
    [{ $year: { date: AT, timezone: 'Nowhere/Land' } }, 40485, 'unrecognized time zone identifier: "Nowhere/Land"'],
    [{ $year: { date: AT, timezone: 'europe/london' } }, 40485],
    [{ $year: { date: AT, timezone: '+5:00' } }, 40485],
    [{ $year: { date: AT, timezone: 5 } }, 40517],
  ]);
});

describe('$dateFromParts and $dateToParts', () => {
  const toParts = (options: object) => ({ $dateToParts: { date: AT, ...options } });
  const time = { hour: 23, minute: 30, second: 15, millisecond: 123 };
  answers([
    [{ $dateFromParts: { year: 2024 } }, date('2024-01-01T00:00:00Z')],
    [{ $dateFromParts: { year: 2024, month: 14, day: 0, hour: -1 } }, date('2025-01-30T23:00:00Z')],
    [{ $dateFromParts: { year: 2024, month: 7, hour: 12, timezone: NEW_YORK } }, date('2024-07-01T16:00:00Z')],
    [{ $dateFromParts: { isoWeekYear: 2020, isoWeek: 53, isoDayOfWeek: 7 } }, date('2021-01-03T00:00:00Z')],
    [{ $dateFromParts: { year: 2024, second: 100_000_000n } }, new UtcDate(1_704_067_200_000 + 1e11)],
    [{ $dateFromParts: { year: '$missing' } }, null],
    [toParts({}), { year: 2024, month: 2, day: 29, ...time }],
    [toParts({ iso8601: true }), { isoWeekYear: 2024, isoWeek: 9, isoDayOfWeek: 4, ...time }],
    [toParts({ timezone: '+01:00' }), { year: 2024, month: 3, day: 1, ...time, hour: 0 }],
    [toParts({ timezone: null }), null],
    // Clocks skip from 2:00 to 3:00, and show the hour from 1:00 twice.
    [
      { $dateFromParts: { year: 2024, month: 3, day: 10, hour: 2, minute: 30, timezone: NEW_YORK } },
      date('2024-03-10T07:30:00Z'),
    ],
    [
      { $dateFromParts: { year: 2024, month: 11, day: 3, hour: 1, minute: 30, timezone: NEW_YORK } },
      date('2024-11-03T05:30:00Z'),
    ],
    [
      { $dateFromParts: { year: 2024, month: 3, day: 31, hour: 2, minute: 30, timezone: 'Europe/Amsterdam' } },
      date('2024-03-31T01:30:00Z'),
    ],
  ]);
  refusals([
    [{ $dateFromParts: 1 }, 40519],
    [{ $dateFromParts: { year: 2024, x: 1 } }, 40518],
    [{ $dateFromParts: { month: 1 } }, 40516],
    [{ $dateFromParts: { year: 2024, isoWeek: 1 } }, 40489],
    [{ $dateFromParts: { isoWeekYear: 2024, month: 1 } }, 40525],
    [{ $dateFromParts: { year: 1.5 } }, 40515],
    [{ $dateFromParts: { year: 10_000 } }, 40523],
    [{ $dateFromParts: { isoWeekYear: 0 } }, 31095],
    [{ $dateFromParts: { year: 2024, month: 40_000 } }, 31034],
    [{ $dateToParts: 1 }, 40524],
    [{ $dateToParts: { x: 1 } }, 40520],
    [{ $dateToParts: {} }, 40522],
    [toParts({ iso8601: 1 }), 40521],
  ]);
});

describe('$dateToString', () => {
  const text = (options: object) => ({ $dateToString: { date: AT, ...options } });
  answers([
    [text({}), '2024-02-29T23:30:15.123Z'],
    [text({ timezone: '+01:00' }), '2024-03-01T00:30:15.123'],
    [text({ format: '%Y-%m-%d %H:%M:%S.%L %%' }), '2024-02-29 23:30:15.123 %'],
    [text({ format: '%j %w %u %U %V %G' }), '060 5 4 08 09 2024'],
    [text({ format: '%b %B %z %Z', timezone: NEW_YORK }), 'Feb February -0500 -300'],
    [text({ format: null }), null],
    [text({ date: null, onNull: 'none' }), 'none'],
    [text({ date: null }), null],
  ]);
  refusals([
    [{ $dateToString: 1 }, 18629],
    [{ $dateToString: { x: 1 } }, 18534],
    [{ $dateToString: { format: '%Y' } }, 18628],
    [text({ format: 5 }), 18533],
    [text({ format: '%' }), 18535],
    [text({ format: '%n' }), 18536, "Invalid format character '%n' in format string"],
    [text({ date: 'x' }), 16006],
    [text({ date: new UtcDate(4e14) }), 18537],
  ]);
});

describe('$dateFromString', () => {
  const read = (dateString: unknown, options: object = {}) => ({ $dateFromString: { dateString, ...options } });
  answers([
    [read('2017-02-08T12:10:40.787Z'), date('2017-02-08T12:10:40.787Z')],
    [read('2017-02-08T12:10:40.787'), date('2017-02-08T12:10:40.787Z')],
    [read('2017-02-08'), date('2017-02-08T00:00:00Z')],
    [read('2017-02-08 12:10 +0100'), date('2017-02-08T11:10:00Z')],
    [read('20170208T121040Z'), date('2017-02-08T12:10:40Z')],
    [read('July 4th, 2017'), date('2017-07-04T00:00:00Z')],
    [read('Tue, 04 Jul 2017 11:56:02 GMT'), date('2017-07-04T11:56:02Z')],
    [read('07/04/2017 1:05 pm'), date('2017-07-04T13:05:00Z')],
    [read('2017-W27-2'), date('2017-07-04T00:00:00Z')],
    [read('2017-02-08T12:10:40', { timezone: NEW_YORK }), date('2017-02-08T17:10:40Z')],
    [read('06-15-2018', { format: '%m-%d-%Y' }), date('2018-06-15T00:00:00Z')],
    [read('2018-W10-3', { format: '%G-W%V-%u' }), date('2018-03-07T00:00:00Z')],
    [read('2018-06-15 12:30+02:00', { format: '%Y-%m-%d %H:%M%z' }), date('2018-06-15T10:30:00Z')],
    [read(null, { onNull: 1 }), 1],
    [read('nope', { onError: 'E' }), 'E'],
    [read(5, { onError: 'E' }), 'E'],
    [read('2017-02-08', { timezone: null }), null],
  ]);
  refusals([
    [{ $dateFromString: 1 }, 40540],
    [{ $dateFromString: { x: 1 } }, 40541],
    [{ $dateFromString: {} }, 40542],
    [read('x', { format: 5 }), 40684],
    [read('x', { format: '%U' }), 18536],
    [read('nope'), 241, "Error parsing date string 'nope'"],
    [read(''), 241],
    [read(5), 241, "requires that 'dateString' be a string, found: int with value 5"],
    [read('12:30'), 241, 'an incomplete date/time string'],
    [read('2017-13-01'), 241],
    [read('2017-02-30'), 241],
    [read('2017-02-08T12:00:00Z', { timezone: NEW_YORK }), 241, "time zone information ('Z')"],
    [read('2017-02-08T12:00:00+0100', { timezone: NEW_YORK }), 241, 'GMT offset'],
    [read('2018', { format: '%Y-%m' }), 241],
    [read('2018-01-01x', { format: '%Y-%m-%d' }), 241],
  ]);
});

describe('$dateAdd and $dateSubtract', () => {
  const add = (start: string, unit: string, amount: unknown, timezone?: string) => ({
    $dateAdd: { startDate: date(start), unit, amount, ...(timezone ? { timezone } : {}) },
  });
  answers([
    [add('2024-01-31T12:00:00Z', 'month', 1), date('2024-02-29T12:00:00Z')],
    [add('2024-02-29T12:00:00Z', 'year', 1), date('2025-02-28T12:00:00Z')],
    [add('2024-11-30T12:00:00Z', 'quarter', 1), date('2025-02-28T12:00:00Z')],
    [add('2024-01-31T12:00:00Z', 'week', 2n), date('2024-02-14T12:00:00Z')],
    [add('2024-03-09T12:00:00Z', 'day', 1, NEW_YORK), date('2024-03-10T11:00:00Z')],
    [add('2024-03-09T12:00:00Z', 'hour', 24, NEW_YORK), date('2024-03-10T12:00:00Z')],
    [{ $dateSubtract: { startDate: AT, unit: 'millisecond', amount: 123 } }, date('2024-02-29T23:30:15Z')],
    [{ $dateAdd: { startDate: AT, unit: 'day', amount: null } }, null],
  ]);
  refusals([
    [{ $dateAdd: 1 }, 5166400],
    [{ $dateAdd: { x: 1 } }, 5166401],
    [{ $dateAdd: { startDate: AT } }, 5166402],
    [{ $dateAdd: { startDate: 1, unit: 'day', amount: 1 } }, 5166403],
    [{ $dateAdd: { startDate: AT, unit: 1, amount: 1 } }, 5166404],
    [{ $dateAdd: { startDate: AT, unit: 'day', amount: 1.5 } }, 5166405],
    [{ $dateAdd: { startDate: AT, unit: 'day', amount: 2n ** 62n } }, 5166406],
    [{ $dateAdd: { startDate: AT, unit: 'eon', amount: 1 } }, 9],
    [{ $dateSubtract: { startDate: AT, unit: 'day', amount: -(2n ** 63n) } }, 6045000],
  ]);
});

describe('$dateDiff', () => {
  const diff = (start: string, end: string, unit: string, options: object = {}) => ({
    $dateDiff: { startDate: date(start), endDate: date(end), unit, ...options },
  });
  answers([
    [diff('2023-12-31T23:59:59Z', '2024-01-01T00:00:00Z', 'year'), 1n],
    [diff('2024-01-01T00:00:00Z', '2023-12-31T00:00:00Z', 'quarter'), -1n],
    [diff('2024-01-31T00:00:00Z', '2024-03-01T00:00:00Z', 'month'), 2n],
    [diff('2024-02-24T12:00:00Z', '2024-02-25T00:00:00Z', 'week'), 1n],
    [diff('2024-02-24T12:00:00Z', '2024-02-25T00:00:00Z', 'week', { startOfWeek: 'Monday' }), 0n],
    [diff('2024-02-25T12:00:00Z', '2024-02-26T00:00:00Z', 'week', { startOfWeek: 'mon' }), 1n],
    [diff('2024-02-28T23:59:59Z', '2024-02-29T00:00:00Z', 'day'), 1n],
    [diff('2024-02-28T23:59:59Z', '2024-02-29T00:00:00Z', 'day', { timezone: NEW_YORK }), 0n],
    [diff('2024-03-10T05:00:00Z', '2024-03-11T04:00:00Z', 'hour', { timezone: NEW_YORK }), 23n],
    [diff('2024-03-10T05:59:59.999Z', '2024-03-10T06:00:00Z', 'minute'), 1n],
    [diff('2024-03-10T05:59:59.999Z', '2024-03-10T06:00:00Z', 'millisecond'), 1n],
    [{ $dateDiff: { startDate: null, endDate: AT, unit: 'day' } }, null],
  ]);
  refusals([
    [{ $dateDiff: 1 }, 5166301],
    [{ $dateDiff: { x: 1 } }, 5166302],
    [{ $dateDiff: {} }, 5166303],
    [{ $dateDiff: { startDate: AT } }, 5166304],
    [{ $dateDiff: { startDate: AT, endDate: AT } }, 5166305],
    [{ $dateDiff: { startDate: 1, endDate: AT, unit: 'day' } }, 5166307],
    [diff('2024-01-01', '2024-01-01', 'eon'), 5439014],
    [{ $dateDiff: { startDate: AT, endDate: AT, unit: 1 } }, 5439013],
    [diff('2024-01-01', '2024-01-01', 'week', { startOfWeek: 'someday' }), 5439016],
    [diff('2024-01-01', '2024-01-01', 'day', { timezone: 'Nowhere' }), 40485],
  ]);
});

describe('$dateTrunc', () => {
  const trunc = (text: string, unit: string, options: object = {}) => ({
    $dateTrunc: { date: date(text), unit, ...options },
  });
  answers([
    [trunc('2024-05-17T13:14:15.167Z', 'year'), date('2024-01-01T00:00:00Z')],
    [trunc('2024-05-17T13:14:15.167Z', 'year', { binSize: 5 }), date('2020-01-01T00:00:00Z')],
    [trunc('2024-05-17T13:14:15.167Z', 'quarter'), date('2024-04-01T00:00:00Z')],
    [trunc('2024-05-17T13:14:15.167Z', 'month', { binSize: 2 }), date('2024-05-01T00:00:00Z')],
    [trunc('1999-12-17T13:14:15.167Z', 'month', { binSize: 5 }), date('1999-08-01T00:00:00Z')],
    [trunc('2024-05-17T13:14:15.167Z', 'week'), date('2024-05-12T00:00:00Z')],
    [trunc('2024-05-17T13:14:15.167Z', 'week', { startOfWeek: 'monday' }), date('2024-05-13T00:00:00Z')],
    [trunc('2024-05-17T13:14:15.167Z', 'day', { timezone: NEW_YORK }), date('2024-05-17T04:00:00Z')],
    [trunc('2024-05-17T13:14:15.167Z', 'hour', { binSize: 2 }), date('2024-05-17T12:00:00Z')],
    [trunc('2024-05-17T13:14:15.167Z', 'minute', { binSize: 10 }), date('2024-05-17T13:10:00Z')],
    [trunc('2024-05-17T13:14:15.167Z', 'second'), date('2024-05-17T13:14:15Z')],
    [trunc('2024-05-17T13:14:15.167Z', 'day', { binSize: null }), null],
  ]);
  refusals([
    [{ $dateTrunc: 1 }, 5439007],
    [{ $dateTrunc: { x: 1 } }, 5439008],
    [{ $dateTrunc: {} }, 5439009],
    [{ $dateTrunc: { date: AT } }, 5439010],
    [{ $dateTrunc: { date: 1, unit: 'day' } }, 5439012],
    [trunc('2024-01-01', 'day', { binSize: 1.5 }), 5439017],
    [trunc('2024-01-01', 'day', { binSize: 0 }), 5439018],
  ]);
});

describe('Time zones', () => {
  it('follow the clocks through a whole year, hour by hour', () => {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', hourCycle: 'h23' });
    for (let ms = Date.UTC(2024, 0, 1); ms < Date.UTC(2025, 0, 1); ms += 3_600_000 * 5) {
      const hour = evaluate({ $hour: { date: new UtcDate(ms), timezone: 'Europe/Berlin' } });
      expect(hour).toBe(Number(format.format(ms)));
    }
  });
});
