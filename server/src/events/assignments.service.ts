import { type AssignmentFault, assignmentFault, repeatedAssignment } from '@linzhang/shared/events/events.rules';
import type { AssignablePerson } from '@linzhang/shared/events/runningEvents.contract';
import { AppError } from '@linzhang/shared/kernel/errors';
import { Types } from 'mongoose';
import type { AuditActor } from '../audit/audit.service';
import { inTransaction } from '../db/transaction';
import { findEmployees, listEmployees } from '../employees/employees.service';
import { Assignment } from './assignment.model';
import { Event, type EventRecord } from './event.model';
import { auditEvent } from './eventAudit';
import { boothsOf, getEvent } from './events.service';

/** One line of the plan: somebody at a booth, from when until when. */
export interface PlannedDuty {
  boothId: string;
  employeeId: string;
  from: Date;
  to: Date;
}

/** Replaces the whole plan of an event that nobody changed since `version` was read. */
export async function setAssignments(
  eventId: string,
  plan: readonly PlannedDuty[],
  version: number,
  actor: AuditActor,
  now: Date,
): Promise<EventRecord> {
  const event = await getEvent(eventId);
  if (event.status === 'ended' || event.status === 'cancelled') throw new AppError('event_closed');
  const faults = await planFaults(event, plan);
  if (faults.length > 0) throw new AppError('assignment_invalid', { faults });
  await inTransaction(async (session) => {
    const where = { _id: eventId, version, status: event.status };
    const after = await Event.findOneAndUpdate(
      where,
      { $inc: { version: 1 } },
      { session, returnDocument: 'after' },
    ).lean();
    if (!after) throw new AppError('version_conflict');
    await Assignment.deleteMany({ eventId: event._id }, { session });
    await Assignment.insertMany(
      plan.map(({ boothId, employeeId, from, to }) => ({
        eventId: event._id,
        boothId: new Types.ObjectId(boothId),
        employeeId: new Types.ObjectId(employeeId),
        from,
        to,
      })),
      { session },
    );
    await auditEvent(session, actor, 'event_assigned', after, now, { duties: plan.length });
  });
  return getEvent(eventId);
}

/** More people than this no branch has. */
const MOST_PEOPLE = 1_000;

/** Everybody of the event's branch who may be put at a booth. */
export async function listAssignable(event: EventRecord): Promise<AssignablePerson[]> {
  const { items } = await listEmployees({ branchId: event.branchId.toHexString(), limit: MOST_PEOPLE });
  return items
    .filter((row) => row.status !== 'disabled')
    .map(({ _id, name, merchantId, roles }) => ({
      id: _id.toHexString(),
      name,
      merchantId: merchantId?.toHexString() ?? null,
      cashierOnly: roles.every((role) => role === 'cashier'),
    }));
}

/** Every line of a plan that cannot be, by its index. */
async function planFaults(
  event: EventRecord,
  plan: readonly PlannedDuty[],
): Promise<{ index: number; code: AssignmentFault }[]> {
  const booths = new Map((await boothsOf(event._id.toHexString())).map((booth) => [booth._id.toHexString(), booth]));
  const rows = await findEmployees([...new Set(plan.map(({ employeeId }) => employeeId))]);
  const employees = new Map(rows.map((row) => [row._id.toHexString(), row]));
  const repeated = repeatedAssignment(plan);
  return plan.flatMap((duty, index) => {
    const booth = booths.get(duty.boothId);
    const employee = employees.get(duty.employeeId);
    const code = assignmentFault(duty, {
      event: { startsAt: event.startsAt, endsAt: event.endsAt, branchId: event.branchId.toHexString() },
      booth: booth ? { merchantId: booth.merchantId?.toHexString() ?? null } : null,
      employee: employee
        ? {
            branchId: employee.branchId.toHexString(),
            roles: employee.roles,
            merchantId: employee.merchantId?.toHexString() ?? null,
            disabled: employee.status === 'disabled',
          }
        : null,
    });
    const found = code ?? (index === repeated ? 'twice' : null);
    return found ? [{ index, code: found }] : [];
  });
}
