import type { FileFault } from '@linzhang/shared/kernel/sheets';

/** Why a whole file was not read, and what to do about it. */
export const FILE_FAULT_WORDS: Readonly<Record<FileFault, string>> = {
  not_a_list: '这不是能识别的表格，请用 .xlsx 或 .csv 文件',
  columns_missing: '缺少必需的列',
  empty: '表格里没有内容',
  too_many_rows: '行数太多，请拆成几份再传',
  too_large_unpacked: '文件展开后太大，请拆成几份再传',
  damaged: '文件损坏，打不开，请重新导出再传',
  gave_up: '试了多次都没有读完，请重新导出或拆成几份再传',
};
