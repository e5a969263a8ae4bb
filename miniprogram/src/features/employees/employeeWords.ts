import type { Employee } from '@linzhang/shared/employees/employees.contract';
import { POSITIONS, ROLES, type Role } from '@linzhang/shared/employees/employees.rules';
import { POSITION_NAMES } from '@linzhang/shared/employees/positionNames.rules';
import type { Tone } from '../../components/display/Tag';
import { momentOf } from '../../lib/dates';

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  cashier: '收银员',
  staff: '活动人员',
  manager: '客户经理',
  head: '网点主任',
  admin: '管理员',
};

export const STATUS_WORDS: Readonly<Record<Employee['status'], { text: string; tone: Tone }>> = {
  invited: { text: '待激活', tone: 'amber' },
  active: { text: '在岗', tone: 'jade' },
  disabled: { text: '已停用', tone: 'plain' },
};

export const ROLE_OPTIONS = ROLES.map((value) => ({ value, text: ROLE_WORDS[value] }));
export const POSITION_OPTIONS = POSITIONS.map((value) => ({ value, text: POSITION_NAMES[value] }));

/** The roles of somebody in one line. */
export function rolesOf(employee: { roles: readonly Role[] }): string {
  return employee.roles.map((role) => ROLE_WORDS[role]).join('、');
}

/** How the activation stands, or null where none is out. */
export function activationOf({ activation }: Employee): string | null {
  if (!activation) return null;
  if (activation.locked) return '激活码已锁定（输错过多），请重新发放';
  if (activation.expired) return `激活码已于${momentOf(activation.expiresAt)} 过期，请重新发放`;
  return `激活码有效，${momentOf(activation.expiresAt)} 到期`;
}
