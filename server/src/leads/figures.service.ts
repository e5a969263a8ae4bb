import { addBusinessDays, MINUTE_MS, startOfBusinessDay } from '@linzhang/shared/kernel/time';
import { mean, median, unevennessPpm } from '@linzhang/shared/leads/figures.rules';
import { Types } from 'mongoose';
import { managersOf } from '../employees/branchPeople.service';
import { employeeNames } from '../employees/employees.service';
import { countersOf } from './counters';
import { FollowUp } from './followUp.model';
import { Lead } from './lead.model';
import { LeadStep } from './leadStep.model';

/** Days of a period, both included, `YYYY-MM-DD`. */
export interface Period {
  from: string;
  to: string;
}

interface Opened {
  _id: Types.ObjectId;
  state: string;
  openedAt: Date;
  firstHeldAt?: Date;
  firstContactedAt?: Date;
}

/** How long the leads opened in a period waited, and what each manager of the branch got and did of them. */
export async function leadFigures(branchId: string, period: Period) {
  const at = { $gte: startOfBusinessDay(period.from), $lt: startOfBusinessDay(addBusinessDays(period.to, 1)) };
  const fields = { state: 1, openedAt: 1, firstHeldAt: 1, firstContactedAt: 1 };
  const leads: Opened[] = await Lead.find({ branchId: new Types.ObjectId(branchId), openedAt: at }, fields).lean();
  const managers = await managerFigures(
    branchId,
    leads.map(({ _id }) => _id),
  );
  const minutes = (field: 'firstHeldAt' | 'firstContactedAt') =>
    waits(
      leads.flatMap((lead) => (lead[field] ? [(lead[field].getTime() - lead.openedAt.getTime()) / MINUTE_MS] : [])),
    );
  return {
    opened: leads.length,
    won: leads.filter(({ state }) => state === 'won').length,
    lost: leads.filter(({ state }) => state === 'lost').length,
    waiting: leads.filter(({ state }) => state === 'open').length,
    untilHeld: minutes('firstHeldAt'),
    untilContacted: minutes('firstContactedAt'),
    unevennessPpm: unevennessPpm(managers.map(({ owned, taken, assigned }) => owned + taken + assigned)),
    managers,
  };
}

function waits(minutes: readonly number[]) {
  const whole = minutes.map(Math.round);
  return { mean: mean(whole), median: median(whole) };
}

const STEP_FIGURES = { held: 'owned', taken: 'taken', assigned: 'assigned', recycled: 'recycled' } as const;

/** The managers of the branch now, and whoever had one of these leads. */
async function managerFigures(branchId: string, leadIds: readonly Types.ObjectId[]) {
  const where = { leadId: { $in: [...leadIds] } };
  const [managers, steps, calls] = await Promise.all([
    managersOf(branchId),
    LeadStep.aggregate<{ _id: { holderId?: Types.ObjectId; kind: string; state: string }; count: number }>([
      { $match: where },
      { $group: { _id: { holderId: '$holderId', kind: '$kind', state: '$state' }, count: { $sum: 1 } } },
    ]),
    FollowUp.aggregate<{ _id: Types.ObjectId; count: number }>([
      { $match: where },
      { $group: { _id: '$employeeId', count: { $sum: 1 } } },
    ]),
  ]);
  const had = steps.flatMap(({ _id }) => (_id.holderId ? [_id.holderId.toHexString()] : []));
  const ids = [...new Set([...managers.map(({ employeeId }) => employeeId), ...had])];
  const [names, counters] = await Promise.all([employeeNames(ids), countersOf(ids)]);
  return ids.map((id) => {
    const own = steps.filter(({ _id }) => _id.holderId?.toHexString() === id);
    const sum = (fits: (step: { kind: string; state: string }) => boolean) =>
      own.filter(({ _id }) => fits(_id)).reduce((total, { count }) => total + count, 0);
    const got = Object.entries(STEP_FIGURES).map(([kind, name]) => [name, sum((step) => step.kind === kind)]);
    const figures = Object.fromEntries(got) as Record<'owned' | 'taken' | 'assigned' | 'recycled', number>;
    return {
      employee: { id, name: names.get(id) ?? '' },
      ...figures,
      held: counters.get(id)?.held ?? 0,
      followUps: calls.find(({ _id }) => _id.toHexString() === id)?.count ?? 0,
      won: sum(({ kind, state }) => kind === 'closed' && state === 'won'),
      lost: sum(({ kind, state }) => kind === 'closed' && state === 'lost'),
    };
  });
}
