import type { Me } from '@linzhang/shared/members/members.contract';
import { type Count, NO_COUNTS } from '@linzhang/shared/portfolio/counts.rules';
import type {
  FigureLine,
  PortfolioFigures,
  PortfolioProgress,
  PortfolioSummary,
  Scorecard,
} from '@linzhang/shared/portfolio/portfolio.contract';
import { DEFAULT_TARGETS, FIGURES, type Figure, scorecard } from '@linzhang/shared/portfolio/portfolio.rules';
import type { PortfolioMember } from '@linzhang/shared/portfolio/portfolioMembers.contract';
import type { PortfolioTargets } from '@linzhang/shared/portfolio/portfolioTargets.contract';
import { buildMe } from '../support/taro/me';

export const id = (digit: string) => digit.repeat(24);
export const BRANCH = { id: id('b'), name: '江宁支行' };
export const QUARTER = '2026Q4';
/** A day in the middle of the quarter. */
export const NOW = new Date('2026-11-22T02:00:00.000Z');
const WAN = 1_000_000;

const EMPLOYEE = {
  id: id('d'),
  number: 'JN003',
  name: '周敏',
  roles: ['manager' as const],
  position: 'wealth_manager' as const,
  branch: BRANCH,
  merchant: null,
};

/** A customer manager who is signed in. */
export function buildManager(): Me {
  const me = buildMe();
  return buildMe({
    employee: EMPLOYEE as never,
    can: { ...me.can, openWork: true, serveCustomers: true, manageChannels: true },
  });
}

/** A head who is signed in; an admin where `roles` says so. */
export function buildHead(roles: string[] = ['head']): Me {
  const me = buildMe();
  const employee = { ...EMPLOYEE, id: id('e'), name: '王建国', roles };
  return buildMe({
    employee: employee as never,
    can: { ...me.can, openWork: true, serveCustomers: true, headBranch: true },
  });
}

/** The five figures of the worked example: 109.2 points of 120. */
const ACTUALS: Readonly<Record<Figure, number>> = {
  churn: 2.1,
  uplift: 8.7,
  coverage: 2.6,
  growth: 43,
  aumGrowth: 6.2,
};

const COUNTS: Partial<Record<Count, number>> = {
  members: 280,
  listed: 270,
  atStart: 95,
  atEnd: 100,
  left: 2,
  rose: 8,
  covered: 31,
  known: 90,
  startFen: 5_000 * WAN,
  endFen: 5_310 * WAN,
};

/** A line of figures with its score. */
export function buildLine(
  over: Partial<FigureLine> = {},
  actuals: Partial<Record<Figure, number | null>> = {},
): FigureLine {
  const found = { ...ACTUALS, ...actuals };
  const { total, figures } = scorecard(found);
  return {
    id: EMPLOYEE.id,
    name: EMPLOYEE.name,
    counts: { ...NO_COUNTS, ...COUNTS } as FigureLine['counts'],
    phoneBound: found.growth ?? 0,
    figures: figures.map((one) => ({ ...one, numerator: 0, denominator: null })),
    score: Math.round(total * 10) / 10,
    ...over,
  };
}

const PROGRESSED = { quarter: QUARTER, day: '2026-11-22', dueShare: 53 / 92 };

export const SCORECARD: Scorecard = {
  ...PROGRESSED,
  employee: { id: EMPLOYEE.id, name: EMPLOYEE.name, position: EMPLOYEE.position, branch: BRANCH },
  line: buildLine(),
  rank: { place: 2, of: 9 },
  ruleVersion: 1,
  previous: { quarter: '2026Q3', score: 101.7 },
  beside: { leadsWon: 12, aumUp: 30, aumDown: 9, transactions: 1_204, mobileActive: 66, listed: 270 },
  origin: { phoneBound: 43, productsMoved: 3, productMovedFen: 20 * WAN },
};

export const FIGURES_ANSWER: PortfolioFigures = {
  ...PROGRESSED,
  by: 'employee',
  total: buildLine({ id: null, name: null }),
  rows: [
    buildLine(),
    buildLine({ id: id('f'), name: '陈立', score: 88.1 }, { churn: 0.9, growth: 20 }),
    buildLine({ id: null, name: null, score: null, counts: { ...NO_COUNTS, members: 7 } as FigureLine['counts'] }),
  ],
};

export const PROGRESS: PortfolioProgress = {
  ...PROGRESSED,
  days: 92,
  targets: FIGURES.map((figure) => ({ figure, target: DEFAULT_TARGETS[figure] })),
  points: ['2026-10-01', '2026-11-01', '2026-11-22'].map((day, index) => ({
    day,
    dueShare: index * 0.29,
    score: 0,
    figures: FIGURES.map((figure) => ({ figure, actual: figure === 'growth' ? index * 6 : null })),
  })),
};

export const SUMMARY: PortfolioSummary = {
  quarter: QUARTER,
  members: 280,
  listed: 270,
  aumFen: 5_310 * WAN,
  inScope: 174,
  near: 12,
  watch: 5,
  asOf: '2026-11-20',
  tiers: [
    { tier: 'base', members: 106, aumFen: 100 * WAN, atStart: 115 },
    { tier: 'basic', members: 72, aumFen: 510 * WAN, atStart: 68 },
    { tier: 'rising', members: 58, aumFen: 800 * WAN, atStart: 60 },
    { tier: 'wealth', members: 31, aumFen: 2_900 * WAN, atStart: 25 },
    { tier: 'private', members: 3, aumFen: 1_000 * WAN, atStart: 2 },
    { tier: null, members: 10, aumFen: 0, atStart: 0 },
  ],
  segments: [
    { segment: 'A', members: 64, aumFen: 0 },
    { segment: 'B', members: 38, aumFen: 0 },
    { segment: 'C', members: 27, aumFen: 0 },
    { segment: 'D', members: 141, aumFen: 0 },
  ],
};

/** A member in a list. */
export function buildMember(over: Partial<PortfolioMember> = {}): PortfolioMember {
  return {
    memberId: id('1'),
    name: '李芳',
    number: '8K2Q F7M0',
    customerNo: '6200012',
    owner: { id: EMPLOYEE.id, name: EMPLOYEE.name },
    end: {
      asOf: '2026-11-20',
      tier: 'rising',
      segment: 'B',
      aumFen: 18_600_000,
      products: ['deposit', 'fund'],
      transactions: null,
      scope: ['aum'],
      watch: false,
      near: true,
    },
    start: { asOf: '2026-09-30', tier: 'basic', aumFen: 9_000_000, inScope: true },
    sets: ['at_start', 'at_end', 'rose', 'known', 'aum_up'],
    phoneBound: null,
    moved: null,
    told: true,
    can: { open: true },
    ...over,
  };
}

export const TARGETS: PortfolioTargets = {
  quarter: QUARTER,
  branch: { ...BRANCH, set: {}, effective: { ...DEFAULT_TARGETS, growth: 80 } },
  people: [
    {
      id: id('d'),
      name: '周敏',
      position: 'wealth_manager',
      atStart: 60,
      set: {},
      effective: DEFAULT_TARGETS,
      share: null,
    },
    {
      id: id('f'),
      name: '陈立',
      position: 'lobby_manager',
      atStart: 20,
      set: {},
      effective: DEFAULT_TARGETS,
      share: null,
    },
  ],
  defaults: DEFAULT_TARGETS,
  version: 0,
  changedBy: null,
  changedAt: null,
};
