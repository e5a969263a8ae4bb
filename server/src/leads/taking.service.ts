import { AppError } from '@linzhang/shared/kernel/errors';
import { businessDay } from '@linzhang/shared/kernel/time';
import { takeRefusal } from '@linzhang/shared/leads/leads.rules';
import type { ClientSession } from 'mongoose';
import { inTurn } from '../db/inTurn';
import { once } from '../db/requests';
import { capsOf, countsOf, countTaken, openCounter } from './counters';
import { Lead } from './lead.model';
import { getLead } from './leads.service';
import { heldBy } from './making.service';
import { recordSteps } from './steps';

export interface TakeRequest {
  leadId: string;
  employee: { employeeId: string; branchId: string };
  requestId: string;
}

/**
 * Takes a lead from the pool in one transaction: the manager's counter with both caps in its guard, then the lead that
 * is still open. Of two who try exactly one gets it. Safe to retry with the same requestId.
 */
export async function takeLead(request: TakeRequest, now: Date): Promise<void> {
  const { leadId, employee, requestId } = request;
  if ((await getLead(leadId)).branchId.toHexString() !== employee.branchId) throw new AppError('not_found');
  await openCounter(employee.employeeId);
  const key = { actorId: employee.employeeId, operation: 'takeLead', requestId, params: { leadId } };
  // All takings of one manager change one counter, all of one lead that lead: in turn none has to begin anew.
  await inTurn(`take-lead:${employee.employeeId}`, () =>
    inTurn(`take-lead:${leadId}`, () => once(key, now, (session) => take(session, leadId, employee, now))),
  );
}

async function take(
  session: ClientSession,
  leadId: string,
  { employeeId, branchId }: TakeRequest['employee'],
  now: Date,
): Promise<null> {
  const lead = await getLead(leadId, session);
  if (lead.desk !== 'pool') throw new AppError('lead_taken');
  const caps = await capsOf(branchId);
  const lastHolderId = lead.lastHolderId?.toHexString() ?? null;
  const counts = await countsOf(employeeId, now, session);
  const refusal = takeRefusal(counts, { lastHolderId, releasedAt: lead.releasedAt ?? null }, employeeId, now, caps);
  if (refusal) throw new AppError(refusal, { ...counts, mostHeld: caps.held, mostTaken: caps.takenADay });
  const held = await countTaken(session, employeeId, caps, now);
  const change = heldBy(employeeId, 'taken', now, caps);
  const taken = await Lead.updateOne(
    { _id: lead._id, live: true, desk: 'pool' },
    {
      $set: { ...change, ...(lead.firstHeldAt ? {} : { firstHeldAt: now }) },
      $unset: { desk: '', remindedAt: '', nextOn: '' },
    },
    { session },
  );
  if (taken.modifiedCount !== 1) throw new AppError('lead_taken');
  const { holderId } = change;
  const step = {
    leadId: lead._id,
    kind: 'taken' as const,
    state: 'held' as const,
    at: now,
    holderId,
    byId: employeeId,
  };
  await recordSteps(session, [{ ...step, held, caps, day: businessDay(now) }]);
  return null;
}
