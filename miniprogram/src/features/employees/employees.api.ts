import type * as contract from '@linzhang/shared/employees/employees.contract';
import * as routes from '@linzhang/shared/employees/employees.endpoints';
import { endpoint, openEndpoint } from '../../lib/request';

export const listEmployees = endpoint<typeof contract.listEmployees>(routes.listEmployees);
export const getEmployee = endpoint<typeof contract.getEmployee>(routes.getEmployee);
export const createEmployee = endpoint<typeof contract.createEmployee>(routes.createEmployee);
export const updateEmployee = endpoint<typeof contract.updateEmployee>(routes.updateEmployee);
export const issueActivation = endpoint<typeof contract.issueActivation>(routes.issueActivation);
export const revokeActivation = endpoint<typeof contract.revokeActivation>(routes.revokeActivation);
export const disableEmployee = endpoint<typeof contract.disableEmployee>(routes.disableEmployee);
export const enableEmployee = endpoint<typeof contract.enableEmployee>(routes.enableEmployee);
export const activateEmployee = endpoint<typeof contract.activateEmployee>(routes.activateEmployee);
export const confirmH5Login = endpoint<typeof contract.confirmH5Login>(routes.confirmH5Login);
export const startH5Login = openEndpoint<typeof contract.startH5Login>(routes.startH5Login);
export const claimH5Login = openEndpoint<typeof contract.claimH5Login>(routes.claimH5Login);
