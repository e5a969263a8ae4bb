import type { AumImport } from '@linzhang/shared/aum/aum.contract';
import { COLUMNS, NEEDED_COLUMNS, PRODUCTS } from '@linzhang/shared/aum/aumRow.rules';
import type { Tone } from '../../components/display/Tag';
import { countOf, wanOf } from '../../lib/numbers';
import { FILE_FAULT_WORDS } from './fileFaultWords';

export const STATUS_TAGS: Readonly<Record<AumImport['status'], { text: string; tone: Tone }>> = {
  uploaded: { text: '检查中', tone: 'sky' },
  waiting: { text: '待第二人确认', tone: 'amber' },
  applying: { text: '导入中', tone: 'sky' },
  done: { text: '已导入', tone: 'jade' },
  failed: { text: '未导入', tone: 'seal' },
  dropped: { text: '已退回', tone: 'plain' },
};

/** The way of a file, as steps; where it stands now. */
export const STEPS = ['上传', '检查', '导入', '完成'] as const;
export const STEP_OF: Readonly<Record<AumImport['status'], number | null>> = {
  uploaded: 1,
  waiting: 2,
  applying: 2,
  done: 4,
  failed: null,
  dropped: null,
};

/** What became of a file, in a line. */
export function outcomeOf(file: AumImport): string {
  const { status, rows, done, applied, rejected } = file;
  if (status === 'uploaded') return done > 0 ? `已检查 ${countOf(done)} 行` : '等待检查';
  if (status === 'waiting') return `共 ${countOf(rows ?? 0)} 行，等第二人确认`;
  if (status === 'applying') return `已导入 ${countOf(done)} / ${countOf(rows ?? 0)} 行`;
  if (status === 'failed') return faultOf(file);
  if (status === 'dropped') return '没有通过确认，资产没有变动';
  const left = rejected > 0 ? `，${countOf(rejected)} 行没导入` : '';
  return `导入 ${countOf(applied)} 行${left}`;
}

/** Why a whole file was not read: `缺少必需的列：客户号、日期`. */
export function faultOf({ fault, missing }: Pick<AumImport, 'fault' | 'missing'>): string {
  if (fault === null) return '没有导入成功';
  const columns = missing.map((column) => COLUMNS[column]).join('、');
  return columns ? `${FILE_FAULT_WORDS[fault]}：${columns}` : FILE_FAULT_WORDS[fault];
}

/** By how much a file moves the branch: `+12.3%`; null for the first list. */
export function shiftOf(beforeFen: number, movedFen: number): string | null {
  if (beforeFen <= 0) return null;
  const tenths = Math.round((movedFen / beforeFen) * 1000);
  return `${tenths < 0 ? '−' : '+'}${(Math.abs(tenths) / 10).toFixed(1)}%`;
}

/** What a file moves: `+12.3 万（+12.3%）`; null before it was read. */
export function movedOf({ beforeFen, movedFen }: AumImport): string | null {
  if (beforeFen === null || movedFen === null) return null;
  const shift = shiftOf(beforeFen, movedFen);
  return `${movedFen > 0 ? '+' : ''}${wanOf(movedFen)}${shift ? `（${shift}）` : ''}`;
}

const namesOf = (columns: readonly (keyof typeof COLUMNS)[]) => columns.map((column) => COLUMNS[column]).join('、');
const OTHERS = (Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]).filter((column) => !NEEDED_COLUMNS.includes(column));

/** How a list is filled in. */
export const FORMAT_HELP: readonly { heading: string; text: string }[] = [
  { heading: '文件', text: '.xlsx 或 .csv，第一行是表头，列的先后随意，用不到的列不影响。' },
  { heading: '必须有的列', text: namesOf(NEEDED_COLUMNS) },
  { heading: '可以有的列', text: namesOf(OTHERS) },
  {
    heading: '怎么写',
    text: '金额以元为单位，最多两位小数。日期写成 2026-11-30，是这一行数据所属的日子。是否类的列写“是”或“否”。',
  },
  { heading: '产品', text: `${Object.values(PRODUCTS).join('、')}；一格里有多个时用顿号隔开。` },
  {
    heading: '重复导入',
    text: '同一份文件传两次不会重复计算。同一客户、同一天有多份名单时，以后传的为准。改好没导入的行后，只传这些行就可以。',
  },
];
