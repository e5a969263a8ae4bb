import type { PersonaRole } from '@linzhang/shared/demo/demo.rules';

/** A person of the demo. `name` is the account in the WeChat simulator: `sim:<name>` signs in. */
export interface DemoPerson {
  name: string;
  label: string;
  role: PersonaRole;
}

/** The people one may sign in as, in the order the picker shows them. */
export const PERSONAS: readonly DemoPerson[] = [
  { name: 'customer-chen', label: '陈阿姨 · 老客户，已绑手机', role: 'customer' },
  { name: 'customer-wu', label: '小吴 · 客户，未绑手机', role: 'customer' },
  { name: 'customer-new', label: '新客户 · 第一次打开', role: 'customer' },
  { name: 'cashier-liu', label: '刘师傅 · 阳光菜市场收银', role: 'cashier' },
  { name: 'staff-sun', label: '孙丽 · 网点活动人员', role: 'staff' },
  { name: 'manager-zhou', label: '周敏 · 客户经理', role: 'manager' },
  { name: 'manager-xu', label: '许志远 · 客户经理，走访商户', role: 'manager' },
  { name: 'manager-lin', label: '林晓雯 · 大堂的客户经理', role: 'manager' },
  { name: 'head-wang', label: '王建国 · 网点主任', role: 'head' },
  { name: 'head-li', label: '李红 · 副主任，可作第二人确认', role: 'head' },
  { name: 'admin-he', label: '何静 · 系统管理员', role: 'admin' },
];

/** The code that signs in as a person of the demo. */
export function loginCodeOf(name: string): string {
  return `sim:${name}`;
}
