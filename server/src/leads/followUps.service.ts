import { AppError } from '@linzhang/shared/kernel/errors';
import {
  type FollowUpState,
  type HeldAsset,
  type HeldProduct,
  makesOwner,
} from '@linzhang/shared/leads/followUp.rules';
import { dueAtOf, LIVE_STATES, type LostReason, mayGo } from '@linzhang/shared/leads/leads.rules';
import { type ClientSession, Types } from 'mongoose';
import { relationOf } from '../attribution/attribution.service';
import { assignOwner } from '../attribution/owners.service';
import { once } from '../db/requests';
import { capsOf, countGone } from './counters';
import { FollowUp } from './followUp.model';
import { Lead, type LeadRecord } from './lead.model';
import { getLead } from './leads.service';
import { recordSteps } from './steps';

/** What a manager did and learned; nulls where nothing is known. */
export interface Feedback {
  assets: HeldAsset[];
  products: HeldProduct[];
  decisionMaker: string | null;
  informant: string | null;
  actor: string | null;
  target: string | null;
  plan: string | null;
  nextOn: string | null;
  state: FollowUpState;
  lostReason: LostReason | null;
  note: string;
}

/** Notes what the holder did about a lead and where it stands; won and lost end it. Safe to retry. */
export async function followUpLead(
  leadId: string,
  employeeId: string,
  feedback: Feedback,
  requestId: string,
  now: Date,
): Promise<void> {
  const params = { leadId, ...feedback };
  await once({ actorId: employeeId, operation: 'followUpLead', requestId, params }, now, async (session) => {
    const lead = await getLead(leadId, session);
    if (!lead.holderId?.equals(employeeId) || !mayGo(lead.state, feedback.state)) throw new AppError('not_found');
    await keepFollowUp(session, lead, employeeId, feedback, now);
    await moveOn(session, lead, employeeId, feedback, now);
    if (makesOwner(feedback.state) && lead.memberId)
      await makeOwner(session, lead.memberId.toHexString(), employeeId, now);
    return null;
  });
}

async function keepFollowUp(
  session: ClientSession,
  lead: LeadRecord,
  employeeId: string,
  { decisionMaker, informant, actor, target, plan, nextOn, lostReason, ...rest }: Feedback,
  now: Date,
): Promise<void> {
  const given = { decisionMaker, informant, actor, target, plan, nextOn, lostReason };
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
  const row = { leadId: lead._id, employeeId: new Types.ObjectId(employeeId), at: now, ...rest, ...known };
  await FollowUp.create([row], { session });
}

async function moveOn(
  session: ClientSession,
  lead: LeadRecord,
  employeeId: string,
  { state, nextOn, lostReason }: Feedback,
  now: Date,
): Promise<void> {
  const live = LIVE_STATES.includes(state);
  const caps = await capsOf(lead.branchId.toHexString());
  const set = {
    state,
    live,
    lastWorkedAt: now,
    ...(lead.firstContactedAt ? {} : { firstContactedAt: now }),
    ...(live ? { dueAt: dueAtOf(now, nextOn, caps), ...(nextOn ? { nextOn } : {}) } : { closedAt: now }),
    ...(lostReason ? { lostReason } : {}),
  };
  const unset = { remindedAt: '', ...(live ? {} : { dueAt: '' }), ...(live && nextOn ? {} : { nextOn: '' }) };
  const moved = await Lead.updateOne(
    { _id: lead._id, live: true, holderId: lead.holderId, state: lead.state },
    { $set: set, $unset: unset },
    { session },
  );
  if (moved.modifiedCount !== 1) throw new AppError('not_found');
  if (!live) await countGone(session, employeeId);
  const holder = { holderId: new Types.ObjectId(employeeId), byId: employeeId };
  await recordSteps(session, [
    { leadId: lead._id, kind: live ? 'followed_up' : 'closed', state, at: now, note: lostReason, ...holder },
  ]);
}

/** Whoever has shown that a member is one to serve becomes the owner where there is none. */
export async function makeOwner(
  session: ClientSession,
  memberId: string,
  employeeId: string,
  now: Date,
): Promise<void> {
  const { ownerId } = await relationOf(memberId, session);
  if (ownerId === null) await assignOwner(session, memberId, employeeId, 'lead_qualified', now);
}
