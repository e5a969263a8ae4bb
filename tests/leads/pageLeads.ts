import type { BranchLeadDesk, LeadFigures } from '@linzhang/shared/leads/branchLeads.contract';
import type { Lead, LeadDesk, LeadDetail } from '@linzhang/shared/leads/leads.contract';
import type { Me } from '@linzhang/shared/members/members.contract';
import { buildMe } from '../support/taro/me';

export const id = (digit: string) => digit.repeat(24);
export const BRANCH = { id: id('b'), name: '江宁支行' };
export const ZHOU = { id: id('d'), name: '周敏' };
export const CHEN = { id: id('e'), name: '陈立' };
/** A Sunday morning in Shanghai. */
export const NOW = new Date('2026-11-22T02:00:00.000Z');

const EMPLOYEE = {
  id: ZHOU.id,
  number: 'JN003',
  name: ZHOU.name,
  roles: ['manager' as const],
  position: 'wealth_manager' as const,
  branch: BRANCH,
  merchant: null,
};

/** A customer manager who is signed in. */
export function buildManager(): Me {
  const me = buildMe();
  return buildMe({ employee: EMPLOYEE as never, can: { ...me.can, openWork: true, serveCustomers: true } });
}

/** A head who is signed in. */
export function buildHead(): Me {
  const me = buildMe();
  const can = { ...me.can, openWork: true, serveCustomers: true, headBranch: true, decide: true };
  return buildMe({ employee: { ...EMPLOYEE, roles: ['head'] } as never, can });
}

const NOTHING = { take: false, release: false, followUp: false, assign: false, call: false };

/** The lead of the worked example: near the 20万 line, card complete, 90 points. */
export function buildLead(over: Partial<Lead> = {}): Lead {
  return {
    id: id('1'),
    subject: { kind: 'member', id: id('2'), name: '李小芳' },
    phone: '138****1234',
    branch: BRANCH,
    state: 'held',
    desk: null,
    reasons: [
      { reason: 'card_completed', at: '2026-11-20T02:00:00.000Z', points: 20 },
      { reason: 'near_tier', at: '2026-11-21T02:00:00.000Z', points: 40 },
    ],
    score: 90,
    standing: {
      tier: 'rising',
      segment: 'B',
      aumFen: 18_600_000,
      riseFen: 600_000,
      next: { tier: 'wealth', missingFen: 1_400_000 },
    },
    holder: ZHOU,
    heldBecause: 'owner',
    heldSince: '2026-11-10T02:00:00.000Z',
    lastWorkedAt: '2026-11-10T02:00:00.000Z',
    dueAt: '2026-11-22T10:00:00.000Z',
    nextOn: null,
    recycleAt: '2026-11-29T02:00:00.000Z',
    distance: 300,
    industryMatches: true,
    restsUntil: null,
    openedAt: '2026-11-20T02:00:00.000Z',
    closedAt: null,
    lostReason: null,
    ruleVersion: 1,
    can: { ...NOTHING, release: true, followUp: true, call: true },
    ...over,
  };
}

/** A prospect of the pool. */
export function buildPoolLead(over: Partial<Lead> = {}): Lead {
  return buildLead({
    id: id('3'),
    subject: { kind: 'prospect', id: id('4'), name: '何勇粮油' },
    phone: null,
    state: 'open',
    desk: 'pool',
    reasons: [{ reason: 'prospect', at: '2026-11-21T02:00:00.000Z', points: 20 }],
    score: 48,
    standing: null,
    holder: null,
    heldBecause: null,
    heldSince: null,
    lastWorkedAt: null,
    dueAt: null,
    recycleAt: null,
    can: { ...NOTHING, take: true },
    ...over,
  });
}

/** One lead with its history. */
export function buildDetail(over: Partial<LeadDetail> = {}): LeadDetail {
  return {
    ...buildLead(),
    prospect: null,
    owner: ZHOU,
    origin: CHEN,
    followUps: [],
    steps: [
      { at: '2026-11-20T02:00:01.000Z', kind: 'held', state: 'held', holder: ZHOU, by: null, note: null },
      {
        at: '2026-11-20T02:00:00.000Z',
        kind: 'opened',
        state: 'open',
        holder: null,
        by: null,
        note: 'near_tier card_completed',
      },
    ],
    ...over,
  };
}

/** A desk with one lead and one in the pool. */
export function buildDesk(over: Partial<LeadDesk> = {}): LeadDesk {
  return {
    held: 7,
    mostHeld: 50,
    takenToday: 3,
    mostTaken: 10,
    due: 2,
    overdue: 0,
    nearTier: 3,
    churnWarning: 1,
    pool: 5,
    poolOrder: ['nearest', 'industry', 'first'],
    first: [buildLead()],
    poolFirst: [buildPoolLead()],
    ...over,
  };
}

export const BRANCH_DESK: BranchLeadDesk = {
  branch: BRANCH,
  head: 2,
  pool: 5,
  held: 12,
  overdue: 1,
  headFirst: { items: [], nextCursor: null },
  managers: [
    { employee: ZHOU, capacity: 200, held: 7, lastAssignedAt: null },
    { employee: CHEN, capacity: 200, held: 5, lastAssignedAt: '2026-11-20T02:00:00.000Z' },
  ],
};

const PERSON = { owned: 4, taken: 3, assigned: 1, held: 7, followUps: 12, won: 2, lost: 1, recycled: 1 };
export const FIGURES: LeadFigures = {
  opened: 20,
  won: 3,
  lost: 2,
  waiting: 4,
  untilHeld: { mean: 95, median: 40 },
  untilContacted: { mean: 3_000, median: 700 },
  unevennessPpm: 230_000,
  managers: [
    { employee: ZHOU, ...PERSON },
    { employee: CHEN, ...PERSON, owned: 1 },
  ],
};
