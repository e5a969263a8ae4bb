import { canEnterProspects, canRevealProspectPhone, canSeeProspect } from '@linzhang/shared/prospects/prospects.policy';
import { prospectKey } from '@linzhang/shared/prospects/prospects.rules';

describe('the same prospect', () => {
  it.each([
    ['阳光 超市（江宁店）', '江宁路１号', '阳光超市(江宁店)', '江宁路 1 号', true],
    ['Sunny Shop', '江宁路 1 号', 'sunny-shop', '江宁路1号', true],
    ['阳光超市', '江宁路 1 号', '阳光超市', '江宁路 2 号', false],
    ['阳光超市', '江宁路 1 号', '阳光超市二店', '江宁路 1 号', false],
  ])('%s at %s, %s at %s: %s', (name, address, other, otherAddress, same) => {
    expect(prospectKey(name, address) === prospectKey(other, otherAddress)).toBe(same);
  });

  it('is not told by the name alone', () => {
    expect(prospectKey('王芳', null)).toBeNull();
    expect(prospectKey('王芳', ' - ')).toBeNull();
  });
});

describe('who may', () => {
  const person = (employeeId: string, role: string, branchId = 'b') => ({ employeeId, branchId, roles: [role] });
  const prospect = { branchId: 'b', enteredBy: 'me', leadHolderId: 'you' };
  it.each([
    [person('me', 'staff'), true],
    [person('you', 'manager'), true],
    [person('other', 'manager'), false],
    [person('other', 'head'), true],
    [person('other', 'head', 'c'), false],
    [person('other', 'admin', 'c'), true],
    [person('me', 'cashier'), false],
  ])('%j sees it: %s', (actor, expected) => {
    expect(canSeeProspect(actor, prospect)).toBe(expected);
  });

  it('enter and call', () => {
    expect(canEnterProspects(person('me', 'cashier'))).toBe(false);
    expect(canRevealProspectPhone(person('you', 'manager'), prospect)).toBe(true);
    expect(canRevealProspectPhone(person('me', 'manager'), prospect)).toBe(false);
    expect(canRevealProspectPhone(person('h', 'head'), prospect)).toBe(false);
  });
});
