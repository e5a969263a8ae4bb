import { randomUUID } from 'node:crypto';
import * as contract from '@linzhang/shared/employees/employees.contract';
import { DEFAULT_CAPACITY, POSITIONS, type Position, ROLES } from '@linzhang/shared/employees/employees.rules';
import { issueActivation } from '../employees/activation.service';
import { createEmployee, listEmployees, setEmployeeAccess } from '../employees/employees.service';
import type { Command, Invocation, Option } from './command';
import { checked, listOf, numberIn } from './fields';
import { branchBy, employeeBy, merchantBy } from './find';

/** The position most people of a role have, where none is given. */
const USUAL_POSITION: Readonly<Record<string, Position>> = {
  manager: 'wealth_manager',
  head: 'branch_head',
  admin: 'branch_head',
};

const OPTION_OF = { branchId: 'branch', merchantId: 'merchant', workPhone: 'work-phone' };
const PAGE = 100;

const number: Option = { sentence: '工号（3-20 位字母、数字或 -）', required: true };

const personOptions: Readonly<Record<string, Option>> = {
  number,
  name: { sentence: '姓名', required: true },
  branch: { sentence: '网点名称或编号；只有一个网点时可省略' },
  position: { sentence: `职位：${POSITIONS.join(', ')}` },
  'work-phone': { sentence: '工作电话' },
};

/** Commands about employees. */
export const employeeCommands: readonly Command[] = [
  {
    name: 'create-admin',
    summary: '新建管理员，并给出激活码',
    options: personOptions,
    example: '--number A001 --name 何静',
    run: async (invocation) => {
      const employee = await addEmployee(invocation, ['admin']);
      return [employee.line, ...(await activationLines(employee, invocation))];
    },
  },
  {
    name: 'create-employee',
    summary: '新建员工（激活码另用 issue-activation 取得）',
    options: {
      ...personOptions,
      roles: { sentence: `角色，逗号分隔：${ROLES.join(', ')}`, required: true },
      merchant: { sentence: '商户名称或编号（收银必填）' },
      capacity: { sentence: `可维护客户数，默认 ${DEFAULT_CAPACITY}` },
    },
    example: '--number E001 --name 周敏 --roles manager --branch 江宁支行',
    run: async (invocation) => {
      const employee = await addEmployee(invocation, listOf(invocation.options.roles));
      return [employee.line, `下一步：npm run admin -- issue-activation --number ${employee.number}`];
    },
  },
  {
    name: 'issue-activation',
    summary: '给员工新的一次性激活码（旧码作废）',
    options: { number },
    example: '--number E001',
    run: async (invocation) => {
      const employee = await employeeBy(invocation.options.number ?? '');
      return activationLines({ ...employee, number: invocation.options.number ?? '' }, invocation);
    },
  },
  {
    name: 'list-employees',
    summary: '列出员工',
    options: {
      branch: { sentence: '只列一个网点' },
      status: { sentence: `只列一种状态：${contract.EmployeeStatus.options.join(', ')}` },
    },
    example: '--branch 江宁支行',
    run: listLines,
  },
  {
    name: 'disable-employee',
    summary: '停用员工，立即失去权限',
    options: { number, reason: { sentence: '原因（写入操作记录）', required: true } },
    example: '--number E001 --reason 离职',
    run: async ({ options, actor, now }) => {
      const employee = await employeeBy(options.number ?? '');
      const values = { reason: options.reason, version: employee.version };
      const { reason, version } = checked(contract.disableEmployee.body, values, {});
      await setEmployeeAccess(employee.id, 'disable', version, reason, actor, now);
      return [`已停用 ${employee.name}（${options.number}）`];
    },
  },
];

async function addEmployee(
  { options, actor, now }: Invocation,
  roles: string[],
): Promise<{ id: string; name: string; number: string; line: string }> {
  const branch = await branchBy(options.branch);
  const values = {
    number: options.number,
    name: options.name,
    branchId: branch.id,
    roles,
    position: options.position ?? USUAL_POSITION[roles[0] ?? ''] ?? 'teller',
    merchantId: options.merchant === undefined ? null : (await merchantBy(options.merchant, branch)).id,
    workPhone: options['work-phone'] ?? null,
    capacity: numberIn(options.capacity) ?? DEFAULT_CAPACITY,
    requestId: randomUUID(),
  };
  const { number: given, requestId, ...fields } = checked(contract.createEmployee.body, values, OPTION_OF);
  const employee = await createEmployee(given, fields, requestId, actor, now);
  const line = `已新建员工 ${employee.name}（工号 ${given}，${branch.name}，${fields.roles.join('、')}）`;
  return { id: employee._id.toHexString(), name: employee.name, number: given, line };
}

async function activationLines(
  employee: { id: string; name: string; number: string },
  { actor, now }: Invocation,
): Promise<string[]> {
  const { code, expiresAt } = await issueActivation(employee.id, actor, now);
  const until = expiresAt.toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' });
  return [
    `激活码 ${code}（工号 ${employee.number}，${until} 前有效，只显示这一次）`,
    '本人在小程序“我的”里选择员工激活，输入工号和激活码。',
  ];
}

async function listLines({ options }: Invocation): Promise<string[]> {
  const branchId = options.branch === undefined ? null : (await branchBy(options.branch)).id;
  const { status } = checked(contract.listEmployees.query, { status: options.status }, {});
  const lines: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listEmployees>> = await listEmployees({
      branchId,
      limit: PAGE,
      ...(status ? { status } : {}),
      ...(cursor ? { cursor } : {}),
    });
    lines.push(...page.items.map((row) => `${row.number}  ${row.name}  ${row.roles.join(',')}  ${row.status}`));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return lines.length > 0 ? lines : ['没有员工。'];
}
