import { canDecideOrigin, canReadCredits } from '@linzhang/shared/attribution/attribution.policy';
import { comparingBecause, comparingCredits } from '@linzhang/shared/attribution/models.rules';
import { countPath, noPaths } from '@linzhang/shared/attribution/paths.rules';
import { broughtFen, isReportable, lineOf, shareFen, stepOf } from '@linzhang/shared/attribution/report.rules';
import { DAY_MS } from '@linzhang/shared/kernel/time';

const AT = new Date('2026-11-22T04:00:00Z');
const touch = (employeeId: string, days: number) => ({
  touchId: `${employeeId}${days}`,
  employeeId,
  channelId: `${employeeId}-channel`,
  at: new Date(AT.getTime() - days * DAY_MS),
});
const touched = { at: AT, because: 'origin', held: false, touches: [touch('a', 9), touch('b', 6), touch('a', 1)] };

describe('comparing credits of a conversion', () => {
  it('are a part for each touch, computed from what was kept', () => {
    expect(comparingCredits('position', touched).map(({ touch: { employeeId }, ppm }) => [employeeId, ppm])).toEqual([
      ['a', 400_000],
      ['b', 200_000],
      ['a', 400_000],
    ]);
    expect(comparingCredits('linear', touched)).toEqual(comparingCredits('linear', touched));
  });

  it.each([
    ['touches', {}],
    ['no_touch', { touches: [] }],
    ['insider', { because: 'insider' }],
    ['held', { because: 'held', held: true }],
  ])('because of %s', (because, over) => {
    const conversion = { ...touched, ...over };
    expect(comparingBecause(conversion)).toBe(because);
    expect(comparingCredits('last', conversion).length).toBe(because === 'touches' ? 3 : 0);
  });
});

describe('the amount of a conversion', () => {
  it('is shared to the last fen, however large', () => {
    expect(shareFen(100, [333_333, 333_333, 333_334])).toEqual([33, 33, 34]);
    const shares = shareFen(900_000_000_001, [400_000, 200_000, 400_000]);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(900_000_000_001);
    expect(shareFen(5, [])).toEqual([]);
  });

  it('is what came to the bank, not a merchant’s bill', () => {
    expect([broughtFen('product_opened', 7), broughtFen('aum_uplift', 7), broughtFen('claim_redeemed', 7)]).toEqual([
      7, 7, 0,
    ]);
    expect(broughtFen('product_opened', undefined)).toBe(0);
  });
});

describe('a line of the report', () => {
  const way = {
    channelId: 'c',
    groupId: 'g',
    eventId: 'e',
    offerId: 'o',
    source: 'circle',
    placement: 'merchant',
  } as const;
  it.each([
    ['manager', 'e'],
    ['channel', 'c'],
    ['group', 'g'],
    ['source', 'circle'],
    ['placement', 'merchant'],
    ['campaign', '十一月'],
  ] as const)('by %s is %s', (side, line) => {
    expect(lineOf(side, { employeeId: 'e', way }, '十一月')).toBe(line);
  });

  it('is nothing of the kind where the way is not known', () => {
    expect(lineOf('channel', { employeeId: 'e', way: null }, null)).toBeNull();
    expect(lineOf('placement', { employeeId: 'e', way: { ...way, placement: null } }, null)).toBeNull();
    expect(stepOf('group', { ...way, groupId: null })).toBeNull();
  });

  it.each([
    ['2026-11-22', '2026-11-22', true],
    ['2026-11-22', '2026-11-21', false],
    ['2026-01-01', '2027-01-01', true],
    ['2026-01-01', '2027-01-02', false],
  ])('from %s to %s may be asked for: %s', (from, to, may) => {
    expect(isReportable(from, to)).toBe(may);
  });
});

describe('paths while they are counted', () => {
  it('are one path where members went the same way, and a channel twice in a row is one step', () => {
    const counts = noPaths();
    countPath(counts, ['a', 'a', 'b'], 'converted');
    countPath(counts, ['a', 'b', 'b'], 'lost');
    countPath(counts, ['a', 'b', 'a'], 'lost');
    countPath(counts, [], 'lost');
    expect([...counts.paths.values()]).toEqual([
      { steps: ['a', 'b'], converted: 1, lost: 1 },
      { steps: ['a', 'b', 'a'], converted: 0, lost: 1 },
    ]);
    expect([...counts.channels]).toEqual(['a', 'b']);
  });
});

describe('who may read the credits of a member, and decide on the origin', () => {
  const member = { originId: 'origin', ownerId: 'owner', branchId: 'branch' };
  const as = (employeeId: string, roles: string[], branchId = 'branch') => ({ employeeId, roles, branchId });
  it.each([
    ['the owner', as('owner', ['manager']), true, false],
    ['the origin manager who is not the owner', as('origin', ['manager']), false, false],
    ['the head of the branch', as('head', ['head']), true, true],
    ['the head of another branch', as('head', ['head'], 'elsewhere'), false, false],
    ['an admin', as('admin', ['admin'], 'elsewhere'), true, true],
    ['a cashier', as('owner', ['cashier']), false, false],
  ])('%s', (_name, actor, reads, decides) => {
    expect([canReadCredits(actor, member), canDecideOrigin(actor, member)]).toEqual([reads, decides]);
  });
});
