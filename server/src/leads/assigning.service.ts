import { AppError } from '@linzhang/shared/kernel/errors';
import { nextAssignee } from '@linzhang/shared/leads/leads.rules';
import { type ClientSession, Types } from 'mongoose';
import { once } from '../db/requests';
import { type BranchManager, managersOf } from '../employees/branchPeople.service';
import { capsOf, countersOf, countGiven, countGone, openCounter } from './counters';
import { Lead, type LeadRecord } from './lead.model';
import { heldBy } from './making.service';
import { recordSteps } from './steps';

export interface AssignRequest {
  leads: readonly LeadRecord[];
  branchId: string;
  /** Null for whoever has most room. */
  employeeId: string | null;
  note: string | null;
  requestId: string;
  by: string;
}

export interface Assigned {
  leadId: string;
  employeeId: string;
}

/** Gives leads to a manager, or one after another to who has most room. Counts toward the caps, is never refused. */
export async function assignLeads(request: AssignRequest, now: Date): Promise<Assigned[]> {
  const { leads, branchId, employeeId, note, requestId, by } = request;
  const managers = await managersOf(branchId);
  if (employeeId !== null && !managers.some((manager) => manager.employeeId === employeeId))
    throw new AppError('not_found');
  if (managers.length === 0) throw new AppError('not_found');
  for (const manager of managers) await openCounter(manager.employeeId);
  const params = { leadIds: leads.map((lead) => lead._id.toHexString()), employeeId, note };
  return once({ actorId: by, operation: 'assignLeads', requestId, params }, now, async (session) => {
    const assigned: Assigned[] = [];
    for (const lead of leads) {
      const to = employeeId ?? (await roomiest(session, managers));
      await give(session, lead, to, { by, note }, now);
      assigned.push({ leadId: lead._id.toHexString(), employeeId: to });
    }
    return assigned;
  });
}

/** Who has most free capacity now; a tie goes to whose last assignment is longest ago. */
async function roomiest(session: ClientSession, managers: readonly BranchManager[]): Promise<string> {
  const counters = await countersOf(
    managers.map((manager) => manager.employeeId),
    session,
  );
  const best = nextAssignee(
    managers.map(({ employeeId, capacity }) => {
      const row = counters.get(employeeId);
      return { employeeId, capacity, held: row?.held ?? 0, lastAssignedAt: row?.lastAssignedAt ?? null };
    }),
  );
  if (!best) throw new AppError('not_found');
  return best.employeeId;
}

async function give(
  session: ClientSession,
  lead: LeadRecord,
  employeeId: string,
  { by, note }: { by: string; note: string | null },
  now: Date,
): Promise<void> {
  const caps = await capsOf(lead.branchId.toHexString());
  const former = lead.holderId;
  const change = heldBy(employeeId, 'assigned', now, caps);
  const given = await Lead.updateOne(
    { _id: lead._id, live: true, state: lead.state, ...(former ? { holderId: former } : { desk: lead.desk }) },
    {
      $set: {
        ...change,
        ...(lead.firstHeldAt ? {} : { firstHeldAt: now }),
        ...(former ? { lastHolderId: former } : {}),
      },
      $unset: { desk: '', remindedAt: '', nextOn: '' },
    },
    { session },
  );
  if (given.modifiedCount !== 1) throw new AppError('version_conflict');
  if (former) await countGone(session, former.toHexString());
  const held = await countGiven(session, employeeId, now);
  const step = { leadId: lead._id, kind: 'assigned' as const, state: 'held' as const, at: now };
  await recordSteps(session, [{ ...step, holderId: new Types.ObjectId(employeeId), byId: by, note, held, caps }]);
}

/** The leads of these ids that one person may assign, all of one branch; throws `not_found` where one is missing. */
export async function leadsToAssign(
  leadIds: readonly string[],
  mayAssign: (lead: LeadRecord) => boolean,
): Promise<{ branchId: string; leads: LeadRecord[] }> {
  const ids = [...new Set(leadIds)].map((id) => new Types.ObjectId(id));
  const found = await Lead.find({ _id: { $in: ids } }).lean();
  const leads = ids.flatMap((id) => found.filter((lead) => lead._id.equals(id)));
  const branches = new Set(leads.map((lead) => lead.branchId.toHexString()));
  const [branchId] = branches;
  if (leads.length !== ids.length || branches.size !== 1 || !branchId || !leads.every(mayAssign))
    throw new AppError('not_found');
  return { branchId, leads };
}
