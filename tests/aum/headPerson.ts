import type { Role } from '@linzhang/shared/employees/employees.rules';
import type { Me } from '@linzhang/shared/members/members.contract';
import { buildMe } from '../support/taro/me';

/** The branch of the person below. */
export const BRANCH = { id: 'b'.repeat(24), name: '江宁支行' };

/** Who leads a branch, or all of them. */
export function headPerson(role: Extract<Role, 'head' | 'admin'> = 'head'): Me {
  const me = buildMe();
  return {
    ...me,
    employee: {
      id: '1'.repeat(24),
      number: 'H001',
      name: '王主任',
      roles: [role],
      position: 'branch_head',
      branch: BRANCH,
      merchant: null,
    },
    can: { ...me.can, openWork: true, headBranch: true },
  };
}
