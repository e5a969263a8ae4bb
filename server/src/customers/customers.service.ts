import { customerView } from '@linzhang/shared/customers/customers.policy';
import type { EmployeeSubject } from '@linzhang/shared/employees/employees.policy';
import { relationsOf } from '../attribution/memberRelations.service';
import { activeAmong } from '../members/activeMembers.service';
import { servedMembers } from '../tiering/served.service';

const NOBODYS = { originId: null, ownerId: null, branchId: null };

/** Those of some members whom an employee may open as customers. */
export async function openableAmong(employee: EmployeeSubject, memberIds: readonly string[]): Promise<Set<string>> {
  const [active, served, relations] = await Promise.all([
    activeAmong(memberIds),
    servedMembers(memberIds),
    relationsOf(memberIds),
  ]);
  const isOpen = (memberId: string) => {
    const subject = { memberId, served: served(memberId), relation: relations.get(memberId) ?? NOBODYS };
    return active.has(memberId) && customerView(employee, subject) !== null;
  };
  return new Set(memberIds.filter(isOpen));
}
