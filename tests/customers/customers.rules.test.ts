import { type CustomerSubject, customerAbilities, customerView } from '@linzhang/shared/customers/customers.policy';
import { unlistedBecause } from '@linzhang/shared/customers/customers.rules';
import type { Role } from '@linzhang/shared/employees/employees.rules';

const SUBJECT: CustomerSubject = {
  memberId: 'member',
  served: { ownerId: 'owner', leadHolderId: 'holder', supporterIds: ['beside'], branchIds: ['branch', null] },
  relation: { originId: 'origin', ownerId: 'owner', branchId: 'branch' },
};

const worker = (employeeId: string, role: Role = 'manager', branchId = 'branch') => ({
  employeeId,
  branchId,
  roles: [role],
});

const ALL = { revealPhone: true, setSupporters: true, decideOrigin: true, readCredits: true };
const NONE = { revealPhone: false, setSupporters: false, decideOrigin: false, readCredits: false };

describe('a customer', () => {
  it.each([
    ['the owner', worker('owner'), 'served', { ...ALL, decideOrigin: false }],
    ['the holder of the lead', worker('holder'), 'served', { ...NONE, revealPhone: true }],
    ['who serves beside', worker('beside', 'staff'), 'served', NONE],
    ['the head of the branch', worker('head', 'head'), 'served', { ...ALL, revealPhone: false }],
    ['an admin', worker('admin', 'admin', 'elsewhere'), 'served', { ...ALL, revealPhone: false }],
    ['who brought the member', worker('origin'), 'brought', NONE],
    ['who brought the member and is a cashier now', worker('origin', 'cashier'), null, NONE],
    ['another manager of the branch', worker('other'), null, NONE],
    ['the head of another branch', worker('head', 'head', 'elsewhere'), null, NONE],
  ])('is for %s', (_who, actor, view, can) => {
    expect(customerView(actor, SUBJECT)).toBe(view);
    expect(customerAbilities(actor, SUBJECT)).toEqual(can);
  });
});

describe('where the list says nothing', () => {
  it.each([
    [{ phoneBound: false, matchingAgreed: false, listed: false }, 'no_phone'],
    [{ phoneBound: true, matchingAgreed: false, listed: false }, 'no_consent'],
    [{ phoneBound: true, matchingAgreed: true, listed: false }, 'not_listed'],
    [{ phoneBound: true, matchingAgreed: true, listed: true }, null],
    [{ phoneBound: false, matchingAgreed: false, listed: true }, null],
  ])('%o waits for the first missing step', (facts, because) => {
    expect(unlistedBecause(facts)).toBe(because);
  });
});
