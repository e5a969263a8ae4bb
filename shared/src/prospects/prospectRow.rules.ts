import { INDUSTRIES, INDUSTRY_WORDS, type Industry } from '../branches/branches.rules';
import { CHANNEL_SOURCES, type ChannelSource } from '../channels/channels.rules';
import { PRINTABLE_LINE, PRINTABLE_LINES } from '../kernel/printable';
import { mobileIn } from '../members/members.rules';
import { PROSPECT_KINDS, type ProspectKind } from './prospects.rules';

/** The columns of a list of prospects with their headings, in the order of the template. */
export const PROSPECT_COLUMNS = {
  name: '名称',
  kind: '类型',
  contactName: '联系人',
  phone: '手机号',
  industry: '行业',
  address: '地址',
  source: '来源',
  remark: '备注',
} as const;
export type ProspectColumn = keyof typeof PROSPECT_COLUMNS;
export const PROSPECT_COLUMN_NAMES = Object.keys(PROSPECT_COLUMNS) as ProspectColumn[];
/** Without these a list says nothing. */
export const NEEDED_PROSPECT_COLUMNS: readonly ProspectColumn[] = ['name', 'source'];

/** What becomes of a file with prospects: read and counted, then taken row by row. */
export const PROSPECT_IMPORT_STATUSES = ['waiting', 'taking', 'done', 'failed'] as const;
export type ProspectImportStatus = (typeof PROSPECT_IMPORT_STATUSES)[number];

/** A file as it comes in, and what may come out of it: an employee's list, not the bank's. */
export const MAX_PROSPECT_FILE_BYTES = 5 * 1024 * 1024;
export const MAX_PROSPECT_UNPACKED_BYTES = 64 * 1024 * 1024;
export const MAX_PROSPECT_ROWS = 2_000;
/** How long rows that were not taken are kept: they hold what stood in the file. */
export const PROSPECT_FAULTS_DAYS = 30;

/** Why a row was not taken. */
export const PROSPECT_ROW_FAULTS = [
  'name_missing',
  'name_invalid',
  'kind_unknown',
  'contact_invalid',
  'phone_invalid',
  'industry_unknown',
  'address_invalid',
  'source_missing',
  'source_unknown',
  'remark_invalid',
  'columns_differ',
  'repeated',
  'known',
] as const;
export type ProspectRowFault = (typeof PROSPECT_ROW_FAULTS)[number];

/** A fault with the column that it is in; null for the row as a whole. */
export interface ProspectCellFault {
  fault: ProspectRowFault;
  column: ProspectColumn | null;
}

/** What is wrong with a row, as it is read on the page and in the file. */
export const PROSPECT_FAULT_WORDS: Readonly<Record<ProspectRowFault, string>> = {
  name_missing: '没有名称',
  name_invalid: '名称太长，或有不能识别的字符',
  kind_unknown: '类型请写个人或企业',
  contact_invalid: '联系人太长，或有不能识别的字符',
  phone_invalid: '手机号不对',
  industry_unknown: `不认识的行业，可选：${Object.values(INDUSTRY_WORDS).join('、')}`,
  address_invalid: '地址太长，或有不能识别的字符',
  source_missing: '没有来源',
  source_unknown: '来源请写点、线、圈、面或柜面',
  remark_invalid: '备注太长，或有不能识别的字符',
  columns_differ: '这一行的列数与表头不一致',
  repeated: '文件里前面已有这个手机号，或同一地址的同一名称',
  known: '已经登记过，或已是会员',
};

/** All that is wrong with a row in a line: `手机号：手机号不对；来源：没有来源`. */
export function prospectFaultLine(faults: readonly ProspectCellFault[]): string {
  return faults
    .map(({ fault, column }) => `${column ? `${PROSPECT_COLUMNS[column]}：` : ''}${PROSPECT_FAULT_WORDS[fault]}`)
    .join('；');
}

