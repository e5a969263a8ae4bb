import { AUDIT_ACTIONS, type AuditActionName } from '@linzhang/shared/audit/audit.rules';

/** What was done, as the trail shows it. */
export const AUDIT_WORDS: Readonly<Record<AuditActionName, string>> = {
  employee_created: '添加员工',
  employee_changed: '修改员工',
  activation_issued: '发放激活码',
  activation_revoked: '撤销激活码',
  employee_activated: '员工激活',
  employee_disabled: '停用员工',
  employee_enabled: '恢复员工',
  h5_login_confirmed: '确认电脑登录',
  branch_created: '新建网点',
  branch_changed: '修改网点',
  merchant_created: '添加商户',
  merchant_changed: '修改商户',
  phone_revealed: '查看手机号',
  phone_bound: '绑定手机号',
  phone_moved: '迁移手机号',
  consent_granted: '同意用途',
  consent_withdrawn: '撤回同意',
  data_exported: '导出数据',
  account_deleted: '注销账号',
};

const PART_WORDS: Readonly<Record<string, string>> = {
  name: '名称',
  number: '工号',
  branchId: '网点',
  roles: '角色',
  position: '岗位',
  merchantId: '所属商户',
  workPhone: '工作电话',
  capacity: '可维护客户数',
  place: '地点',
  industry: '行业',
  industries: '服务的行业',
  contact: '联系人',
  status: '状态',
  purpose: '用途',
};

/** What was changed, in words; parts without words of their own are left out. */
export function changedParts(changes: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(changes).flatMap((part) => PART_WORDS[part] ?? []);
}

/** What the trail may be narrowed to. */
export const AUDIT_OPTIONS: readonly { value: AuditActionName | 'all'; text: string }[] = [
  { value: 'all', text: '全部操作' },
  ...AUDIT_ACTIONS.map((value) => ({ value, text: AUDIT_WORDS[value] })),
];
