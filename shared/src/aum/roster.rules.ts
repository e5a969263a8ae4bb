/** The columns of a roster with their headings: who serves which customer. */
export const ROSTER_COLUMNS = { customerNo: '客户号', managerNo: '客户经理工号' } as const;
export type RosterColumn = keyof typeof ROSTER_COLUMNS;
export const ROSTER_COLUMN_NAMES = Object.keys(ROSTER_COLUMNS) as RosterColumn[];

/** More customers than a manager's desk changes at once; a larger list comes in parts. */
export const MAX_ROSTER_ROWS = 5_000;
export const MAX_ROSTER_BYTES = 2 * 1024 * 1024;

/** Why a row of a roster gives nobody to anybody. */
export const ROSTER_FAULTS = [
  'customer_no_missing',
  'manager_no_missing',
  'too_long',
  'columns_differ',
  'repeated',
  'customer_unknown',
  'manager_unknown',
] as const;
export type RosterFault = (typeof ROSTER_FAULTS)[number];

const LONGEST_NO = 32;

export interface RosterLine {
  /** Row of the file; the headings are row 1. */
  number: number;
  cells: Readonly<Partial<Record<RosterColumn, string>>>;
  columnsDiffer: boolean;
}

export interface RosterRow {
  customerNo: string;
  managerNo: string;
}

export interface RosterRead {
  /** Good rows with their place in the file. */
  rows: (RosterRow & { row: number })[];
  rejected: { row: number; customerNo: string; because: RosterFault }[];
}

/** What a roster says by itself; of two rows for one customer the first counts. */
export function readRosterLines(lines: readonly RosterLine[]): RosterRead {
  const seen = new Set<string>();
  const read: RosterRead = { rows: [], rejected: [] };
  for (const line of lines) {
    const customerNo = (line.cells.customerNo ?? '').trim();
    const managerNo = (line.cells.managerNo ?? '').trim();
    const because = faultOf(line, { customerNo, managerNo }, seen);
    if (because) {
      read.rejected.push({ row: line.number, customerNo: customerNo.slice(0, LONGEST_NO), because });
      continue;
    }
    seen.add(customerNo);
    read.rows.push({ row: line.number, customerNo, managerNo });
  }
  return read;
}

function faultOf(
  { columnsDiffer }: RosterLine,
  { customerNo, managerNo }: RosterRow,
  seen: ReadonlySet<string>,
): RosterFault | null {
  if (columnsDiffer) return 'columns_differ';
  if (customerNo === '') return 'customer_no_missing';
  if (managerNo === '') return 'manager_no_missing';
  if (customerNo.length > LONGEST_NO || managerNo.length > LONGEST_NO) return 'too_long';
  return seen.has(customerNo) ? 'repeated' : null;
}
