import { COLUMN_NAMES, COLUMNS, type Column } from '@linzhang/shared/aum/aumRow.rules';
import { DOUBT_WORDS, faultLine } from '@linzhang/shared/aum/aumWords.rules';
import { csvLine } from '@linzhang/shared/kernel/cells';
import type { FileAnswer } from '@linzhang/shared/kernel/fileAnswer';
import { formatYuan } from '@linzhang/shared/kernel/money';
import { Types } from 'mongoose';
import { csvFile, textSheet } from '../sheets/writtenFiles';
import { AumAccount } from './aumAccount.model';
import { AumFault } from './aumFault.model';

/** A customer as a list writes it; no amount, so that the template sent by mistake moves nothing. */
const EXAMPLE: Readonly<Partial<Record<Column, string>>> = {
  customerNo: 'C0000001',
  phone: '13800000000',
  name: '示例（请删除本行）',
  birthYear: '1985',
  managerNo: 'E001',
  asOf: '2026-01-31',
  deposits: '0.00',
  products: '存款、理财',
  cardGrade: '金卡',
  channelPercent: '60%',
  mobileActive: '是',
  cardsActivated: '1',
};

/** An empty list with the headings and a line that shows how they are filled in. */
export async function templateFile(): Promise<FileAnswer> {
  const headings = COLUMN_NAMES.map((column) => COLUMNS[column]);
  return textSheet('资产名单模板.xlsx', headings, [COLUMN_NAMES.map((column) => EXAMPLE[column] ?? '')]);
}

/** The rows of a file that were not taken, or not wholly, as they stood in it, with row number and reason. */
export async function faultFile(importId: string, fileName: string): Promise<FileAnswer> {
  const lines: string[] = [];
  const headings = ['行号', '原因', ...COLUMN_NAMES.map((column) => COLUMNS[column])];
  const rows = AumFault.find({ importId: new Types.ObjectId(importId) })
    .sort({ row: 1 })
    .lean();
  for await (const { row, faults, cells } of rows.cursor())
    lines.push(csvLine([String(row), faultLine(faults), ...cells]));
  return csvFile(`${fileName.replace(/\.\w+$/, '')}-未导入.csv`, headings, lines);
}

/** Doubtful matches that a file holds. */
const MOST_DOUBTS = 20_000;

/** Customers of a branch whose match waits for the head. */
export async function doubtFile(branchId: string): Promise<FileAnswer> {
  const headings = ['客户号', '姓名', '手机号', '出生年份', '日期', '资产（元）', '原因'];
  const lines: string[] = [];
  const rows = AumAccount.find({ branchId: new Types.ObjectId(branchId), doubt: { $type: 'string' } })
    .sort({ _id: 1 })
    .limit(MOST_DOUBTS)
    .lean();
  for await (const { customerNo, name, phoneMasked, facts, doubt } of rows.cursor()) {
    const who = [customerNo, name ?? '', phoneMasked ?? '', facts.birthYear === null ? '' : String(facts.birthYear)];
    lines.push(csvLine([...who, facts.asOf, formatYuan(facts.aumFen), doubt ? DOUBT_WORDS[doubt] : '']));
  }
  return csvFile('待确认匹配.csv', headings, lines);
}
