import type { Doubt } from './aum.rules';
import { type CellFault, COLUMNS, type RowFault } from './aumRow.rules';

/** What is wrong with a row, as the head reads it on the page and in the file. */
export const ROW_FAULT_WORDS: Readonly<Record<RowFault, string>> = {
  customer_no_missing: '没有客户号',
  customer_no_invalid: '客户号只能是 32 位以内的字母、数字和横线',
  phone_invalid: '手机号不对',
  name_invalid: '姓名里有不能识别的字符',
  birth_year_invalid: '出生年份不对',
  manager_no_invalid: '客户经理工号不对',
  as_of_missing: '没有日期',
  as_of_invalid: '日期不对，请写成 2026-11-30',
  as_of_future: '日期在今天之后',
  amount_invalid: '金额不对，请写成以元为单位、最多两位小数的数字',
  total_too_large: '资产总额超出范围',
  card_grade_unknown: '卡等级不对，请写普卡、金卡、白金卡或钻石卡',
  product_unknown: '有不认识的产品，多个产品用顿号隔开',
  count_invalid: '请写整数',
  percent_invalid: '占比请写 0 到 100 的数',
  yes_no_invalid: '请写是或否',
  columns_differ: '这一行的列数与表头不一致',
  repeated: '同一客户号和日期在文件里出现过，以前面的为准',
  manager_unknown: '已导入，但本网点没有这个工号的客户经理',
};

/** All that is wrong with a row in a line: `手机号：手机号不对；日期：没有日期`. */
export function faultLine(faults: readonly CellFault[]): string {
  return faults
    .map(({ fault, column }) => `${column ? `${COLUMNS[column]}：` : ''}${ROW_FAULT_WORDS[fault]}`)
    .join('；');
}

/** Why it is not plain which member a customer is, as the head reads it on the page and in the file. */
export const DOUBT_WORDS: Readonly<Record<Doubt, string>> = {
  phone_shared: '多个客户号用同一手机号',
  member_matched: '这位会员已是另一个客户号',
  account_matched: '这个客户号已是另一位会员',
};
