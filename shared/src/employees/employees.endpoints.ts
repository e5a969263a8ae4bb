import { route } from '../kernel/endpoint';

export const listEmployees = route('get', '/employees');
export const createEmployee = route('post', '/employees');
export const getEmployee = route('get', '/employees/:employeeId');
export const updateEmployee = route('patch', '/employees/:employeeId');
export const issueActivation = route('post', '/employees/:employeeId/activations');
export const revokeActivation = route('delete', '/employees/:employeeId/activations');
export const disableEmployee = route('post', '/employees/:employeeId/disable');
export const enableEmployee = route('post', '/employees/:employeeId/enable');
export const activateEmployee = route('post', '/me/employee');
export const startH5Login = route('post', '/h5-logins');
export const confirmH5Login = route('post', '/h5-logins/confirmations');
export const claimH5Login = route('post', '/h5-logins/claims');
