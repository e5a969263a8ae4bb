import type { Customer } from '@linzhang/shared/customers/customers.contract';
import type { MemberEngagement } from '@linzhang/shared/engagements/engagements.contract';
import type { Lead } from '@linzhang/shared/leads/leads.contract';

/** An id of one digit. */
export const id = (digit: string) => digit.repeat(24);
export const MEMBER = id('1');
/** The manager who brought and serves the customer. */
export const ZHOU = { id: id('2'), name: '周敏' };
export const CHEN = { id: id('3'), name: '陈立' };
export const CHANNEL = { id: id('4'), name: '菜市场门口' };

export const JOINED: MemberEngagement = {
  id: id('5'),
  kind: 'group_joined',
  occurredAt: '2026-11-08T02:00:00.000Z',
  recordedAt: '2026-11-08T02:00:00.000Z',
  group: { id: id('6'), name: '阳光菜市场福利圈' },
  event: null,
  booth: null,
  offer: null,
  merchant: null,
  employee: null,
  product: null,
  amountFen: null,
  reversed: false,
  insider: false,
  credit: {
    because: 'new_origin',
    held: false,
    employees: [{ ...ZHOU, ppm: 1_000_000 }],
    cameBy: { employee: ZHOU, channel: CHANNEL, source: 'circle' },
  },
};
const REDEEMED: MemberEngagement = {
  ...JOINED,
  id: id('7'),
  kind: 'redeemed',
  group: null,
  offer: { id: id('8'), name: '满50减20' },
  merchant: { id: id('9'), name: '水产摊' },
  amountFen: 6_300,
  credit: null,
};

export const LEAD: Lead = {
  id: id('a'),
  subject: { kind: 'member', id: MEMBER, name: '李小芳' },
  phone: '138****1234',
  branch: { id: id('b'), name: '江宁支行' },
  state: 'held',
  desk: null,
  reasons: [{ reason: 'near_tier', at: '2026-11-14T02:00:00.000Z', points: 40 }],
  score: 90,
  standing: null,
  holder: ZHOU,
  heldBecause: 'owner',
  heldSince: '2026-11-14T02:00:00.000Z',
  lastWorkedAt: null,
  dueAt: null,
  nextOn: null,
  recycleAt: null,
  distance: null,
  industryMatches: false,
  restsUntil: null,
  openedAt: '2026-11-14T02:00:00.000Z',
  closedAt: null,
  lostReason: null,
  ruleVersion: 1,
  can: { take: false, release: true, followUp: true, assign: false, call: true },
};

/** A customer of whom everything is known. */
export const CUSTOMER: Customer = {
  id: MEMBER,
  view: 'served',
  name: '李小芳',
  number: '8K2Q F7M0',
  phone: '138****1234',
  joinedAt: '2026-11-01T02:00:00.000Z',
  branch: { id: id('b'), name: '江宁支行' },
  agreed: { marketing: true, matching: true },
  owner: { ...ZHOU, since: '2026-11-08T02:00:00.000Z' },
  origin: { ...ZHOU, at: '2026-11-08T02:00:00.000Z', because: 'touch', source: 'circle', channel: CHANNEL },
  supporters: [],
  standing: {
    tier: 'rising',
    since: '2026-08',
    asOf: '2026-11-01',
    averageFen: 18_600_000,
    watch: false,
    monthsLeft: null,
    keepsFen: null,
    next: { tier: 'wealth', missingFen: 1_400_000 },
    near: true,
    aumFen: 18_650_000,
    segment: 'B',
    potential: { engagement: 40, mobile: 12, channels: 8, age: 15, trend: 15, products: 4, total: 94 },
    moves: { missingFen: 0, missingPoints: 0, open: [] },
    actions: ['in_person', 'aum_offers'],
    scope: ['aum', 'card'],
    score: 72,
    trendPercent: 12.3,
    products: ['deposit', 'wealth', 'card', 'loan'],
    history: [{ on: '2026-08-01', tier: 'rising', segment: 'B' }],
    ruleVersion: 1,
  },
  unlistedBecause: null,
  rise: null,
  lead: LEAD,
  groups: [{ id: id('6'), name: '阳光菜市场福利圈' }],
  recent: [REDEEMED, JOINED],
  can: { revealPhone: true, setSupporters: true, decideOrigin: false, readCredits: true },
};

/** The same before anything is known. */
export const BARE: Customer = {
  ...CUSTOMER,
  standing: null,
  unlistedBecause: 'no_phone',
  phone: null,
  lead: null,
  owner: null,
  origin: null,
  groups: [],
  recent: [],
  can: { revealPhone: false, setSupporters: false, decideOrigin: false, readCredits: false },
};
