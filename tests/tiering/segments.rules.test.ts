import { DAY_MS } from '@linzhang/shared/kernel/time';
import {
  addToScore,
  ENGAGEMENT_WEIGHTS,
  type EngagementScore,
  scoreAt,
} from '@linzhang/shared/tiering/engagementScore.rules';
import {
  potentialOf,
  SEGMENT_ACTIONS,
  SEGMENTS,
  segmentMoves,
  segmentOf,
} from '@linzhang/shared/tiering/segment.rules';

const NOW = new Date('2026-11-22T04:00:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS);

describe('the engagement score', () => {
  const happened = [
    ['group_joined', 60],
    ['stamped', 30],
    ['redeemed', 0],
  ] as const;

  it.each([
    ['in order', happened],
    ['in any order', [...happened].reverse()],
  ])('halves every 30 days, learned %s', (_name, rows) => {
    let score: EngagementScore | null = null;
    for (const [kind, days] of rows) score = addToScore(score, ENGAGEMENT_WEIGHTS[kind] ?? 0, daysAgo(days));
    expect(score && scoreAt(score, NOW)).toBeCloseTo(11.25, 10);
  });
});

const ALL = ['wealth', 'fund', 'insurance', 'card', 'loan'];

describe('the potential', () => {
  it.each<[Parameters<typeof potentialOf>[0], number]>([
    [
      {
        score: 72,
        mobileActive: true,
        channelPercent: 60,
        age: 34,
        trendPercent: 12,
        productsHeld: ['wealth', 'card', 'loan'],
      },
      94,
    ],
    [{ score: 15, mobileActive: false, channelPercent: 20, age: 67, trendPercent: -5, productsHeld: [] }, 20],
    [{ score: 30, mobileActive: true, channelPercent: 20, age: 40, trendPercent: 0, productsHeld: ALL }, 50],
    [{ score: 0, mobileActive: null, channelPercent: null, age: null, trendPercent: null, productsHeld: ALL }, 10],
  ])('%j is %d', (facts, total) => {
    expect(potentialOf(facts).total).toBe(total);
  });

  it.each([
    ['age', { age: 35 }, 15],
    ['age', { age: 36 }, 10],
    ['age', { age: 45 }, 10],
    ['age', { age: 46 }, 5],
    ['age', { age: 60 }, 5],
    ['age', { age: 61 }, 0],
    ['channels', { channelPercent: 50 }, 8],
    ['channels', { channelPercent: 49 }, 0],
    ['trend', { trendPercent: 10 }, 15],
    ['trend', { trendPercent: 9.9 }, 8],
    ['trend', { trendPercent: -0.1 }, 0],
    ['engagement', { score: 59.9 }, 39],
    ['engagement', { score: 60 }, 40],
  ] as const)('%s of %j is %d', (part, facts, points) => {
    const nothing = {
      score: 0,
      mobileActive: false,
      channelPercent: null,
      age: null,
      trendPercent: null,
      productsHeld: [],
    };
    expect(potentialOf({ ...nothing, ...facts })[part]).toBe(points);
  });
});

describe('the segment', () => {
  it.each([
    [18.6, 94, 'B'],
    [3, 94, 'A'],
    [60, 20, 'C'],
    [3, 20, 'D'],
    [10, 50, 'B'],
    [9.999999, 50, 'A'],
    [10, 49, 'C'],
  ])('of %d万 and potential %d is %s', (wan, potential, segment) => {
    expect(segmentOf(Math.round(wan * 1_000_000), potential)).toBe(segment);
  });

  it('says what would move it', () => {
    const potential = potentialOf({
      score: 15,
      mobileActive: false,
      channelPercent: 20,
      age: 67,
      trendPercent: -5,
      productsHeld: [],
    });
    expect(segmentMoves(3_000_000, potential)).toEqual({
      missingFen: 7_000_000,
      missingPoints: 30,
      open: [
        { part: 'engagement', points: 30 },
        { part: 'trend', points: 15 },
        { part: 'mobile', points: 12 },
        { part: 'channels', points: 8 },
      ],
    });
  });

  it('always comes with something to do', () => {
    for (const segment of SEGMENTS) expect(SEGMENT_ACTIONS[segment].length).toBeGreaterThan(0);
  });
});
