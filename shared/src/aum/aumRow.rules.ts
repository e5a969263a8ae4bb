import { MAX_FEN, parseYuan } from '../kernel/money';
import { businessDay, startOfBusinessDay } from '../kernel/time';
import { mobileIn } from '../members/members.rules';
import { CARD_GRADES, type CardGrade } from '../tiering/scope.rules';

/** Products that a list can name; the word is what stands in the file. */
export const PRODUCTS = {
  deposit: '存款',
  wealth: '理财',
  fund: '基金',
  insurance: '保险',
  bond: '国债',
  metal: '贵金属',
  loan: '贷款',
  card: '信用卡',
  debit_card: '借记卡',
  mobile_bank: '手机银行',
} as const;
export type Product = keyof typeof PRODUCTS;
export const PRODUCT_NAMES = Object.keys(PRODUCTS) as Product[];

/** The columns of the bank's list with their headings, in the order of the template. */
export const COLUMNS = {
  customerNo: '客户号',
  phone: '手机号',
  name: '姓名',
  birthYear: '出生年份',
  managerNo: '客户经理工号',
  asOf: '日期',
  deposits: '存款',
  wealth: '理财',
  funds: '基金',
  insurance: '保险',
  bonds: '国债',
  metals: '贵金属',
  loans: '贷款',
  cardSpending: '本年卡消费',
  custody: '存管保证金',
  cardGrade: '卡等级',
  products: '持有产品',
  transactions: '本月交易笔数',
  channelPercent: '电子渠道占比',
  mobileActive: '手机银行活跃',
  cardsActivated: '已激活卡数',
} as const;
export type Column = keyof typeof COLUMNS;
export const COLUMN_NAMES = Object.keys(COLUMNS) as Column[];
/** Without these a list says nothing. */
export const NEEDED_COLUMNS: readonly Column[] = ['customerNo', 'asOf', 'deposits'];

const GRADE_OF: ReadonlyMap<string, CardGrade> = new Map<string, CardGrade>([
  ['', 'none'],
  ['无', 'none'],
  ['普卡', 'standard'],
  ['金卡', 'gold'],
  ['白金卡', 'platinum'],
  ['钻石卡', 'diamond'],
]);

const PRODUCT_OF: ReadonlyMap<string, Product> = new Map(
  PRODUCT_NAMES.flatMap((name): [string, Product][] => [
    [name, name],
    [PRODUCTS[name], name],
  ]),
);

/** Why a row, or a part of it, was not taken. */
export const ROW_FAULTS = [
  'customer_no_missing',
  'customer_no_invalid',
  'phone_invalid',
  'name_invalid',
  'birth_year_invalid',
  'manager_no_invalid',
  'as_of_missing',
  'as_of_invalid',
  'as_of_future',
  'amount_invalid',
  'total_too_large',
  'card_grade_unknown',
  'product_unknown',
  'count_invalid',
  'percent_invalid',
  'yes_no_invalid',
  'columns_differ',
  'repeated',
  'manager_unknown',
] as const;
export type RowFault = (typeof ROW_FAULTS)[number];

/** One customer on one day, as the bank's list says; amounts in fen. */
export interface AumRow {
  customerNo: string;
  phone: string | null;
  name: string | null;
  birthYear: number | null;
  managerNo: string | null;
  /** `YYYY-MM-DD`. */
  asOf: string;
  depositsFen: number;
  wealthFen: number;
  fundsFen: number;
  insuranceFen: number;
  bondsFen: number;
  metalsFen: number;
  loansFen: number;
  cardSpendingFen: number;
  custodyFen: number;
  cardGrade: CardGrade;
  products: Product[];
  /** Transactions of the month. */
  transactions: number | null;
  /** Share of transactions by e-channels, in percent. */
  channelPercent: number | null;
  mobileActive: boolean | null;
  cardsActivated: number | null;
}

export type Cells = Readonly<Partial<Record<Column, string>>>;

/** A fault with the column that it is in. */
export interface CellFault {
  fault: RowFault;
  column: Column | null;
}

const CUSTOMER_NO = /^[0-9A-Za-z-]{1,32}$/;
const EMPLOYEE_NO = /^[0-9A-Za-z_-]{1,32}$/;
const DAY = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/;
/** Letters, blanks and the dots of names; nothing that a terminal or a sheet would read as more than text. */
const NAME = /^[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]{1,60}$/u;

