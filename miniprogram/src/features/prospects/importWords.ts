import type { FileFault } from '@linzhang/shared/kernel/sheets';
import type { ProspectImport } from '@linzhang/shared/prospects/prospectImports.contract';
import { MAX_PROSPECT_ROWS, PROSPECT_COLUMNS } from '@linzhang/shared/prospects/prospectRow.rules';
import type { Tone } from '../../components/display/Tag';
import { momentOf } from '../../lib/dates';
import { countOf } from '../../lib/numbers';

const FAULT_WORDS: Readonly<Record<FileFault, string>> = {
  not_a_list: '这不是 .xlsx 或 .csv 名单，请用模板重新填写',
  columns_missing: '缺少必填的列',
  empty: '文件里没有数据，请填好再传',
  too_many_rows: `一次最多 ${countOf(MAX_PROSPECT_ROWS)} 行，请分几个文件`,
  too_large_unpacked: '文件内容太大，请分几个文件',
  damaged: '文件打不开，可能已损坏，请另存一份再传',
  gave_up: '处理几次都没有成功，请稍后再传一次',
};

/** Where a file stands. */
export function importTag({ status, rejected, known }: ProspectImport): { text: string; tone: Tone } {
  if (status === 'failed') return { text: '没有导入', tone: 'seal' };
  if (status !== 'done') return { text: '处理中', tone: 'sky' };
  return rejected + known > 0 ? { text: '部分导入', tone: 'amber' } : { text: '已导入', tone: 'jade' };
}

/** Why a whole file was not read, and what to do; null where it was. */
export function faultOf({ fault, missing }: ProspectImport): string | null {
  if (!fault) return null;
  const columns = missing.map((name) => PROSPECT_COLUMNS[name]).join('、');
  return fault === 'columns_missing' && columns
    ? `${FAULT_WORDS[fault]}：${columns}。请用模板的表头`
    : FAULT_WORDS[fault];
}

/** What became of a file's rows: `加入 12 位 · 已有 3 位 · 1 行有误`. */
export function resultLine({ status, added, known, rejected, uploadedAt }: ProspectImport): string {
  if (status !== 'done') return momentOf(uploadedAt);
  const parts = [`加入 ${added} 位`, known > 0 ? `已有 ${known} 位` : null, rejected > 0 ? `${rejected} 行有误` : null];
  return [...parts, momentOf(uploadedAt)].filter(Boolean).join(' · ');
}

/** True while the server still works on a file. */
export function isUnderWay({ status }: ProspectImport): boolean {
  return status === 'waiting' || status === 'taking';
}
