import { changeLines } from '../../miniprogram/src/features/audit/auditWords';

const CODES = { staff: '活动人员', head: '网点主任', retail: '零售', catering: '餐饮' };
const place = (address: string, latitude = 31) => ({ address, latitude, longitude: 118 });
const merchant = {
  name: '老王面馆',
  place: place('阳光路 8 号'),
  industry: 'retail',
  status: 'active',
  contact: null,
};

describe('a line of the trail', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ['the name of a merchant', { name: '老王饭店' }, ['名称：老王面馆 → 老王饭店']],
    ['its industry', { industry: 'catering' }, ['行业：零售 → 餐饮']],
    ['its state', { status: 'ended' }, ['状态：合作中 → 已结束']],
    ['its contact', { contact: '王老板' }, ['联系人：无 → 王老板']],
    ['its address', { place: place('阳光路 9 号') }, ['地点：阳光路 8 号 → 阳光路 9 号']],
    ['its place on the map', { place: place('阳光路 8 号', 32) }, ['地点：已变更']],
    ['a code that has no words', { status: 'paused' }, ['状态：已变更']],
    ['nothing', {}, []],
    ['a part without words', { version: 8 }, []],
    ['a name that is a word elsewhere', { name: 'head' }, ['名称：老王面馆 → head']],
  ])('tells a change of %s', (_what, change, lines) => {
    expect(
      changeLines({ before: { ...merchant, version: 7 }, after: { ...merchant, version: 7, ...change } }, CODES),
    ).toEqual(lines);
  });

  it('tells roles in words, and that somebody went to another branch', () => {
    const before = { roles: ['staff'], capacity: 200, branchId: '1'.repeat(24), merchantId: null };
    const after = { roles: ['staff', 'head'], capacity: 150, branchId: '2'.repeat(24), merchantId: null };
    expect(changeLines({ before, after }, CODES)).toEqual([
      '网点：已变更',
      '角色：活动人员 → 活动人员、网点主任',
      '可维护客户数：200 → 150',
    ]);
  });

  it('leaves out what the trail knows one side of only', () => {
    expect(changeLines({ before: { name: 'a' }, after: { name: 'a', workPhone: null } }, CODES)).toEqual([]);
  });

  it('names the parts of something new', () => {
    expect(changeLines({ ...merchant, version: 0 }, CODES)).toEqual(['涉及：名称、地点、行业、状态、联系人']);
    expect(changeLines({}, CODES)).toEqual([]);
  });
});
