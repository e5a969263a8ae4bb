import type { ClientSession } from 'mongoose';
import { isLinkedEmployee } from '../employees/employees.service';
import { employeeOfPhone, isWorkPhone } from '../employees/workPhones.service';
import { Member } from './member.model';
import type { MemberSecrets } from './secrets';

type OpenPhone = MemberSecrets['openPhone'];

let openPhone: OpenPhone | null = null;

/** Gives the domain at start what it needs to compare a bound phone with those of employees. */
export function registerInsiders(secrets: { openPhone: OpenPhone }): void {
  openPhone = secrets.openPhone;
}

/** True for the account of somebody who works here: linked to an employee, or with an employee's phone. Credits nobody. */
export async function isInsider(memberId: string, session: ClientSession | null = null): Promise<boolean> {
  if (await isLinkedEmployee(memberId)) return true;
  const member = await Member.findById(memberId, { phone: 1 }).session(session).lean();
  if (!member?.phone) return false;
  if (!openPhone) throw new Error('registerInsiders was not called');
  return isWorkPhone(openPhone(member.phone));
}

/** The employee who has the phone that a member bound; null for a customer's. */
export async function employeeBehindPhone(phone: Parameters<OpenPhone>[0]): Promise<string | null> {
  if (!openPhone) throw new Error('registerInsiders was not called');
  return employeeOfPhone(openPhone(phone));
}
