import type { EmployeeSubject } from '@linzhang/shared/employees/employees.policy';
import { canRunEvent } from '@linzhang/shared/events/events.policy';
import { AppError } from '@linzhang/shared/kernel/errors';
import { getEvent, worksAt } from './events.service';

/** Refuses who has nothing to do at the event: its people, its organizer and the head let customers in. */
export async function requireOnDuty(employee: EmployeeSubject, eventId: string): Promise<void> {
  const event = await getEvent(eventId);
  const subject = {
    branchId: event.branchId.toHexString(),
    organizerId: event.organizerId.toHexString(),
    status: event.status,
  };
  if (canRunEvent(employee, subject) || (await worksAt(eventId, employee.employeeId))) return;
  throw new AppError('not_found');
}
