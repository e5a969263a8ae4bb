import type { FileAnswer } from '@linzhang/shared/kernel/fileAnswer';
import {
  PROSPECT_COLUMN_NAMES,
  PROSPECT_COLUMNS,
  type ProspectColumn,
  prospectFaultLine,
} from '@linzhang/shared/prospects/prospectRow.rules';
import { Types } from 'mongoose';
import { textSheet } from '../sheets/writtenFiles';
import { ProspectFault } from './prospectFault.model';

/** What may stand in each column; not a prospect itself, so that the template sent by mistake adds nobody. */
const EXAMPLE: Readonly<Record<ProspectColumn, string>> = {
  name: '示例（请删除本行）',
  kind: '个人或企业',
  contactName: '企业的联系人',
  phone: '13800000000',
  industry: '餐饮',
  address: '江宁路 8 号',
  source: '点、线、圈、面或柜面',
  remark: '',
};

const HEADINGS = PROSPECT_COLUMN_NAMES.map((column) => PROSPECT_COLUMNS[column]);

/** An empty list with the headings and a line that shows how they are filled in. */
export function prospectTemplate(): Promise<FileAnswer> {
  return textSheet('潜客名单模板.xlsx', HEADINGS, [PROSPECT_COLUMN_NAMES.map((column) => EXAMPLE[column])]);
}

/** The rows of a file that were not taken, as they stood in it, with row number and reason. */
export async function prospectFaultFile(importId: string, fileName: string): Promise<FileAnswer> {
  const rows = await ProspectFault.find({ importId: new Types.ObjectId(importId) })
    .sort({ row: 1 })
    .lean();
  const lines = rows.map(({ row, faults, cells }) => [String(row), prospectFaultLine(faults), ...cells]);
  return textSheet(`${fileName.replace(/\.\w+$/, '')}-未导入.xlsx`, ['行号', '原因', ...HEADINGS], lines);
}
