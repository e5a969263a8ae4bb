import type { Employee } from '@linzhang/shared/employees/employees.contract';
import * as routes from '@linzhang/shared/employees/employees.endpoints';
import { type Reply, requestId, type TestApi } from '../support/api';
import { uniqueName, type Worker } from '../support/people';

/** What a head fills in for a new employee of a branch. */
export function employeeFields(branchId: string, over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name: '王磊',
    branchId,
    roles: ['staff'],
    position: 'teller',
    merchantId: null,
    workPhone: null,
    capacity: 100,
    ...over,
  };
}

/** Adds an employee to the branch of the one who asks, unless `over` says otherwise. */
export function addEmployee(api: TestApi, by: Worker, over: Record<string, unknown> = {}): Promise<Reply<Employee>> {
  const body = { ...employeeFields(by.employee.branch.id), number: uniqueName('N'), requestId: requestId(), ...over };
  return api.call(routes.createEmployee, { token: by.token, body });
}

/** A new activation code for an employee. */
export async function issueCode(api: TestApi, by: Worker, employeeId: string): Promise<string> {
  const reply: Reply<{ code: string }> = await api.call(routes.issueActivation, {
    token: by.token,
    params: { employeeId },
  });
  return reply.body.code;
}

/** A code that is not `code`. */
export function otherThan(code: string): string {
  return code === '00000000' ? '11111111' : '00000000';
}
