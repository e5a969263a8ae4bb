import { type RosterLine, readRosterLines } from '@linzhang/shared/aum/roster.rules';

const line = (number: number, customerNo?: string, managerNo?: string, columnsDiffer = false): RosterLine => ({
  number,
  cells: { ...(customerNo === undefined ? {} : { customerNo }), ...(managerNo === undefined ? {} : { managerNo }) },
  columnsDiffer,
});

describe('a roster', () => {
  it('says who gets whom, blanks around the numbers left out', () => {
    expect(readRosterLines([line(2, ' C1 ', 'E1 '), line(3, 'C2', 'E2')])).toEqual({
      rows: [
        { row: 2, customerNo: 'C1', managerNo: 'E1' },
        { row: 3, customerNo: 'C2', managerNo: 'E2' },
      ],
      rejected: [],
    });
  });

  it.each([
    ['no customer', line(2, '', 'E1'), 'customer_no_missing'],
    ['no cell for the customer', line(2, undefined, 'E1'), 'customer_no_missing'],
    ['no manager', line(2, 'C1', ' '), 'manager_no_missing'],
    ['a customer of 33 characters', line(2, 'C'.repeat(33), 'E1'), 'too_long'],
    ['a manager of 33 characters', line(2, 'C1', 'E'.repeat(33)), 'too_long'],
    ['more cells than headings', line(2, 'C1', 'E1', true), 'columns_differ'],
  ] as const)('gives back a row with %s', (_, given, because) => {
    const { rows, rejected } = readRosterLines([given]);
    expect(rows).toEqual([]);
    expect(rejected).toMatchObject([{ row: 2, because }]);
  });

  it('takes numbers of 32 characters', () => {
    expect(readRosterLines([line(2, 'C'.repeat(32), 'E'.repeat(32))]).rows).toHaveLength(1);
  });

  it('lets the first of two rows for a customer count', () => {
    const { rows, rejected } = readRosterLines([line(2, 'C1', 'E1'), line(3, 'C1', 'E2'), line(4, 'C1', '')]);
    expect(rows).toEqual([{ row: 2, customerNo: 'C1', managerNo: 'E1' }]);
    expect(rejected.map(({ row, because }) => [row, because])).toEqual([
      [3, 'repeated'],
      [4, 'manager_no_missing'],
    ]);
  });
});
