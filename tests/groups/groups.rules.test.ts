import { canSeeGroupMembers, canSeeGroupsOf, groupAbilities } from '@linzhang/shared/groups/groups.policy';
import {
  canBecome,
  GROUP_STATUSES,
  type GroupDraft,
  isAnnouncedAt,
  joinRefusal,
  openingFaults,
} from '@linzhang/shared/groups/groups.rules';
import { degreesAround, metersBetween } from '@linzhang/shared/kernel/distance';

describe('joining a group', () => {
  it.each([
    ['one place left', 'open', 99, null],
    ['the last place taken', 'open', 100, 'group_full'],
    ['more than the limit, since it was lowered', 'open', 101, 'group_full'],
    ['closed, with places', 'closed', 0, 'group_closed'],
    ['a draft', 'draft', 0, 'group_closed'],
  ] as const)('%s', (_case, status, memberCount, refusal) => {
    expect(joinRefusal({ status, memberCount, memberLimit: 100 })).toBe(refusal);
  });
});

it('is opened, closed and opened again, and never a draft again', () => {
  const allowed = GROUP_STATUSES.flatMap((from) =>
    GROUP_STATUSES.filter((to) => canBecome(from, to)).map((to) => `${from}>${to}`),
  );
  expect(allowed).toEqual(['draft>open', 'open>closed', 'closed>open']);
});

describe('what keeps a group from being opened', () => {
  const draft: GroupDraft = {
    kind: 'merchant',
    name: '阳光菜市场福利圈',
    notice: '每周六集章',
    welcome: '欢迎',
    managerCount: 1,
    managersAvailable: true,
    hasMerchant: true,
    merchantAvailable: true,
  };

  it.each([
    ['nothing', {}, []],
    ['no notice', { notice: '' }, ['notice:notice_missing']],
    ['no welcome', { welcome: '' }, ['welcome:welcome_missing']],
    ['nobody to ask', { managerCount: 0 }, ['managerIds:manager_missing']],
    ['a manager who left the branch', { managersAvailable: false }, ['managerIds:manager_elsewhere']],
    ['a merchant group without merchant', { hasMerchant: false }, ['merchantId:merchant_missing']],
    ['a community without merchant', { kind: 'community', hasMerchant: false }, []],
    ['a partner that has ended', { merchantAvailable: false }, ['merchantId:merchant_unavailable']],
    ['a reward for sharing', { notice: '转发朋友圈即可领取礼品' }, ['notice:sharing_rewarded']],
    ['a word about sharing without reward', { notice: '欢迎分享给邻居' }, []],
    ['all at once', { notice: '', welcome: '', managerCount: 0 }, 3],
  ] as const)('%s', (_case, change, faults) => {
    const found = openingFaults({ ...draft, ...change }).map(({ field, code }) => `${field}:${code}`);
    if (typeof faults === 'number') expect(found).toHaveLength(faults);
    else expect(found).toEqual(faults);
  });
});

describe('the announcement of an event', () => {
  // Saturday 9:00 in Shanghai.
  const startsAt = new Date('2026-11-28T01:00:00.000Z');
  it.each([
    ['Wednesday 23:59', '2026-11-25T15:59:59.999Z', 2, false],
    ['Thursday 0:00', '2026-11-25T16:00:00.000Z', 2, true],
    ['the minute before it begins', '2026-11-28T00:59:59.999Z', 2, true],
    ['when it begins', '2026-11-28T01:00:00.000Z', 2, false],
    ['Thursday, a branch that says it one day before', '2026-11-26T08:00:00.000Z', 1, false],
    ['Friday, a branch that says it one day before', '2026-11-26T16:00:00.000Z', 1, true],
  ] as const)('on %s', (_case, now, days, said) => {
    expect(isAnnouncedAt(startsAt, days, new Date(now))).toBe(said);
  });
});

describe('who works with a group', () => {
  const worker = (employeeId: string, branchId: string, ...roles: string[]) => ({ employeeId, branchId, roles });
  const group = { branchId: 'b', managerIds: ['m'], status: 'open' as const };
  it.each([
    ['the head', worker('h', 'b', 'head'), true, true, true],
    ['an admin of another branch', worker('a', 'c', 'admin'), true, true, true],
    ['the head of another branch', worker('x', 'c', 'head'), false, false, false],
    ['the manager of the group', worker('m', 'b', 'manager'), true, true, false],
    ['another manager', worker('n', 'b', 'manager'), true, false, false],
    ['who was its manager and is staff now', worker('m', 'b', 'staff'), true, false, false],
    ['a cashier', worker('k', 'b', 'cashier'), false, false, false],
  ] as const)('%s', (_case, actor, sees, seesMembers, manages) => {
    const abilities = groupAbilities(actor, group);
    expect([canSeeGroupsOf(actor, 'b'), canSeeGroupMembers(actor, group), abilities.update]).toEqual([
      sees,
      seesMembers,
      manages,
    ]);
    expect([abilities.open, abilities.close]).toEqual([false, manages]);
  });
});

describe('distance', () => {
  it.each([
    // https://www.movable-type.co.uk/scripts/latlong.html: 50 03 59N 005 42 53W to 58 38 38N 003 04 12W is 968.9 km.
    ['Land’s End to John o’ Groats', [50.066389, -5.714722], [58.643889, -3.07], 968_900],
    ['nowhere', [31.95, 118.84], [31.95, 118.84], 0],
    ['a hundredth of a degree north', [31.95, 118.84], [31.96, 118.84], 1_112],
    ['across the date line', [0, 179.995], [0, -179.995], 1_112],
    ['to the other side of the world', [0, 0], [0, 180], 20_015_115],
  ] as const)('%s', (_case, [aLat, aLon], [bLat, bLon], meters) => {
    const found = metersBetween({ latitude: aLat, longitude: aLon }, { latitude: bLat, longitude: bLon });
    expect(Math.abs(found - meters)).toBeLessThan(50);
  });

  it.each([[0], [31.95], [-60], [89.99]])('a box around latitude %s holds the whole circle', (latitude) => {
    const meters = 20_000;
    const box = degreesAround({ latitude, longitude: 0 }, meters);
    for (let angle = 0; angle < 360; angle += 5) {
      const north = latitude + box.latitude * Math.cos((angle * Math.PI) / 180);
      if (Math.abs(north) > 90) continue;
      const outside = { latitude: north, longitude: box.longitude + 0.001 };
      if (box.longitude < 180) expect(metersBetween({ latitude, longitude: 0 }, outside)).toBeGreaterThan(meters);
    }
    expect(
      metersBetween({ latitude, longitude: 0 }, { latitude: latitude - box.latitude - 0.001, longitude: 0 }),
    ).toBeGreaterThan(meters);
  });
});
