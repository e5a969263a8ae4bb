import { shanghaiClock, startOfBusinessDay } from '@linzhang/shared/kernel/time';
import { diceOf } from './dice';
import { nameOf, nicknameOf } from './names';

/** Members of the branch beside the personas. */
export const CROWD = 300;
/** So many days before the demo's first day the first of them joined. */
export const HISTORY_DAYS = 90;
/** The past markets were on the Saturdays nearest to so many days before. */
const MARKETS_ABOUT = [70, 42, 14] as const;
/** Everybody's year is drawn around now; the bank's list says it. */
const YEAR = 2026;

/** Channels with their group, and how many of a hundred members came by each; null is the way without a code. */
const WAYS: readonly (readonly [{ channel: string | null; group: string }, number])[] = [
  [{ channel: 'market', group: 'market' }, 19],
  [{ channel: 'stall', group: 'market' }, 13],
  [{ channel: 'referral', group: 'market' }, 10],
  [{ channel: 'property', group: 'community' }, 14],
  [{ channel: 'owners-chat', group: 'community' }, 7],
  [{ channel: 'round', group: 'owners' }, 8],
  [{ channel: 'hall', group: 'community' }, 9],
  [{ channel: 'bakery', group: 'market' }, 5],
  [{ channel: 'payroll', group: 'payroll' }, 4],
  [{ channel: null, group: 'market' }, 6],
  [{ channel: null, group: 'community' }, 5],
];

/** Stamps that a visitor of a market collects, with their weights. */
const STAMPS: readonly (readonly [number, number])[] = [
  [1, 6],
  [2, 12],
  [3, 26],
  [4, 14],
  [5, 24],
  [6, 8],
  [8, 10],
];

/** One member as the plan has it; days count back from the demo's first day, 0 being that day itself. */
export interface CrowdMember {
  index: number;
  /** Account in the simulator. */
  login: string;
  name: string;
  nickname: string;
  phone: string;
  birthYear: number;
  joined: number;
  group: string;
  /** Null for who came without a code. */
  channel: string | null;
  /** When the phone was bound; null for who has not. */
  bound: number | null;
  marketing: boolean;
  matching: boolean;
  /** Stamps at each past market; 0 for who was not there. */
  stamps: readonly number[];
  /** Stamps at the market of the first day. */
  stampsToday: number;
}

/** Days before `today` on which the past markets were, the earliest first. */
export function marketDays(today: string): number[] {
  const { weekday } = shanghaiClock(startOfBusinessDay(today));
  // Days from the last Saturday to today, and whole weeks before that.
  const sinceSaturday = (weekday + 1) % 7;
  return MARKETS_ABOUT.map((ago) => sinceSaturday + 7 * Math.round((ago - sinceSaturday) / 7));
}

/** Everybody of the demo's crowd: the same people each time, their days counted back from `today`. */
export function planCrowd(today: string): CrowdMember[] {
  const markets = marketDays(today);
  return Array.from({ length: CROWD }, (_none, index) => planMember(index, markets));
}

function planMember(index: number, markets: readonly number[]): CrowdMember {
  const dice = diceOf(`member/${index}`);
  const birthYear =
    YEAR -
    dice.weighted<() => number>([
      [() => dice.between(19, 34), 26],
      [() => dice.between(35, 49), 34],
      [() => dice.between(50, 64), 28],
      [() => dice.between(65, 79), 12],
    ])();
  const name = nameOf(dice, birthYear);
  // 8 come on the first day itself, and one in seven on a market's day.
  const joined = index >= CROWD - 8 ? 0 : dice.in100(14) ? dice.pick(markets) : dice.between(1, HISTORY_DAYS);
  const way = dice.weighted(WAYS);
  const wait = dice.weighted<() => number>([
    [() => 0, 55],
    [() => dice.between(1, 6), 45],
  ])();
  const bound = dice.in100(64) ? Math.max(0, joined - wait) : null;
  const visits = (ago: number) =>
    joined === ago ? dice.in100(92) : joined > ago && dice.in100(joined - ago < 30 ? 22 : 10);
  return {
    index,
    login: `crowd-${String(index + 1).padStart(3, '0')}`,
    name,
    nickname: nicknameOf(dice, name, birthYear),
    phone: `1380000${String(1_000 + index * 29).padStart(4, '0')}`,
    birthYear,
    joined,
    ...way,
    bound,
    marketing: dice.in100(84),
    matching: dice.in100(93),
    stamps: markets.map((ago) => (visits(ago) ? dice.weighted(STAMPS) : 0)),
    stampsToday: joined === 0 || dice.in100(11) ? dice.weighted(STAMPS) : 0,
  };
}
