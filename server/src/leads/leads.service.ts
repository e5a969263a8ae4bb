import { AppError } from '@linzhang/shared/kernel/errors';
import type { Page } from '@linzhang/shared/kernel/pages';
import { addBusinessDays, businessDay, startOfBusinessDay } from '@linzhang/shared/kernel/time';
import type { LeadSubject } from '@linzhang/shared/leads/leads.policy';
import type { LeadPlace, LeadReason, LeadState } from '@linzhang/shared/leads/leads.rules';
import { type ClientSession, Types } from 'mongoose';
import { pageAfter } from '../db/pages';
import { Lead, type LeadRecord } from './lead.model';
import { subjectOf } from './leadSubject';
import { wonIn } from './won.service';

export type { LeadRecord } from './lead.model';

/** One lead; throws `not_found`. */
export async function getLead(leadId: string, session: ClientSession | null = null): Promise<LeadRecord> {
  const lead = await Lead.findById(leadId).session(session).lean();
  if (!lead) throw new AppError('not_found');
  return lead;
}

/** Who holds the open lead of each of these members; whom nobody works on is left out. */
export async function leadHoldersOf(memberIds: readonly string[]): Promise<Map<string, { leadHolderId: string }>> {
  const where = { memberId: { $in: memberIds.map((id) => new Types.ObjectId(id)) }, live: true };
  const rows = await Lead.find(where, { memberId: 1, holderId: 1 }).lean();
  return new Map(
    rows.flatMap(({ memberId, holderId }): [string, { leadHolderId: string }][] =>
      memberId && holderId ? [[memberId.toHexString(), { leadHolderId: holderId.toHexString() }]] : [],
    ),
  );
}

/** The open leads of prospects, with what decides who may see them, by the prospect's id. */
export async function leadsOfProspects(
  prospectIds: readonly string[],
): Promise<Map<string, LeadSubject & { leadId: string }>> {
  const ids = prospectIds.map((id) => new Types.ObjectId(id));
  const rows = await Lead.find({ prospectId: { $in: ids }, live: true }).lean();
  return new Map(
    rows.map((row) => [row.prospectId?.toHexString() ?? '', { leadId: row._id.toHexString(), ...subjectOf(row) }]),
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
  /** Where they lie; of the own only whether they have ended. */
  place?: LeadPlace;
  /** Of a branch: who holds or held them. */
  holderId?: string;
  state?: LeadState;
  reason?: LeadReason;
  /** Due by the end of the day of `now`, or before `now`. */
  due?: 'today' | 'overdue';
  /** Won in a quarter: of all that has ended. */
  wonIn?: string;
  cursor?: string;
  limit: number;
}

/** Leads of one scope in its order: held ones by due time, a desk by rank, ended ones and a whole branch newest first. */
export async function listLeads(query: LeadQuery, now: Date): Promise<Page<LeadRecord>> {
  const { scope, state, reason, due } = query;
  const place = placeOf(query);
  const filter = {
    ...scopeFilter(scope, place, query.holderId),
    ...(state ? { state, ...(state === 'won' || state === 'lost' ? { live: false } : {}) } : {}),
    ...(reason ? { 'reasons.reason': reason } : {}),
    ...(due ? dueFilter(due, now) : {}),
    ...(query.wonIn ? wonIn(query.wonIn) : {}),
  };
  return pageAfter(Lead, filter, ORDERS[place], query, (row) => row);
}

const ORDERS = {
  head: { field: 'rank', direction: 1 },
  pool: { field: 'rank', direction: 1 },
  holder: { field: 'dueAt', direction: 1 },
  ended: { field: 'closedAt', direction: -1 },
  all: { field: 'openedAt', direction: -1 },
} as const;

function placeOf({ scope, place, wonIn: won }: LeadQuery): LeadPlace | 'all' {
  if (scope.kind === 'pool') return 'pool';
  if (won !== undefined) return 'ended';
  if (scope.kind === 'mine') return place === 'ended' ? 'ended' : 'holder';
  return place ?? 'all';
}

/** Everything that has a due time, in the order of an index. */
const HAS_DUE = { $gt: new Date(0) };

function scopeFilter(scope: LeadQuery['scope'], place: LeadPlace | 'all', holder: string | undefined) {
  if (scope.kind === 'mine') return { holderId: new Types.ObjectId(scope.employeeId), live: place === 'holder' };
  const branchId = new Types.ObjectId(scope.branchId);
  const holderId = holder ? { holderId: new Types.ObjectId(holder) } : {};
  if (place === 'head' || place === 'pool') return { branchId, desk: place };
  if (place === 'ended') return { branchId, live: false, ...holderId };
  return place === 'holder' ? { branchId, live: true, dueAt: HAS_DUE, ...holderId } : { branchId, ...holderId };
}

/** How many leads of a branch lie on its head's desk. */
export async function countOnHeadsDesk(branchId: string): Promise<number> {
  return Lead.countDocuments({ branchId: new Types.ObjectId(branchId), desk: 'head' });
}

/** Leads that are due by the end of the day of `now`, or should have been done: on an agreed day until it is over. */
export function dueFilter(due: 'today' | 'overdue', now: Date) {
  const today = businessDay(now);
  if (due === 'today') return { dueAt: { ...HAS_DUE, $lt: startOfBusinessDay(addBusinessDays(today, 1)) } };
  return { dueAt: { ...HAS_DUE, $lt: now }, $or: [{ nextOn: { $exists: false } }, { nextOn: { $lt: today } }] };
}
