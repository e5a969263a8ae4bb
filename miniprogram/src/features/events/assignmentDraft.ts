import type { AssignablePerson } from '@linzhang/shared/events/runningEvents.contract';
import type { WorkEvent } from '@linzhang/shared/events/workEvents.contract';
import { instantOf, localOf } from '../../components/form/momentDraft';

/** One line of the plan as it is typed. */
export interface DutyDraft {
  boothId: string;
  employeeId: string;
  from: string;
  to: string;
}

/** The plan as it stands. */
export function planOf(event: WorkEvent): DutyDraft[] {
  return event.assignments.map(({ boothId, employee, from, to }) => ({
    boothId,
    employeeId: employee.id,
    from: localOf(from),
    to: localOf(to),
  }));
}

/** A new line: the whole event at a booth. */
export function newDuty(event: WorkEvent, boothId: string): DutyDraft {
  return { boothId, employeeId: '', from: localOf(event.startsAt), to: localOf(event.endsAt) };
}

/** What is sent; null while a line is not complete. */
export function dutiesOf(plan: readonly DutyDraft[]) {
  const duties = plan.flatMap(({ boothId, employeeId, from, to }) => {
    const [start, end] = [instantOf(from), instantOf(to)];
    return employeeId && start && end ? [{ boothId, employeeId, from: start, to: end }] : [];
  });
  return duties.length === plan.length ? duties : null;
}

export type Duties = NonNullable<ReturnType<typeof dutiesOf>>;

/** Who may be put at a booth: anybody of the branch, cashiers at those of their merchant. */
export function peopleFor(people: readonly AssignablePerson[], merchantId: string | null) {
  return people
    .filter((person) => !person.cashierOnly || person.merchantId === merchantId)
    .map(({ id, name, cashierOnly }) => ({ value: id, text: cashierOnly ? `${name}（收银）` : name }));
}
