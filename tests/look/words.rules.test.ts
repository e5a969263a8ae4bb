import { ERRORS } from '@linzhang/shared/kernel/errors';
import { ApiError, isFinalAnswer } from '../../miniprogram/src/lib/apiError';
import { dayOf, momentOf, waitOf } from '../../miniprogram/src/lib/dates';
import { keptTogether } from '../../miniprogram/src/lib/lineBreaks';
import { countOf, groupsOfFour, upWan, wanOf } from '../../miniprogram/src/lib/numbers';
import { refusedFields, WORDS, wordsFor } from '../../miniprogram/src/lib/words';
import { WORK_WORDS } from '../../miniprogram/src/lib/workWords';

it('has a calm Chinese sentence for every code', () => {
  expect(Object.keys({ ...WORDS, ...WORK_WORDS }).sort()).toEqual(Object.keys(ERRORS).sort());
  for (const sentence of Object.values({ ...WORDS, ...WORK_WORDS })) {
    expect(sentence).toMatch(/[一-龥]{4,}/);
    expect(sentence).not.toMatch(/[!！]|亲|Error|error/);
  }
});

it('weaves the facts of a refusal into its words', () => {
  expect(wordsFor(new ApiError('rate_limited', { retryAfterSeconds: 90 }))).toBe('操作太频繁，请 2 分钟后再试');
  expect(wordsFor(new ApiError('activation_invalid', { triesLeft: 3 }))).toContain('还可以试 3 次');
  expect(wordsFor(new ApiError('activation_invalid'))).toBe(WORDS.activation_invalid);
  expect(wordsFor(new ApiError('offline'))).toContain('没有网络');
});

it('names the fields that the server refused', () => {
  const error = new ApiError('invalid_request', { issues: [{ path: 'place.address' }, { path: ['name'] }] });
  expect([...refusedFields(error)]).toEqual(['place.address', 'name']);
  expect(refusedFields(new ApiError('internal')).size).toBe(0);
});

it('keeps a request open only while nobody knows its outcome', () => {
  expect(isFinalAnswer(new ApiError('version_conflict'))).toBe(true);
  for (const code of ['offline', 'no_answer', 'unavailable', 'timed_out', 'internal'] as const)
    expect(isFinalAnswer(new ApiError(code))).toBe(false);
});

describe('days as people say them', () => {
  const now = new Date('2026-11-22T04:00:00.000Z');
  it.each([
    ['2026-11-22T10:00:00.000Z', '今天 18:00'],
    ['2026-11-21T15:59:59.000Z', '昨天 23:59'],
    ['2026-11-21T16:00:00.000Z', '今天 0:00'],
    ['2026-11-22T16:05:00.000Z', '明天 0:05'],
    ['2026-11-08T01:30:00.000Z', '11 月 8 日 9:30'],
    ['2025-12-31T16:00:00.000Z', '1 月 1 日 0:00'],
    ['2025-12-31T15:00:00.000Z', '2025 年 12 月 31 日 23:00'],
  ])('%s is %s', (instant, words) => expect(momentOf(instant, now)).toBe(words));

  it('leaves the clock out where only the day is asked', () => {
    expect(dayOf('2026-11-08T01:30:00.000Z', now)).toBe('11 月 8 日');
  });
});

it('keeps together what a line must not part', () => {
  const kept = keptTogether('阳光菜市场 · 剩 312 张 · 每人 1 张');
  expect(kept.split(' ')).toEqual(['阳光菜市场\u00a0·', '剩\u00a0312\u00a0张\u00a0·', '每人\u00a01\u00a0张']);
});

it('writes figures short', () => {
  expect([wanOf(18_699_999), wanOf(186_000_000_00), wanOf(-1_400_000)]).toEqual(['18.6 万', '18,600.0 万', '−1.4 万']);
  // What a whole branch holds has no room in 万; it is cut too.
  expect([wanOf(99_999_999_999), wanOf(100_000_000_000), wanOf(-109_566_930_000_000)]).toEqual([
    '99,999.9 万',
    '10.00 亿',
    '−10,956.69 亿',
  ]);
  // What is there and what is missing come to the line, also where both have more decimals.
  expect([wanOf(4_853_000), upWan(147_000), upWan(1_400_000)]).toEqual(['4.8 万', '0.2 万', '1.4 万']);
  expect([countOf(1204), countOf(999), countOf(1_000_000)]).toEqual(['1,204', '999', '1,000,000']);
  expect([waitOf(0), waitOf(59), waitOf(60), waitOf(3601)]).toEqual(['1 秒', '59 秒', '1 分钟', '2 小时']);
  expect(groupsOfFour('12345678')).toBe('1234 5678');
});
