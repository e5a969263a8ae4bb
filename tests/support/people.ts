import { randomBytes } from 'node:crypto';
import type { EmployeeSelf } from '@linzhang/shared/employees/employees.contract';
import * as employeeRoutes from '@linzhang/shared/employees/employees.endpoints';
import type { Role } from '@linzhang/shared/employees/employees.rules';
import type { Me, Session } from '@linzhang/shared/members/members.contract';
import * as memberRoutes from '@linzhang/shared/members/members.endpoints';
import { createBranch } from '../../server/src/branches/branches.service';
import { issueActivation } from '../../server/src/employees/activation.service';
import { createEmployee } from '../../server/src/employees/employees.service';
import { createMerchant } from '../../server/src/merchants/merchants.service';
import { type Caller, type Reply, requestId } from './api';

const CLI = { actorId: null, actorName: 'test', ip: null };
const PLACE = { address: '江宁路 1 号', latitude: 31.95, longitude: 118.84 };

/** A signed-in person in a test. */
export interface Person {
  name: string;
  token: string;
  me: Me;
}

/** A person who worked through the activation too. */
export interface Worker extends Person {
  employee: EmployeeSelf;
}

/** A name nobody else has. */
export function uniqueName(prefix: string): string {
  return `${prefix}${randomBytes(4).toString('hex')}`;
}

/** Signs somebody in by the simulator's login code. */
export async function signIn(api: Caller, name = uniqueName('p')): Promise<Person> {
  const reply: Reply<Session> = await api.call(memberRoutes.signIn, {
    body: { code: `sim:${name}`, device: { platform: 'weapp' } },
  });
  if (reply.status !== 201) throw new Error(`sign-in failed: ${JSON.stringify(reply.body)}`);
  return { name, token: reply.body.token, me: reply.body.me };
}

/** Signs somebody in who has accepted the terms. */
export async function buildMember(api: Caller, name?: string): Promise<Person> {
  const person = await signIn(api, name);
  if (person.me.consented) return person;
  const reply: Reply<Me> = await api.call(memberRoutes.grantConsent, {
    token: person.token,
    body: { purpose: 'service', version: person.me.termsVersion, requestId: requestId() },
  });
  return { ...person, me: reply.body };
}

/** Opens a branch and gives back its id. */
export async function buildBranch(api: Caller, name = uniqueName('网点')): Promise<string> {
  const branch = await createBranch(
    { name, place: PLACE, industries: ['food_market'] },
    requestId(),
    CLI,
    api.clock.now(),
  );
  return branch._id.toHexString();
}

/** Adds a partner to a branch and gives back its id. */
export async function buildMerchant(api: Caller, branchId: string, name = uniqueName('商户')): Promise<string> {
  const merchant = await createMerchant(
    branchId,
    { name, place: PLACE, industry: 'food_market', contact: null },
    requestId(),
    CLI,
    api.clock.now(),
  );
  return merchant._id.toHexString();
}

/** An active employee with the given roles, linked to a new WeChat account through the activation endpoint. */
export async function buildWorker(
  api: Caller,
  branchId: string,
  roles: Role[],
  merchantId: string | null = null,
): Promise<Worker> {
  const number = uniqueName('E');
  const fields = {
    name: '周敏',
    branchId,
    roles,
    position: 'wealth_manager' as const,
    merchantId,
    workPhone: null,
    capacity: 100,
  };
  const employee = await createEmployee(number, fields, requestId(), CLI, api.clock.now());
  const { code } = await issueActivation(employee._id.toHexString(), CLI, api.clock.now());
  const person = await buildMember(api);
  const reply: Reply<EmployeeSelf> = await api.call(employeeRoutes.activateEmployee, {
    token: person.token,
    body: { number, code },
  });
  if (reply.status !== 200) throw new Error(`activation failed: ${JSON.stringify(reply.body)}`);
  return { ...person, employee: reply.body };
}
