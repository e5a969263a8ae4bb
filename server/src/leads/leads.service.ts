import { AppError } from '@linzhang/shared/kernel/errors';
import type { Page } from '@linzhang/shared/kernel/pages';
import { addBusinessDays, businessDay, startOfBusinessDay } from '@linzhang/shared/kernel/time';
import type { LeadReason, LeadState } from '@linzhang/shared/leads/leads.rules';
import { type ClientSession, Types } from 'mongoose';
import { pageAfter } from '../db/pages';
import { capsOf, countsOf } from './counters';
import { Lead, type LeadRecord } from './lead.model';

export type { LeadRecord } from './lead.model';

/** One lead; throws `not_found`. */
export async function getLead(leadId: string, session: ClientSession | null = null): Promise<LeadRecord> {
  const lead = await Lead.findById(leadId).session(session).lean();
  if (!lead) throw new AppError('not_found');
  return lead;
}

/** Who holds the open lead of a member; null where nobody does. */
export async function leadHolderOf(memberId: string): Promise<string | null> {
  const lead = await Lead.findOne({ memberId: new Types.ObjectId(memberId), live: true }, { holderId: 1 }).lean();
  return lead?.holderId?.toHexString() ?? null;
}

/** The open leads of prospects, by the prospect's id. */
export async function leadsOfProspects(
  prospectIds: readonly string[],
): Promise<Map<string, { leadId: string; holderId: string | null }>> {
  const ids = prospectIds.map((id) => new Types.ObjectId(id));
  const rows = await Lead.find({ prospectId: { $in: ids }, live: true }, { prospectId: 1, holderId: 1 }).lean();
  return new Map(
    rows.map((row) => [
      row.prospectId?.toHexString() ?? '',
      { leadId: row._id.toHexString(), holderId: row.holderId?.toHexString() ?? null },
    ]),
  );
}

/** Prospects whose open lead an employee holds. */
export async function prospectsHeldBy(employeeId: string): Promise<Types.ObjectId[]> {
  const where = { holderId: new Types.ObjectId(employeeId), live: true, prospectId: { $exists: true } };
  const rows = await Lead.find(where, { prospectId: 1 }).lean();
  return rows.flatMap((row) => (row.prospectId ? [row.prospectId] : []));
}

export interface LeadQuery {
  scope: { kind: 'mine'; employeeId: string } | { kind: 'pool' | 'branch'; branchId: string };
  state?: LeadState;
  reason?: LeadReason;
  /** Due by the end of the day of `now`. */
  due?: 'today';
  cursor?: string;
  limit: number;
}

/** Leads of one scope in its order: the own by due time, the pool by rank, the branch's newest first. */
export async function listLeads(query: LeadQuery, now: Date): Promise<Page<LeadRecord>> {
  const { scope, state, reason, due } = query;
  const filter = {
    ...scopeFilter(scope),
    ...(state ? { state, ...(state === 'won' || state === 'lost' ? { live: false } : {}) } : {}),
    ...(reason ? { 'reasons.reason': reason } : {}),
    ...(due ? { dueAt: { $lt: endOfDay(now) } } : {}),
  };
  return pageAfter(Lead, filter, ORDERS[scope.kind], query, (row) => row);
}

const ORDERS = {
  mine: { field: 'dueAt', direction: 1 },
  pool: { field: 'rank', direction: 1 },
  branch: { field: 'openedAt', direction: -1 },
} as const;

function scopeFilter(scope: LeadQuery['scope']) {
  if (scope.kind === 'mine') return { holderId: new Types.ObjectId(scope.employeeId), live: true };
  const branchId = new Types.ObjectId(scope.branchId);
  return scope.kind === 'pool' ? { branchId, desk: 'pool' as const } : { branchId };
}

function endOfDay(now: Date): Date {
  return startOfBusinessDay(addBusinessDays(businessDay(now), 1));
}

/** What an employee's desk holds, counted. */
export async function deskOf(employee: { employeeId: string; branchId: string }, now: Date) {
  const mine = { holderId: new Types.ObjectId(employee.employeeId), live: true };
  const [caps, counts, due, nearTier, churnWarning, pool] = await Promise.all([
    capsOf(employee.branchId),
    countsOf(employee.employeeId, now),
    Lead.countDocuments({ ...mine, dueAt: { $lt: endOfDay(now) } }),
    Lead.countDocuments({ ...mine, 'reasons.reason': 'near_tier' }),
    Lead.countDocuments({ ...mine, 'reasons.reason': 'churn_warning' }),
    Lead.countDocuments({ branchId: new Types.ObjectId(employee.branchId), desk: 'pool' }),
  ]);
  return { ...counts, mostHeld: caps.held, mostTaken: caps.takenADay, due, nearTier, churnWarning, pool };
}
