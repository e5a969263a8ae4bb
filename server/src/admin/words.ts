import type { ErrorCode } from '@linzhang/shared/kernel/errors';

/** What the operator reads for a refusal of a service; a code without words is shown as it is. */
export const REFUSALS: Partial<Record<ErrorCode, string>> = {
  branch_name_taken: '已有同名网点。',
  employee_number_taken: '该工号已被使用。',
  employee_disabled: '该员工已停用，请先在工作台恢复。',
  merchant_required: '收银角色必须属于一个商户，请加 --merchant。',
  last_admin: '至少要保留一位已激活的管理员，未停用。',
  version_conflict: '资料刚被别人修改，请重试。',
  not_found: '没有找到，或商户不属于该网点。',
};

/** Something the operator did that cannot be carried out; the message says what to do. */
export class Refusal extends Error {}

/** A command line that cannot be understood; the usage follows the message. */
export class UsageError extends Error {}