/** Reads one row; every fault in it is given back, not just the first. */
export function readRow(cells: Cells, today: string): { row: AumRow } | { faults: CellFault[] } {
  const faults: CellFault[] = [];
  const cell = (column: Column): string => (cells[column] ?? '').trim();
  const take = <T>(column: Column, fault: RowFault, read: (text: string) => T | undefined, fallback: T): T => {
    const value = read(cell(column));
    if (value !== undefined) return value;
    faults.push({ fault, column });
    return fallback;
  };
  const money = (column: Column): number => take(column, 'amount_invalid', amountOf, 0);
  const customerNo = cell('customerNo');
  if (customerNo === '') faults.push({ fault: 'customer_no_missing', column: 'customerNo' });
  else if (!CUSTOMER_NO.test(customerNo)) faults.push({ fault: 'customer_no_invalid', column: 'customerNo' });
  const row: AumRow = {
    customerNo,
    phone: take('phone', 'phone_invalid', phoneOf, null),
    name: take('name', 'name_invalid', optional(NAME), null),
    birthYear: take('birthYear', 'birth_year_invalid', (text) => birthYearOf(text, today), null),
    managerNo: take('managerNo', 'manager_no_invalid', optional(EMPLOYEE_NO), null),
    asOf: dayIn(cell('asOf'), today, faults),
    depositsFen: money('deposits'),
    wealthFen: money('wealth'),
    fundsFen: money('funds'),
    insuranceFen: money('insurance'),
    bondsFen: money('bonds'),
    metalsFen: money('metals'),
    loansFen: money('loans'),
    cardSpendingFen: money('cardSpending'),
    custodyFen: money('custody'),
    cardGrade: take('cardGrade', 'card_grade_unknown', gradeOf, 'none'),
    products: take('products', 'product_unknown', productsOf, []),
    transactions: take('transactions', 'count_invalid', countOf, null),
    channelPercent: take('channelPercent', 'percent_invalid', percentOf, null),
    mobileActive: take('mobileActive', 'yes_no_invalid', yesNoOf, null),
    cardsActivated: take('cardsActivated', 'count_invalid', countOf, null),
  };
  if (aumOf(row) > MAX_FEN) faults.push({ fault: 'total_too_large', column: null });
  return faults.length > 0 ? { faults } : { row };
}

/** What may count as assets under management beside deposits. */
export const AUM_PARTS = ['wealth', 'funds', 'insurance', 'bonds', 'metals'] as const;
export type AumPart = (typeof AUM_PARTS)[number];

/** What counts as assets under management: deposits, and the parts that the branch counts; in fen. */
export function aumOf(
  row: Pick<AumRow, 'depositsFen' | `${AumPart}Fen`>,
  parts: readonly AumPart[] = AUM_PARTS,
): number {
  return parts.reduce((sum, part) => sum + row[`${part}Fen`], row.depositsFen);
}

function amountOf(text: string): number | undefined {
  if (text === '') return 0;
  // A sheet writes sums with commas and, where a formula made them, with more digits than there are fen.
  const plain = text.includes(',') ? text.replace(/,(?=\d{3})/g, '') : text;
  return parseYuan(plain) ?? floatYuan(plain);
}

function floatYuan(text: string): number | undefined {
  if (!/^\d{1,10}\.\d{3,17}$/.test(text)) return undefined;
  const fen = Math.round(Number(text) * 100);
  // 123.4500000001 is what a sheet makes of 123.45; 123.456 is no amount of money.
  return Math.abs(Number(text) * 100 - fen) < 0.001 ? fen : undefined;
}

function phoneOf(text: string): string | null | undefined {
  return text === '' ? null : (mobileIn(text) ?? undefined);
}

function optional(pattern: RegExp): (text: string) => string | null | undefined {
  return (text) => (text === '' ? null : pattern.test(text) ? text : undefined);
}

function birthYearOf(text: string, today: string): number | null | undefined {
  if (text === '') return null;
  const year = Number(text);
  return /^\d{4}$/.test(text) && year >= 1900 && year <= Number(today.slice(0, 4)) ? year : undefined;
}

function dayIn(text: string, today: string, faults: CellFault[]): string {
  const day = dayOf(text);
  if (text === '') faults.push({ fault: 'as_of_missing', column: 'asOf' });
  else if (day === null) faults.push({ fault: 'as_of_invalid', column: 'asOf' });
  else if (day > today) faults.push({ fault: 'as_of_future', column: 'asOf' });
  return day ?? '';
}

/** `2026-11-30`, `2026/11/30`, `20261130` or `2026年11月30日` as a business day; null for what is no day. */
export function dayOf(text: string): string | null {
  const match = DAY.exec(text);
  if (!match) return null;
  const day = `${match[1]}-${match[2]?.padStart(2, '0')}-${match[3]?.padStart(2, '0')}`;
  const at = startOfBusinessDay(day);
  return Number.isNaN(at.getTime()) || businessDay(at) !== day || day < '2000-01-01' ? null : day;
}

function gradeOf(text: string): CardGrade | undefined {
  return GRADE_OF.get(text) ?? CARD_GRADES.find((grade) => grade === text);
}

function productsOf(text: string): Product[] | undefined {
  const words = text.split(/[、,，;；|\s]+/).filter(Boolean);
  const products = words.map((word) => PRODUCT_OF.get(word));
  return products.every((product) => product !== undefined) ? [...new Set(products as Product[])].sort() : undefined;
}

function countOf(text: string): number | null | undefined {
  if (text === '') return null;
  return /^\d{1,7}$/.test(text) ? Number(text) : undefined;
}

/** `60`, `60%`; and `0.6`, which a sheet stores for 60 %. */
function percentOf(text: string): number | null | undefined {
  if (text === '') return null;
  const match = /^(\d{1,3}(?:\.\d{1,10})?)(%?)$/.exec(text);
  if (!match) return undefined;
  const number = Number(match[1]);
  const percent = match[2] === '' && text.includes('.') && number <= 1 ? number * 100 : number;
  return percent <= 100 ? Math.round(percent * 100) / 100 : undefined;
}

const YES_NO: ReadonlyMap<string, boolean> = new Map([
  ['是', true],
  ['1', true],
  ['Y', true],
  ['否', false],
  ['0', false],
  ['N', false],
]);

function yesNoOf(text: string): boolean | null | undefined {
  if (text === '') return null;
  return YES_NO.get(text);
}
