import { canReadScorecard, canSetTargets, portfolioScope } from '@linzhang/shared/portfolio/portfolio.policy';

const actor = (...roles: string[]) => ({ employeeId: 'me', branchId: 'here', roles });

describe('whose members may be read', () => {
  it.each([
    ['an admin asks for all', actor('admin'), {}, { branchId: null, ownerId: null }],
    ['an admin asks for a branch', actor('admin'), { branchId: 'there' }, { branchId: 'there', ownerId: null }],
    ['a head means the own branch', actor('head'), {}, { branchId: 'here', ownerId: null }],
    ['a head asks for another branch', actor('head'), { branchId: 'there' }, null],
    ['a head asks for somebody', actor('head'), { ownerId: 'you' }, { branchId: 'here', ownerId: 'you' }],
    ['a manager means the own ones', actor('manager'), {}, { branchId: null, ownerId: 'me' }],
    ['a manager asks for the branch', actor('manager'), { branchId: 'here' }, { branchId: 'here', ownerId: 'me' }],
    ['a manager asks for another branch', actor('manager'), { branchId: 'there' }, null],
    ['a manager asks for somebody else’s', actor('manager'), { ownerId: 'you' }, null],
    ['a manager asks by the own name', actor('manager'), { ownerId: 'me' }, { branchId: null, ownerId: 'me' }],
    ['staff ask', actor('staff'), {}, null],
    ['a cashier asks for the own', actor('cashier'), { ownerId: 'me' }, null],
  ])('%s', (_name, who, asked, scope) => {
    expect(portfolioScope(who, asked)).toEqual(scope);
  });
});

it('is one’s own scorecard, or that of the people one heads', () => {
  const [own, other, far] = [
    { employeeId: 'me', branchId: 'here' },
    { employeeId: 'you', branchId: 'here' },
    { employeeId: 'they', branchId: 'there' },
  ];
  const may = (role: string) => [own, other, far].map((card) => canReadScorecard(actor(role), card));
  expect(may('manager')).toEqual([true, false, false]);
  expect(may('head')).toEqual([true, true, false]);
  expect(may('admin')).toEqual([true, true, true]);
  expect(may('staff')).toEqual([false, false, false]);
});

it('is a head who sets what the own branch should reach', () => {
  const may = (role: string) => ['here', 'there'].map((branch) => canSetTargets(actor(role), branch));
  expect(may('manager')).toEqual([false, false]);
  expect(may('head')).toEqual([true, false]);
  expect(may('admin')).toEqual([true, true]);
});
