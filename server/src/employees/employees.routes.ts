import type Router from '@koa/router';
import * as contract from '@linzhang/shared/employees/employees.contract';
import {
  canAssign,
  canDisable,
  canManageBranchOf,
  canManageEmployee,
  hasAnyRole,
} from '@linzhang/shared/employees/employees.policy';
import { AppError } from '@linzhang/shared/kernel/errors';
import { auditActorOf } from '../audit/audit.service';
import type { EmployeeActor, RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import type { Spend } from '../http/rateLimit';
import { activateEmployee, issueActivation, revokeActivation } from './activation.service';
import type { EmployeeRecord } from './employee.model';
import { presentEmployee } from './employees.presenter';
import {
  createEmployee,
  getEmployee,
  listEmployees,
  namesFor,
  setEmployeeAccess,
  updateEmployee,
} from './employees.service';

interface EmployeesDeps {
  limit: (name: string, points: number, seconds: number) => Spend;
}

/** Employees: the head keeps those of the own branch, an admin all; everybody activates the own account. */
export function employeesRoutes(router: Router<RequestState>, handle: Handle, { limit }: EmployeesDeps): void {
  listingRoutes(router, handle);
  changingRoutes(router, handle);
  accessRoutes(router, handle);
  activationRoutes(router, handle, limit('activation', 20, 3600));
}

function listingRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.get(
    c.listEmployees.route.path,
    handle(c.listEmployees, async ({ actor, query, now }) => {
      const branchId = query.branchId ?? (hasAnyRole(actor.employee, ['admin']) ? null : actor.employee.branchId);
      if (!mayRead(actor.employee, branchId)) throw new AppError('forbidden');
      const page = await listEmployees({ ...query, branchId });
      const names = await namesFor(page.items);
      return {
        items: page.items.map((row) => presentEmployee(row, names, actor.employee, now)),
        nextCursor: page.nextCursor,
      };
    }),
  );
  router.get(
    c.getEmployee.route.path,
    handle(c.getEmployee, async ({ actor, params, now }) =>
      presentOne(await managed(params.employeeId, actor.employee), actor.employee, now),
    ),
  );
}

function changingRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.post(
    c.createEmployee.route.path,
    handle(c.createEmployee, async (call) => {
      const { number, requestId, ...fields } = call.body;
      const asking = call.actor.employee;
      const blank = { employeeId: '', branchId: fields.branchId, roles: [] };
      if (!canManageBranchOf(asking, fields.branchId) || !canAssign(asking, blank, fields))
        throw new AppError('forbidden');
      return presentOne(
        await createEmployee(number, fields, requestId, auditActorOf(call), call.now),
        asking,
        call.now,
      );
    }),
  );
  router.patch(
    c.updateEmployee.route.path,
    handle(c.updateEmployee, async (call) => {
      const { version, ...fields } = call.body;
      const asking = call.actor.employee;
      const target = await managed(call.params.employeeId, asking);
      if (!canAssign(asking, subjectOf(target), fields)) {
        throw new AppError(call.params.employeeId === asking.employeeId ? 'own_role_change' : 'forbidden');
      }
      return presentOne(
        await updateEmployee(call.params.employeeId, fields, version, auditActorOf(call), call.now),
        asking,
        call.now,
      );
    }),
  );
}

function accessRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.post(
    c.disableEmployee.route.path,
    handle(c.disableEmployee, async (call) => {
      const target = await managed(call.params.employeeId, call.actor.employee);
      if (!canDisable(call.actor.employee, subjectOf(target))) throw new AppError('forbidden');
      const { reason, version } = call.body;
      return presentOne(
        await setEmployeeAccess(call.params.employeeId, 'disable', version, reason, auditActorOf(call), call.now),
        call.actor.employee,
        call.now,
      );
    }),
  );
  router.post(
    c.enableEmployee.route.path,
    handle(c.enableEmployee, async (call) => {
      await managed(call.params.employeeId, call.actor.employee);
      return presentOne(
        await setEmployeeAccess(
          call.params.employeeId,
          'enable',
          call.body.version,
          null,
          auditActorOf(call),
          call.now,
        ),
        call.actor.employee,
        call.now,
      );
    }),
  );
}

function activationRoutes(router: Router<RequestState>, handle: Handle, spendTry: Spend): void {
  const c = contract;
  router.post(
    c.issueActivation.route.path,
    handle(c.issueActivation, async (call) => {
      await managed(call.params.employeeId, call.actor.employee);
      const issued = await issueActivation(call.params.employeeId, auditActorOf(call), call.now);
      const employee = await presentOne(await getEmployee(call.params.employeeId), call.actor.employee, call.now);
      return { code: issued.code, expiresAt: issued.expiresAt.toISOString(), employee };
    }),
  );
  router.delete(
    c.revokeActivation.route.path,
    handle(c.revokeActivation, async (call) => {
      await managed(call.params.employeeId, call.actor.employee);
      await revokeActivation(call.params.employeeId, auditActorOf(call), call.now);
      return presentOne(await getEmployee(call.params.employeeId), call.actor.employee, call.now);
    }),
  );
  router.post(
    c.activateEmployee.route.path,
    handle(c.activateEmployee, async ({ actor, body, ip, now }) => {
      await spendTry(actor.memberId);
      return activateEmployee(actor.memberId, body.number, body.code, ip, now);
    }),
  );
}

/** The employee, where the asking one manages it; else `not_found`, so nobody learns who works elsewhere. */
async function managed(employeeId: string, asking: EmployeeActor): Promise<EmployeeRecord> {
  const row = await getEmployee(employeeId);
  if (!canManageEmployee(asking, subjectOf(row))) throw new AppError('not_found');
  return row;
}

function mayRead(asking: EmployeeActor, branchId: string | null): boolean {
  return branchId === null ? hasAnyRole(asking, ['admin']) : canManageBranchOf(asking, branchId);
}

function subjectOf(row: EmployeeRecord) {
  return { employeeId: row._id.toHexString(), branchId: row.branchId.toHexString(), roles: row.roles };
}

async function presentOne(row: EmployeeRecord, asking: EmployeeActor, now: Date) {
  return presentEmployee(row, await namesFor([row]), asking, now);
}
