import { type Cells, dayOf, type RowFault, readRow } from '@linzhang/shared/aum/aumRow.rules';
import { csvLine, safeCell } from '@linzhang/shared/kernel/cells';

const TODAY = '2026-11-22';
const GOOD: Cells = { customerNo: 'C1', asOf: '2026-11-22', deposits: '1' };

const faultsOf = (cells: Cells): RowFault[] => {
  const read = readRow({ ...GOOD, ...cells }, TODAY);
  return 'row' in read ? [] : read.faults.map(({ fault }) => fault);
};
const rowOf = (cells: Cells) => {
  const read = readRow({ ...GOOD, ...cells }, TODAY);
  if (!('row' in read)) throw new Error(JSON.stringify(read.faults));
  return read.row;
};

it.each<[Cells, RowFault[]]>([
  [{ customerNo: '' }, ['customer_no_missing']],
  [{ customerNo: 'C 1' }, ['customer_no_invalid']],
  [{ customerNo: 'C'.repeat(32) }, []],
  [{ customerNo: 'C'.repeat(33) }, ['customer_no_invalid']],
  [{ customerNo: '{"$gt":""}' }, ['customer_no_invalid']],
  [{ phone: '12812341234' }, ['phone_invalid']],
  [{ birthYear: '1899' }, ['birth_year_invalid']],
  [{ birthYear: '1900' }, []],
  [{ birthYear: '2027' }, ['birth_year_invalid']],
  [{ asOf: '' }, ['as_of_missing']],
  [{ asOf: '2026-02-30' }, ['as_of_invalid']],
  [{ asOf: '2026-11-23' }, ['as_of_future']],
  [{ asOf: '2026-11-22' }, []],
  [{ deposits: '-1' }, ['amount_invalid']],
  [{ deposits: '1.234' }, ['amount_invalid']],
  [{ deposits: '1e5' }, ['amount_invalid']],
  [{ deposits: '9999999999', wealth: '1' }, []],
  [{ deposits: '9999999999', wealth: '2' }, ['total_too_large']],
  [{ cardGrade: '黑卡' }, ['card_grade_unknown']],
  [{ products: '存款、彩票' }, ['product_unknown']],
  [{ transactions: '1.5' }, ['count_invalid']],
  [{ channelPercent: '100' }, []],
  [{ channelPercent: '100.1' }, ['percent_invalid']],
  [{ mobileActive: '也许' }, ['yes_no_invalid']],
  [{ mobileActive: 'constructor', cardGrade: 'toString' }, ['card_grade_unknown', 'yes_no_invalid']],
  [{ customerNo: '', asOf: '', deposits: 'x' }, ['customer_no_missing', 'as_of_missing', 'amount_invalid']],
])('reads %j with the faults %j', (cells, faults) => {
  expect(faultsOf(cells)).toEqual(faults);
});

it.each<[Cells, object]>([
  [{ deposits: '1,234,567.80' }, { depositsFen: 123_456_780 }],
  [{ deposits: '123.45000000000001' }, { depositsFen: 12_345 }],
  [{ deposits: '' }, { depositsFen: 0 }],
  [{ phone: '+86 138-1234-1234' }, { phone: '13812341234' }],
  [{ channelPercent: '60%' }, { channelPercent: 60 }],
  [{ channelPercent: '0.6' }, { channelPercent: 60 }],
  [{ channelPercent: '1' }, { channelPercent: 1 }],
  [{ channelPercent: '' }, { channelPercent: null }],
  [{ mobileActive: '是' }, { mobileActive: true }],
  [{ cardGrade: '金卡' }, { cardGrade: 'gold' }],
  [{ cardGrade: '' }, { cardGrade: 'none' }],
  [{ products: '基金,存款；基金' }, { products: ['deposit', 'fund'] }],
])('understands %j', (cells, expected) => {
  expect(rowOf(cells)).toMatchObject(expected);
});

it.each([
  ['2026-11-30', '2026-11-30'],
  ['2026/1/5', '2026-01-05'],
  ['20261130', '2026-11-30'],
  ['2026年11月30日', '2026-11-30'],
  ['1999-12-31', null],
  ['2026-13-01', null],
  ['yesterday', null],
])('takes %s as the day %s', (text, day) => {
  expect(dayOf(text)).toBe(day);
});

it.each([
  ['=1+1', "'=1+1"],
  ['+86', "'+86"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', "'\r=1"],
  ['\n=1', "'\n=1"],
  ['＝1+1', "'＝1+1"],
  ['1=1', '1=1'],
  ['', ''],
])('writes %j so that no sheet runs it', (text, cell) => {
  expect(safeCell(text)).toBe(cell);
  expect(csvLine([text])).toBe(`"${cell}"\r\n`);
});

it('quotes what would end a cell', () => {
  expect(csvLine(['a"b', 'c,d\ne'])).toBe('"a""b","c,d\ne"\r\n');
});
