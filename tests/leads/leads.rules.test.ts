import { DAY_MS, HOUR_MS } from '@linzhang/shared/kernel/time';
import {
  comparePool,
  LEAD_REASONS,
  leadScore,
  makesLead,
  mayGo,
  nextAssignee,
  reasonRested,
  staleness,
  takeRefusal,
  warnsOfChurn,
} from '@linzhang/shared/leads/leads.rules';

const NOW = new Date('2026-11-22T04:00:00Z');
const ago = (ms: number) => new Date(NOW.getTime() - ms);

describe('the score of a lead', () => {
  it.each([
    [['near_tier', 'card_completed'], { tier: 'rising', segment: 'B' }, 90],
    [['churn_warning'], { tier: 'wealth', segment: 'C' }, 75],
    [LEAD_REASONS, { tier: 'private', segment: 'B' }, 100],
    [['phone_bound', 'phone_bound'], null, 30],
    [['phone_bound'], { tier: 'base', segment: 'D' }, 30],
  ] as const)('of %j with %j is %d', (reasons, standing, score) => {
    expect(leadScore(reasons, standing)).toBe(score);
  });

  it('makes none by itself for segment D', () => {
    expect(makesLead({ tier: 'base', segment: 'D' })).toBe(false);
    expect(makesLead({ tier: 'base', segment: 'A' })).toBe(true);
    expect(makesLead(null)).toBe(true);
  });

  it('lets a reason rest for 30 days after closing', () => {
    expect(reasonRested(null, NOW)).toBe(true);
    expect(reasonRested(ago(30 * DAY_MS - 1), NOW)).toBe(false);
    expect(reasonRested(ago(30 * DAY_MS), NOW)).toBe(true);
  });
});

describe('a churn warning', () => {
  const calm = { aumFen: null, aumBeforeFen: null, engagements: 0, lastEngagedAt: null };
  it.each([
    ['AUM down 19.99 %', { aumFen: 8_001, aumBeforeFen: 10_000 }, false],
    ['AUM down 20 %', { aumFen: 8_000, aumBeforeFen: 10_000 }, true],
    ['nothing before', { aumFen: 0, aumBeforeFen: 0 }, false],
    ['silent for 60 days after 3', { engagements: 3, lastEngagedAt: ago(60 * DAY_MS) }, true],
    ['silent for less', { engagements: 3, lastEngagedAt: ago(60 * DAY_MS - 1) }, false],
    ['silent after 2 only', { engagements: 2, lastEngagedAt: ago(90 * DAY_MS) }, false],
  ])('%s: %j -> %s', (_name, facts, warns) => {
    expect(warnsOfChurn({ ...calm, ...facts }, NOW)).toBe(warns);
  });
});

describe('taking a lead', () => {
  const fresh = { lastHolderId: null, releasedAt: null };
  it.each([
    [{ held: 49, takenToday: 9 }, fresh, null],
    [{ held: 50, takenToday: 0 }, fresh, 'leads_held_limit'],
    [{ held: 0, takenToday: 10 }, fresh, 'leads_day_limit'],
    [{ held: 0, takenToday: 0 }, { lastHolderId: 'me', releasedAt: ago(3 * DAY_MS - 1) }, 'lead_rests'],
    [{ held: 0, takenToday: 0 }, { lastHolderId: 'me', releasedAt: ago(3 * DAY_MS) }, null],
    [{ held: 0, takenToday: 0 }, { lastHolderId: 'other', releasedAt: ago(0) }, null],
  ])('with %j of %j: %s', (counts, lead, refusal) => {
    expect(takeRefusal(counts, lead, 'me', NOW)).toBe(refusal);
  });

  it.each([
    [48 * HOUR_MS - 1, false, 'fresh'],
    [48 * HOUR_MS, false, 'remind'],
    [7 * DAY_MS - 1, true, 'remind'],
    [7 * DAY_MS, false, 'pool'],
    [7 * DAY_MS, true, 'head'],
  ])('idle for %d ms, owned %s: %s', (idle, owned, expected) => {
    expect(staleness(ago(idle), owned, NOW)).toBe(expected);
  });

  it('goes through its states and ends', () => {
    expect(mayGo('open', 'held')).toBe(true);
    expect(mayGo('open', 'won')).toBe(false);
    expect(mayGo('contacted', 'qualified')).toBe(true);
    expect(mayGo('won', 'contacted')).toBe(false);
    expect(mayGo('lost', 'open')).toBe(false);
  });
});

describe('the order of the pool', () => {
  const near = { distance: 300, industryMatches: false, openedAt: ago(0) };
  const far = { distance: 900, industryMatches: true, openedAt: ago(DAY_MS) };
  const nowhere = { distance: null, industryMatches: true, openedAt: ago(2 * DAY_MS) };
  it.each([
    [['nearest', 'industry', 'first'] as const, [near, far, nowhere]],
    [['industry', 'nearest', 'first'] as const, [far, nowhere, near]],
    [['first', 'nearest', 'industry'] as const, [nowhere, far, near]],
  ])('by %j', (order, expected) => {
    expect([far, nowhere, near].sort(comparePool(order))).toEqual(expected);
  });
});

describe('assigning by capacity', () => {
  const manager = (employeeId: string, capacity: number, held: number, days: number | null) => ({
    employeeId,
    capacity,
    held,
    lastAssignedAt: days === null ? null : ago(days * DAY_MS),
  });

  it('takes the one with most free', () => {
    expect(nextAssignee([manager('a', 10, 0, 1), manager('b', 12, 0, 1), manager('c', 15, 0, 0)])?.employeeId).toBe(
      'c',
    );
    expect(nextAssignee([manager('a', 10, 0, 1), manager('c', 15, 6, 9)])?.employeeId).toBe('a');
  });

  it('gives a tie to whose last assignment is longest ago', () => {
    expect(nextAssignee([manager('a', 10, 0, 1), manager('b', 12, 2, 3), manager('c', 11, 1, 2)])?.employeeId).toBe(
      'b',
    );
    expect(nextAssignee([manager('a', 10, 0, 1), manager('b', 10, 0, null)])?.employeeId).toBe('b');
    expect(nextAssignee([])).toBeNull();
  });
});
