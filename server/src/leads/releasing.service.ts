import { AppError } from '@linzhang/shared/kernel/errors';
import { LIVE_STATES } from '@linzhang/shared/leads/leads.rules';
import { type ClientSession, Types } from 'mongoose';
import { relationOf } from '../attribution/attribution.service';
import { once } from '../db/requests';
import { countGone } from './counters';
import { Lead, type LeadRecord } from './lead.model';
import type { StepKind } from './leadStep.model';
import { getLead } from './leads.service';
import { recordSteps } from './steps';

/** Gives an own lead back: to the pool, an owner's one to the head. Safe to retry. */
export async function releaseLead(
  leadId: string,
  employeeId: string,
  { note, requestId }: { note: string; requestId: string },
  now: Date,
): Promise<'pool' | 'head'> {
  const key = { actorId: employeeId, operation: 'releaseLead', requestId, params: { leadId, note } };
  return once(key, now, async (session) => {
    const lead = await getLead(leadId, session);
    if (!lead.live || !lead.holderId?.equals(employeeId)) throw new AppError('not_found');
    const desk = (await isOwners(session, lead)) ? 'head' : 'pool';
    if (!(await putBack(session, lead, { desk, kind: 'released', byId: employeeId, note }, now)))
      throw new AppError('not_found');
    return desk;
  });
}

/** True where the holder of a lead is the member's owner. */
export async function isOwners(session: ClientSession, lead: LeadRecord): Promise<boolean> {
  if (!lead.memberId || !lead.holderId) return false;
  return (await relationOf(lead.memberId.toHexString(), session)).ownerId === lead.holderId.toHexString();
}

export interface PutBack {
  desk: 'pool' | 'head';
  kind: Extract<StepKind, 'released' | 'recycled' | 'left'>;
  byId?: string;
  note?: string;
}

/** Takes a lead from its holder, who waits before taking it again. False where it changed since it was read. */
export async function putBack(
  session: ClientSession,
  lead: LeadRecord,
  { desk, kind, byId, note }: PutBack,
  now: Date,
): Promise<boolean> {
  const { _id, holderId, lastWorkedAt } = lead;
  if (!holderId) return false;
  const gone = {
    holderId: '',
    heldBecause: '',
    heldSince: '',
    lastWorkedAt: '',
    remindedAt: '',
    dueAt: '',
    nextOn: '',
  };
  const back = await Lead.updateOne(
    { _id, live: true, holderId, ...(lastWorkedAt ? { lastWorkedAt } : {}) },
    { $set: { state: 'open', desk, lastHolderId: holderId, releasedAt: now }, $unset: gone },
    { session },
  );
  if (back.modifiedCount !== 1) return false;
  await countGone(session, holderId.toHexString());
  const by = byId ? { byId } : {};
  await recordSteps(session, [
    { leadId: _id, kind, state: 'open', at: now, holderId, note: note ? `${desk} ${note}` : desk, ...by },
  ]);
  return true;
}

/** All open leads of an employee who leaves go to the head, within the transaction that ends the access. */
export async function giveUpLeads(session: ClientSession, employeeId: string, now: Date): Promise<void> {
  const where = { holderId: new Types.ObjectId(employeeId), live: true, state: { $in: LIVE_STATES } };
  const leads = await Lead.find(where).session(session).lean();
  for (const lead of leads) await putBack(session, lead, { desk: 'head', kind: 'left' }, now);
}
