import { canRevealPhone, meAbilities } from '@linzhang/shared/members/members.policy';
import {
  type ConsentEntry,
  consentInForce,
  hasAcceptedTerms,
  isMobile,
  maskName,
  maskPhone,
  memberNumber,
  numberTail,
} from '@linzhang/shared/members/members.rules';

const at = (day: number) => new Date(Date.UTC(2026, 10, day));
const entry = (over: Partial<ConsentEntry>): ConsentEntry => ({
  purpose: 'service',
  version: '1',
  grantedAt: at(1),
  ...over,
});

describe('consent', () => {
  it('is in force by its newest entry that was not withdrawn', () => {
    const entries = [
      entry({ version: '1' }),
      entry({ version: '2', grantedAt: at(2) }),
      entry({ version: '3', grantedAt: at(3), withdrawnAt: at(4) }),
    ];
    expect(consentInForce(entries, 'service')?.version).toBe('2');
  });

  it('is given per purpose', () => {
    expect(consentInForce([entry({})], 'marketing')).toBeNull();
  });

  it('to an older version of the terms is not enough', () => {
    expect(hasAcceptedTerms([entry({ version: '1' })], '1')).toBe(true);
    expect(hasAcceptedTerms([entry({ version: '1' })], '2')).toBe(false);
    expect(hasAcceptedTerms([], '1')).toBe(false);
  });
});

describe('what others see of a person', () => {
  it.each([
    ['13812341234', '138****1234'],
    ['12345', '****'],
  ])('masks the phone %s as %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });

  it.each([
    ['李芳', '李*'],
    ['李小芳', '李*芳'],
    ['欧阳小芳', '欧**芳'],
    ['Wang Fang', 'W**g'],
    ['李', '李'],
    ['', ''],
    ['😀🎉😀', '😀*😀'],
  ])('masks the name %s as %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  it('gives a number that can be read out', () => {
    expect(memberNumber('6a0f00000000000000000000')).toBe('0000 0000');
    expect(memberNumber('6a0f0000000000ffffffffff')).toBe('ZZZZ ZZZZ');
    expect(memberNumber('6a0f00000000000000000020')).toBe('0000 0010');
  });

  it('leads back to the digits of the id that it stands for, however it was typed', () => {
    for (const id of ['6a0f0000000000ffffffffff', '6a0f00000000000000000020', '6a0f000000000083a1b2c3d4'])
      expect(numberTail(memberNumber(id))).toBe(id.slice(-10));
    expect(numberTail(' oooo-ooio ')).toBe('0000000020');
    for (const typed of ['', '8K2Q F7M', '8K2Q F7M00', '8K2Q F7MU']) expect(numberTail(typed)).toBeNull();
  });

  it.each([
    ['13812341234', true],
    ['19912341234', true],
    ['12812341234', false],
    ['1381234123', false],
    ['138123412345', false],
    ['+8613812341234', false],
  ])('takes %s for a mobile number: %p', (phone, mobile) => {
    expect(isMobile(phone)).toBe(mobile);
  });
});

describe('who sees a phone number', () => {
  const manager = { employeeId: 'm1', branchId: 'b1', roles: ['manager'] };
  const head = { employeeId: 'h1', branchId: 'b1', roles: ['head'] };
  const staff = { employeeId: 'm1', branchId: 'b1', roles: ['staff'] };

  it.each([
    ['the owner manager', manager, { ownerId: 'm1', leadHolderId: null }, true],
    ['the holder of the lead', manager, { ownerId: 'm2', leadHolderId: 'm1' }, true],
    ['another manager', manager, { ownerId: 'm2', leadHolderId: 'm3' }, false],
    ['the head of the branch', head, { ownerId: 'm1', leadHolderId: null }, false],
    ["staff with the owner's id", staff, { ownerId: 'm1', leadHolderId: null }, false],
    ['anybody while nobody serves the member', manager, { ownerId: null, leadHolderId: null }, false],
  ])('%s: %#', (_who, actor, relation, allowed) => {
    expect(canRevealPhone(actor, { memberId: 'x', ...relation })).toBe(allowed);
  });
});

describe('what the own pages offer', () => {
  const head = { employeeId: 'h1', branchId: 'b1', roles: ['head'] };

  it('offers a customer no work', () => {
    expect(meAbilities(true, null)).toEqual({
      bindPhone: true,
      openWork: false,
      manageEmployees: false,
      manageMerchants: false,
      manageBranches: false,
      readAudit: false,
      manageGroups: false,
      manageEvents: false,
      manageOffers: false,
      manageChannels: false,
      scan: false,
      redeem: false,
      decide: false,
      manageSettings: false,
      serveCustomers: false,
      headBranch: false,
    });
  });

  it('offers nothing at all before the terms are accepted', () => {
    expect(Object.values(meAbilities(false, head))).not.toContain(true);
  });

  it('offers a head the people and partners, but no branches', () => {
    expect(meAbilities(true, head)).toMatchObject({
      openWork: true,
      manageEmployees: true,
      manageMerchants: true,
      manageBranches: false,
      readAudit: true,
      manageGroups: true,
      manageEvents: true,
      manageOffers: true,
      manageChannels: true,
      scan: true,
      redeem: false,
      decide: true,
      manageSettings: true,
      serveCustomers: true,
      headBranch: true,
    });
  });

  it.each([
    ['cashier', ['scan', 'redeem']],
    ['staff', ['scan', 'redeem']],
    ['manager', ['manageChannels', 'scan', 'serveCustomers']],
  ] as const)('offers a %s the own work only', (role, work) => {
    const { bindPhone: _bind, openWork: _open, ...rest } = meAbilities(true, { ...head, roles: [role] });
    expect(Object.entries(rest).flatMap(([name, may]) => (may ? [name] : []))).toEqual(work);
  });

  it('offers an admin the branches too', () => {
    expect(meAbilities(true, { ...head, roles: ['admin'] }).manageBranches).toBe(true);
  });
});
