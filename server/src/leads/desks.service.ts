import type { BranchLeadDesk } from '@linzhang/shared/leads/branchLeads.contract';
import type { LeadDesk } from '@linzhang/shared/leads/leads.contract';
import { Types } from 'mongoose';
import { getBranch } from '../branches/branches.service';
import { managersOf } from '../employees/branchPeople.service';
import { capsOf, countersOf, countsOf } from './counters';
import { Lead } from './lead.model';
import { dueFilter } from './leads.service';
import { poolOrderOf } from './pool.service';

/** What an employee's desk holds, counted, and how the pool beside it is ordered. */
export async function deskOf(
  employee: { employeeId: string; branchId: string },
  now: Date,
): Promise<Omit<LeadDesk, 'first' | 'poolFirst'>> {
  const mine = { holderId: new Types.ObjectId(employee.employeeId), live: true };
  const [caps, counts, due, overdue, nearTier, churnWarning, pool, { order }] = await Promise.all([
    capsOf(employee.branchId),
    countsOf(employee.employeeId, now),
    Lead.countDocuments({ ...mine, ...dueFilter('today', now) }),
    Lead.countDocuments({ ...mine, ...dueFilter('overdue', now) }),
    Lead.countDocuments({ ...mine, 'reasons.reason': 'near_tier' }),
    Lead.countDocuments({ ...mine, 'reasons.reason': 'churn_warning' }),
    Lead.countDocuments({ branchId: new Types.ObjectId(employee.branchId), desk: 'pool' }),
    poolOrderOf(employee.branchId),
  ]);
  const numbers = { due, overdue, nearTier, churnWarning, pool, poolOrder: order };
  return { ...counts, mostHeld: caps.held, mostTaken: caps.takenADay, ...numbers };
}

/** What lies where in a branch, and who has room for more; throws `not_found`. */
export async function branchDeskOf(branchId: string, now: Date): Promise<Omit<BranchLeadDesk, 'headFirst'>> {
  const branch = { branchId: new Types.ObjectId(branchId) };
  const [{ name }, head, pool, held, overdue, managers] = await Promise.all([
    getBranch(branchId),
    Lead.countDocuments({ ...branch, desk: 'head' }),
    Lead.countDocuments({ ...branch, desk: 'pool' }),
    Lead.countDocuments({ ...branch, live: true, dueAt: { $gt: new Date(0) } }),
    Lead.countDocuments({ ...branch, live: true, ...dueFilter('overdue', now) }),
    managersOf(branchId),
  ]);
  const counters = await countersOf(managers.map(({ employeeId }) => employeeId));
  return {
    branch: { id: branchId, name },
    head,
    pool,
    held,
    overdue,
    managers: managers.map(({ employeeId, name: person, capacity }) => {
      const row = counters.get(employeeId);
      return {
        employee: { id: employeeId, name: person },
        capacity,
        held: row?.held ?? 0,
        lastAssignedAt: row?.lastAssignedAt?.toISOString() ?? null,
      };
    }),
  };
}
