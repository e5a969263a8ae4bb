import { COLUMN_NAMES, COLUMNS, type Column } from '@linzhang/shared/aum/aumRow.rules';
import { csvLine } from '@linzhang/shared/kernel/cells';
import { addBusinessDays, businessDaysBetween, businessQuarter } from '@linzhang/shared/kernel/time';
import { firstDayOf } from '@linzhang/shared/portfolio/quarters.rules';
import { HISTORY_DAYS } from './crowd';
import { amountsOf, type Customer } from './customers';

/** One file of the bank as it came in. */
export interface BankList {
  fileName: string;
  /** Days that its rows speak of, `YYYY-MM-DD`. */
  days: string[];
  /** Days before the demo's first day on which it came; 0 is that day itself. */
  cameAgo: number;
}

/** Months before the demo's crowd of which the first file speaks. */
const EARLIER_MONTHS = 4;

/**
 * The files of a branch that began with the first of the crowd: one of the months before, one after each month's end,
 * one of the 8th of the month that runs, and yesterday's, which comes on the first day. So the last quarter has a list
 * of its end, and this one of now.
 */
export function planLists(today: string): BankList[] {
  const yesterday = addBusinessDays(today, -1);
  const ends = monthEnds(today);
  const ago = (day: string) => businessDaysBetween(day, today);
  const before = ends.filter((day) => ago(day) > HISTORY_DAYS);
  const single = ends.filter((day) => ago(day) <= HISTORY_DAYS && day < yesterday);
  const eighth = `${today.slice(0, 7)}-08`;
  if (businessDaysBetween(eighth, today) >= 4) single.push(eighth);
  return [
    { fileName: `历史资产-${before.at(-1) ?? ''}.csv`, days: before, cameAgo: HISTORY_DAYS },
    ...single.map((day) => ({ fileName: `客户资产-${day}.csv`, days: [day], cameAgo: ago(day) - 1 })),
    { fileName: `客户资产-${yesterday}.csv`, days: [yesterday], cameAgo: 0 },
  ];
}

function monthEnds(today: string): string[] {
  const ends: string[] = [];
  let first = `${today.slice(0, 7)}-01`;
  const months = EARLIER_MONTHS + Math.ceil(HISTORY_DAYS / 30);
  for (let month = 0; month < months; month += 1) {
    const end = addBusinessDays(first, -1);
    ends.unshift(end);
    first = `${end.slice(0, 7)}-01`;
  }
  return ends;
}

/** The rows of a file as the bank writes them; a row more may be of somebody else, or wrong. */
export function listText(
  customers: readonly Customer[],
  list: BankList,
  today: string,
  more: readonly (readonly string[])[] = [],
): string {
  const rows = list.days.flatMap((day) => customers.map((customer) => rowOf(customer, day, today)));
  return [COLUMN_NAMES.map((column) => COLUMNS[column]), ...rows, ...more].map((row) => csvLine(row)).join('');
}

/** One row of a file in the order of its columns. */
export function rowOf(customer: Customer, day: string, today: string): string[] {
  const { last, now } = progressOn(day, today);
  const { customerNo, phone, name, birthYear, managerNo, loans, cardSpending, cardGrade } = customer;
  const { transactions, channelPercent, mobileActive } = customer;
  const cells: Partial<Record<Column, string>> = {
    customerNo,
    phone,
    name,
    birthYear: String(birthYear),
    managerNo: managerNo ?? '',
    asOf: day,
    ...amountsOf(customer, last, now),
    loans: String(loans),
    cardSpending: String(cardSpending),
    custody: '0',
    cardGrade,
    transactions: String(transactions),
    channelPercent: `${channelPercent}%`,
    mobileActive: mobileActive ? '是' : '否',
    cardsActivated: '1',
  };
  return COLUMN_NAMES.map((column) => cells[column] ?? '');
}

/**
 * How far the last quarter and this one have gone on a day, 0 to 1. This one's is told by lists, not by days: the
 * latest list stands at its end, so that a branch seen on the tenth day of a quarter has something to show too.
 */
export function progressOn(day: string, today: string): { last: number; now: number } {
  const quarter = businessQuarter(today);
  if (businessQuarter(day) === quarter) {
    if (businessDaysBetween(day, today) <= 1) return { last: 1, now: 1 };
    return { last: 1, now: day.slice(0, 7) === today.slice(0, 7) ? 0.8 : 0.6 };
  }
  const first = firstDayOf(quarter);
  const left = businessDaysBetween(day, first);
  return { last: Math.min(1, Math.max(0, 1 - (left - 1) / 91)), now: 0 };
}
