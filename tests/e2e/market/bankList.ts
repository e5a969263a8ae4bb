import { COLUMN_NAMES, COLUMNS, type Column } from '@linzhang/shared/aum/aumRow.rules';
import { businessDay } from '@linzhang/shared/kernel/time';
import writeExcelFile from 'write-excel-file/node';
import type { PhoneFile } from '../wxhost/files';

type ListRow = Partial<Record<Column, string | number>>;

/** Customers of the bank beside the one of the walk: their money keeps the branch's total steady. */
const OTHERS = 20;
const YUAN_OF_OTHERS = 500_000;

/** The customer of the walk, by whose number the list and the account meet. */
export const LISTED_PHONE = '13800000009';

const CUSTOMER: ListRow = {
  customerNo: 'C90001',
  phone: LISTED_PHONE,
  name: '何秀英',
  birthYear: 1988,
  cardGrade: '普卡',
  transactions: 12,
  channelPercent: 70,
  mobileActive: '是',
  cardsActivated: 1,
};

/** First day of the quarter that is now, in Shanghai: what a list of that day says is where the quarter starts. */
export function quarterStart(): string {
  const [year = '', month = '01'] = businessDay(new Date()).split('-');
  const first = Math.floor((Number(month) - 1) / 3) * 3 + 1;
  return `${year}-${String(first).padStart(2, '0')}-01`;
}

/** 18.6万, near the line of 20万, at the start of the quarter; one row has no day. */
export async function firstList(): Promise<PhoneFile> {
  const asOf = quarterStart();
  const own = { ...CUSTOMER, asOf, deposits: 136_000, wealth: 50_000, products: '存款、理财、借记卡、手机银行' };
  return sheet('季初名单.xlsx', [own, ...others(asOf), { customerNo: 'C99999', deposits: 10_000 }]);
}

/** 23万 today, 3万 of it in funds, which the customer did not have before. */
export async function secondList(): Promise<PhoneFile> {
  const asOf = businessDay(new Date());
  const products = '存款、理财、基金、借记卡、手机银行';
  const own = { ...CUSTOMER, asOf, deposits: 150_000, wealth: 50_000, funds: 30_000, products };
  return sheet('今日名单.xlsx', [own, ...others(asOf)]);
}

function others(asOf: string): ListRow[] {
  return Array.from({ length: OTHERS }, (_, index) => ({
    customerNo: `C8${String(index).padStart(4, '0')}`,
    asOf,
    deposits: YUAN_OF_OTHERS,
  }));
}

/** A file as the bank's system writes it: headings, texts and numbers. */
async function sheet(name: string, rows: readonly ListRow[]): Promise<PhoneFile> {
  const cells = [
    COLUMN_NAMES.map((column) => ({ value: COLUMNS[column] })),
    ...rows.map((row) => COLUMN_NAMES.map((column) => ({ value: row[column] }))),
  ];
  return { name, bytes: new Uint8Array(await writeExcelFile(cells as never).toBuffer()) };
}