/** One prospect as a list says it. */
export interface ProspectRow {
  name: string;
  kind: ProspectKind;
  contactName: string | null;
  phone: string | null;
  industry: Industry | null;
  address: string | null;
  source: ChannelSource;
  remark: string;
}

export type ProspectCells = Readonly<Partial<Record<ProspectColumn, string>>>;

/** What may stand in a cell beside the codes themselves. */
const KIND_OF: ReadonlyMap<string, ProspectKind> = new Map<string, ProspectKind>([
  ['个人', 'person'],
  ['企业', 'company'],
  ['公司', 'company'],
  ['商户', 'company'],
]);

const SOURCE_OF: ReadonlyMap<string, ChannelSource> = new Map<string, ChannelSource>([
  ['点', 'referral'],
  ['线', 'supply_chain'],
  ['圈', 'circle'],
  ['面', 'alliance'],
  ['柜面', 'counter'],
  ['客户推荐', 'referral'],
  ['上下游', 'supply_chain'],
  ['活动讲座', 'circle'],
  ['合作联盟', 'alliance'],
]);

const MOST_NAME = 60;
const MOST_CONTACT = 40;
const MOST_ADDRESS = 100;
const MOST_REMARK = 500;

/** Reads one row; every fault in it is given back, not just the first. */
export function readProspectRow(cells: ProspectCells): { row: ProspectRow } | { faults: ProspectCellFault[] } {
  const faults: ProspectCellFault[] = [];
  const cell = (column: ProspectColumn): string => (cells[column] ?? '').trim();
  const take = <T>(column: ProspectColumn, fault: ProspectRowFault, read: (text: string) => T | undefined): T => {
    const value = read(cell(column));
    if (value === undefined) faults.push({ fault, column });
    // A row with a fault is never used.
    return value as T;
  };
  const row: ProspectRow = {
    name: take('name', cell('name') === '' ? 'name_missing' : 'name_invalid', needed(MOST_NAME)),
    kind: take('kind', 'kind_unknown', kindOf),
    contactName: take('contactName', 'contact_invalid', optional(MOST_CONTACT)),
    phone: take('phone', 'phone_invalid', phoneOf),
    industry: take('industry', 'industry_unknown', industryOf),
    address: take('address', 'address_invalid', optional(MOST_ADDRESS)),
    source: take('source', cell('source') === '' ? 'source_missing' : 'source_unknown', sourceOf),
    remark: take('remark', 'remark_invalid', remarkOf),
  };
  return faults.length > 0 ? { faults } : { row };
}

function needed(most: number): (text: string) => string | undefined {
  return (text) => (text !== '' && text.length <= most && PRINTABLE_LINE.test(text) ? text : undefined);
}

function optional(most: number): (text: string) => string | null | undefined {
  return (text) => (text === '' ? null : needed(most)(text));
}

/** Who is called nothing is a person. */
function kindOf(text: string): ProspectKind | undefined {
  if (text === '') return 'person';
  return KIND_OF.get(text) ?? PROSPECT_KINDS.find((kind) => kind === text);
}

function phoneOf(text: string): string | null | undefined {
  return text === '' ? null : (mobileIn(text) ?? undefined);
}

function industryOf(text: string): Industry | null | undefined {
  if (text === '') return null;
  return INDUSTRIES.find((industry) => INDUSTRY_WORDS[industry] === text || industry === text);
}

/** `线`, and `线 · 上下游` as the pages write it. */
function sourceOf(text: string): ChannelSource | undefined {
  const word = text.split(/[\s·・（(]/, 1)[0] ?? '';
  return SOURCE_OF.get(text) ?? SOURCE_OF.get(word) ?? CHANNEL_SOURCES.find((source) => source === text);
}

function remarkOf(text: string): string | undefined {
  const plain = text.replace(/\r\n?/g, '\n');
  return plain.length <= MOST_REMARK && PRINTABLE_LINES.test(plain) ? plain : undefined;
}
