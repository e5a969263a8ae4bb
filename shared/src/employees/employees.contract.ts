import { z } from 'zod';
import { contract } from '../kernel/contract';
import { Id, Instant, RequestId } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import { line } from '../kernel/text';
import * as routes from './employees.endpoints';
import { POSITIONS, ROLES } from './employees.rules';

export const RoleName = z.enum(ROLES);
export const PositionName = z.enum(POSITIONS);
const EmployeeNumber = z
  .string()
  .trim()
  .regex(/^[0-9A-Za-z-]{3,20}$/);
const PersonName = line(1, 20);
const WorkPhone = z
  .string()
  .trim()
  .regex(/^[0-9+\- ]{5,20}$/);
const Capacity = z.int().min(0).max(5000);
const Roles = z
  .array(RoleName)
  .min(1)
  .max(ROLES.length)
  .refine((roles) => new Set(roles).size === roles.length, 'a role stands once');
const Place = z.object({ id: Id, name: z.string() });

/** The own working account, as the signed-in person sees it. */
export const EmployeeSelf = z.object({
  id: Id,
  number: z.string(),
  name: z.string(),
  roles: z.array(RoleName),
  position: PositionName,
  branch: Place,
  merchant: Place.nullable(),
});
export type EmployeeSelf = z.infer<typeof EmployeeSelf>;

export const EmployeeStatus = z.enum(['invited', 'active', 'disabled']);

/** An employee as head and admin see it. */
export const Employee = EmployeeSelf.extend({
  status: EmployeeStatus,
  workPhone: z.string().nullable(),
  capacity: z.int(),
  linked: z.boolean(),
  activation: z.object({ expiresAt: Instant, locked: z.boolean(), expired: z.boolean() }).nullable(),
  version: z.int(),
  can: z.object({
    update: z.boolean(),
    issueActivation: z.boolean(),
    revokeActivation: z.boolean(),
    disable: z.boolean(),
    enable: z.boolean(),
  }),
});
export type Employee = z.infer<typeof Employee>;

export const listEmployees = contract(routes.listEmployees, {
  summary: 'Employees of the own branch (admin: of any), by number.',
  access: 'employee',
  query: PageQuery.extend({
    branchId: Id.optional(),
    status: EmployeeStatus.optional(),
    search: line(0, 20).optional(),
  }),
  response: pageOf(Employee),
});

const Fields = z.strictObject({
  name: PersonName,
  branchId: Id,
  roles: Roles,
  position: PositionName,
  merchantId: Id.nullable(),
  workPhone: WorkPhone.nullable(),
  capacity: Capacity,
});

export const createEmployee = contract(routes.createEmployee, {
  summary: 'Adds an employee, who then needs an activation code.',
  access: 'employee',
  body: Fields.extend({ number: EmployeeNumber, requestId: RequestId }),
  response: Employee,
  status: 201,
  errors: ['employee_number_taken', 'merchant_required', 'not_found', 'request_reused'],
});

const EmployeeParams = z.object({ employeeId: Id });

export const getEmployee = contract(routes.getEmployee, {
  summary: 'One employee.',
  access: 'employee',
  params: EmployeeParams,
  response: Employee,
  errors: ['not_found'],
});

export const updateEmployee = contract(routes.updateEmployee, {
  summary: 'Changes an employee; `version` is the one that was read.',
  access: 'employee',
  params: EmployeeParams,
  body: Fields.extend({ version: z.int().min(0) }),
  response: Employee,
  errors: ['not_found', 'merchant_required', 'version_conflict', 'own_role_change', 'last_admin'],
});

export const issueActivation = contract(routes.issueActivation, {
  summary: 'Makes a new one-time activation code and voids the former one. The code is shown this once.',
  access: 'employee',
  params: EmployeeParams,
  response: z.object({ code: z.string(), expiresAt: Instant, employee: Employee }),
  status: 201,
  errors: ['not_found', 'employee_disabled'],
});

export const revokeActivation = contract(routes.revokeActivation, {
  summary: 'Voids the activation code that is out.',
  access: 'employee',
  params: EmployeeParams,
  response: Employee,
  errors: ['not_found'],
});

export const disableEmployee = contract(routes.disableEmployee, {
  summary: "Ends an employee's access at once.",
  access: 'employee',
  params: EmployeeParams,
  body: z.strictObject({ reason: line(2, 100), version: z.int().min(0) }),
  response: Employee,
  errors: ['not_found', 'version_conflict', 'last_admin'],
});

export const enableEmployee = contract(routes.enableEmployee, {
  summary: 'Gives a disabled employee access again.',
  access: 'employee',
  params: EmployeeParams,
  body: z.strictObject({ version: z.int().min(0) }),
  response: Employee,
  errors: ['not_found', 'version_conflict'],
});

export const activateEmployee = contract(routes.activateEmployee, {
  summary: 'Links the signed-in WeChat account to an employee by number and one-time code.',
  access: 'member',
  body: z.strictObject({
    number: EmployeeNumber,
    code: z
      .string()
      .trim()
      .regex(/^\d{8}$/),
  }),
  response: EmployeeSelf,
  errors: [
    'activation_invalid',
    'activation_locked',
    'activation_expired',
    'employee_linked_elsewhere',
    'employee_disabled',
  ],
});

export const startH5Login = contract(routes.startH5Login, {
  summary: 'Starts a login on a computer: a code to show, and a secret to collect the session with.',
  access: 'anyone',
  response: z.object({ code: z.string(), secret: z.string(), expiresAt: Instant }),
  status: 201,
});

export const confirmH5Login = contract(routes.confirmH5Login, {
  summary: 'An employee confirms in the mini-program the code shown on a computer.',
  access: 'employee',
  body: z.strictObject({
    code: z
      .string()
      .trim()
      .regex(/^\d{8}$/),
  }),
  errors: ['login_code_invalid'],
});

export const claimH5Login = contract(routes.claimH5Login, {
  summary: 'Collects the session once the code was confirmed; `waiting` until then.',
  access: 'anyone',
  body: z.strictObject({ secret: z.string().min(20).max(100) }),
  response: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('waiting') }),
    z.object({ outcome: z.literal('signed_in'), token: z.string(), expiresAt: Instant }),
  ]),
  errors: ['login_code_invalid'],
});
