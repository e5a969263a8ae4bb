import { extensionOf, type PickedFile } from '../../lib/files/pickFile';

/** Kinds of files that hold a list. */
export const LIST_KINDS = ['xlsx', 'csv'] as const;

/** As long as a file's name may be that goes with it. */
const LONGEST_NAME = 100;

/** Why a chosen file is not sent at all; null where it is. */
export function fileRefusal({ name, bytes }: PickedFile, mostBytes: number): string | null {
  const kind = extensionOf(name);
  if (kind === 'xls') return '这是旧版 .xls 文件，请在 Excel 里另存为 .xlsx 再选';
  if (kind !== 'xlsx' && kind !== 'csv') return '请选择 .xlsx 或 .csv 文件';
  if (bytes === 0) return '文件是空的，请换一个';
  if (bytes > mostBytes) return `文件超过 ${Math.floor(mostBytes / 1024 / 1024)} MB，请拆成几份再传`;
  return null;
}

/** The name that goes with a file: a long one loses its middle, never its kind. */
export function sentName(name: string): string {
  if (name.length <= LONGEST_NAME) return name;
  const end = name.slice(-20);
  return `${name.slice(0, LONGEST_NAME - end.length - 1)}…${end}`;
}
