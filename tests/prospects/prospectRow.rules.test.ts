import { type ProspectCells, prospectFaultLine, readProspectRow } from '@linzhang/shared/prospects/prospectRow.rules';
import { linesToTake } from '../../server/src/prospects/importLines';

const base: ProspectCells = { name: '阳光超市', source: '线' };
const read = (over: ProspectCells) => readProspectRow({ ...base, ...over });

it.each<[ProspectCells, string[]]>([
  [{}, []],
  [{ name: ' ' }, ['name_missing']],
  [{ name: 'x'.repeat(61) }, ['name_invalid']],
  [{ name: 'a\u202eb' }, ['name_invalid']],
  [{ kind: '政府' }, ['kind_unknown']],
  [{ kind: 'constructor' }, ['kind_unknown']],
  [{ contactName: 'x'.repeat(41) }, ['contact_invalid']],
  [{ phone: '12345678901' }, ['phone_invalid']],
  [{ industry: '挖矿' }, ['industry_unknown']],
  [{ address: 'x'.repeat(101) }, ['address_invalid']],
  [{ source: '' }, ['source_missing']],
  [{ source: '听说' }, ['source_unknown']],
  [{ source: 'toString' }, ['source_unknown']],
  [{ remark: 'x'.repeat(501) }, ['remark_invalid']],
  [{ remark: 'a\u0000b' }, ['remark_invalid']],
  [{ name: '', phone: 'x', source: '' }, ['name_missing', 'phone_invalid', 'source_missing']],
])('reads %j with the faults %j', (cells, faults) => {
  const answer = read(cells);
  expect('faults' in answer ? answer.faults.map(({ fault }) => fault) : []).toEqual(faults);
});

it.each<[ProspectCells, object]>([
  [{}, { name: '阳光超市', kind: 'person', contactName: null, phone: null, address: null, remark: '' }],
  [{ kind: '企业' }, { kind: 'company' }],
  [{ kind: 'company' }, { kind: 'company' }],
  [{ phone: '+86 138-1234-1234' }, { phone: '13812341234' }],
  [{ industry: '餐饮' }, { industry: 'catering' }],
  [{ industry: 'catering' }, { industry: 'catering' }],
  [{ source: '面' }, { source: 'alliance' }],
  [{ source: '线 · 上下游' }, { source: 'supply_chain' }],
  [{ source: '圈（讲座）' }, { source: 'circle' }],
  [{ source: '柜面' }, { source: 'counter' }],
  [{ source: 'referral' }, { source: 'referral' }],
  [{ remark: ' 一\r\n二 ' }, { remark: '一\n二' }],
])('understands %j', (cells, expected) => {
  expect(read(cells)).toMatchObject({ row: expected });
});

it('says all that is wrong in a line', () => {
  const faults = [
    { fault: 'phone_invalid', column: 'phone' },
    { fault: 'known', column: null },
  ] as const;
  expect(prospectFaultLine(faults)).toBe('手机号：手机号不对；已经登记过，或已是会员');
});

it('takes the first of two with one phone, or one name at one place; a row that is not taken keeps nobody out', () => {
  const line = (number: number, cells: ProspectCells, columnsDiffer = false) => ({ number, cells, columnsDiffer });
  const lines = linesToTake([
    line(2, { ...base, phone: '13812341234', source: '' }),
    line(3, { ...base, phone: '13812341234', address: '江宁路 1 号' }),
    line(4, { name: '别家', source: '点', phone: '138 1234 1234', address: '江宁路 2 号' }),
    line(5, { name: '别家', source: '点', address: '江宁路 2 号' }),
    line(6, { name: '阳光 超市', source: '点', address: '江宁路1号' }),
    line(7, base),
    line(8, base),
    line(9, base, true),
  ]);
  expect(lines.map(({ faults }) => faults.map(({ fault }) => fault).join())).toEqual([
    'source_missing',
    '',
    'repeated',
    '',
    'repeated',
    '',
    '',
    'columns_differ',
  ]);
});
