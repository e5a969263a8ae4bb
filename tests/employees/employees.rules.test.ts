import { canAssign, canDisable, canManageEmployee } from '@linzhang/shared/employees/employees.policy';
import {
  ACTIVATION_MS,
  ACTIVATION_TRIES,
  activationRefusal,
  roleRefusal,
} from '@linzhang/shared/employees/employees.rules';

const issued = new Date('2026-11-14T02:00:00Z');
const expiresAt = new Date(issued.getTime() + ACTIVATION_MS);
const after = (ms: number) => new Date(issued.getTime() + ms);

describe('an activation code', () => {
  it.each([
    ['just before 24 hours', 0, ACTIVATION_MS - 1, null],
    ['at 24 hours', 0, ACTIVATION_MS, 'activation_expired'],
    ['after four wrong tries', ACTIVATION_TRIES - 1, 0, null],
    ['after five wrong tries', ACTIVATION_TRIES, 0, 'activation_locked'],
    ['locked and expired stays locked', ACTIVATION_TRIES, ACTIVATION_MS, 'activation_locked'],
  ])('%s', (_when, wrongTries, ms, refusal) => {
    expect(activationRefusal({ expiresAt, wrongTries }, after(ms))).toBe(refusal);
  });
});

describe('roles', () => {
  it('ask a merchant of a cashier', () => {
    expect(roleRefusal(['cashier'], null)).toBe('merchant_required');
    expect(roleRefusal(['cashier'], 'm1')).toBeNull();
    expect(roleRefusal(['staff'], null)).toBeNull();
  });
});

describe('who manages whom', () => {
  const admin = { employeeId: 'a', branchId: 'b1', roles: ['admin'] };
  const head = { employeeId: 'h', branchId: 'b1', roles: ['head'] };
  const manager = { employeeId: 'm', branchId: 'b1', roles: ['manager'] };
  const elsewhere = { employeeId: 'x', branchId: 'b2', roles: ['manager'] };

  it('a head manages the own branch only, and no admin', () => {
    expect(canManageEmployee(head, manager)).toBe(true);
    expect(canManageEmployee(head, elsewhere)).toBe(false);
    expect(canManageEmployee(head, admin)).toBe(false);
  });

  it('an admin manages everybody, a manager nobody', () => {
    expect(canManageEmployee(admin, elsewhere)).toBe(true);
    expect(canManageEmployee(manager, manager)).toBe(false);
  });

  it('nobody changes the own roles, and only an admin makes an admin', () => {
    expect(canAssign(head, head, { roles: ['head', 'admin'], branchId: 'b1' })).toBe(false);
    expect(canAssign(admin, admin, { roles: ['head'], branchId: 'b1' })).toBe(false);
    expect(canAssign(head, manager, { roles: ['admin'], branchId: 'b1' })).toBe(false);
    expect(canAssign(head, manager, { roles: ['manager', 'staff'], branchId: 'b1' })).toBe(true);
    expect(canAssign(admin, manager, { roles: ['admin'], branchId: 'b1' })).toBe(true);
  });

  it('a head keeps the own data, with roles unchanged in another order', () => {
    const both = { ...head, roles: ['head', 'manager'] };
    expect(canAssign(both, both, { roles: ['manager', 'head'], branchId: 'b1' })).toBe(true);
  });

  it('only an admin moves people between branches', () => {
    expect(canAssign(head, manager, { roles: ['manager'], branchId: 'b2' })).toBe(false);
    expect(canAssign(admin, manager, { roles: ['manager'], branchId: 'b2' })).toBe(true);
  });

  it('nobody disables the own account', () => {
    expect(canDisable(admin, admin)).toBe(false);
    expect(canDisable(head, manager)).toBe(true);
  });
});
