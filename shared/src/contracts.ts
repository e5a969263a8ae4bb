import * as audit from './audit/audit.contract';
import * as branches from './branches/branches.contract';
import * as employees from './employees/employees.contract';
import type { Contract } from './kernel/contract';
import * as members from './members/members.contract';
import * as merchants from './merchants/merchants.contract';

/** Every endpoint by its name: what OpenAPI, the route check and the walking tests read. */
export const contracts: Readonly<Record<string, Contract>> = Object.fromEntries(
  [members, employees, branches, merchants, audit].flatMap((domain) =>
    Object.entries(domain as Record<string, unknown>).filter((entry): entry is [string, Contract] =>
      isContract(entry[1]),
    ),
  ),
);

function isContract(value: unknown): value is Contract {
  return typeof value === 'object' && value !== null && 'route' in value && 'access' in value;
}
