/** Why a whole file with a list was not read. */
export const FILE_FAULTS = [
  'not_a_list',
  'columns_missing',
  'empty',
  'too_many_rows',
  'too_large_unpacked',
  'damaged',
  'gave_up',
] as const;
export type FileFault = (typeof FILE_FAULTS)[number];
