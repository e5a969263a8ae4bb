import { consentInForce } from '@linzhang/shared/members/members.rules';
import { type ClientSession, Types } from 'mongoose';
import { relationOf } from '../attribution/attribution.service';
import { isInsider } from '../members/insiders.service';
import { findMember } from '../members/members.service';
import { capsOf } from './counters';
import { makeOwner } from './followUps.service';
import { Lead, type LeadRecord } from './lead.model';
import { forgetNotes, mergeLeads } from './leadHolding.service';
import { endLead, openLead } from './making.service';
import { giveToOwner } from './owning';
import { type KnownPlace, placeIn, rankOf } from './pool.service';

export interface ProspectFacts {
  prospectId: Types.ObjectId;
  name: string;
  branchId: string;
  place: KnownPlace;
}

/** Opens the lead of a new prospect in the pool of the branch. */
export async function openProspectLead(session: ClientSession, prospect: ProspectFacts, now: Date): Promise<void> {
  const { prospectId, name, branchId, place } = prospect;
  await openLead(
    session,
    {
      subject: { prospectId, prospectName: name },
      branchId,
      reasons: [{ reason: 'prospect', causeId: prospectId.toHexString(), at: now }],
      standing: null,
      ownerId: null,
      desk: 'pool',
      place: await placeIn(branchId, [place]),
      caps: await capsOf(branchId),
    },
    now,
  );
}

/** The open lead of a prospect follows what is known of it. */
export async function updateProspectLead(session: ClientSession, prospect: ProspectFacts): Promise<void> {
  const { prospectId, name, branchId, place } = prospect;
  const lead = await Lead.findOne({ prospectId, live: true }).session(session).lean();
  if (!lead) return;
  const { distance, industryMatches } = await placeIn(branchId, [place]);
  const rank = await rankOf(branchId, { distance, industryMatches, openedAt: lead.openedAt });
  await Lead.updateOne(
    { _id: lead._id },
    {
      $set: { prospectName: name, industryMatches, rank, ...(distance === null ? {} : { distance }) },
      ...(distance === null ? { $unset: { distance: '' } } : {}),
    },
    { session },
  );
}

/** True while a prospect has an open lead. */
export async function hasOpenLead(session: ClientSession, prospectId: Types.ObjectId): Promise<boolean> {
  return (await Lead.exists({ prospectId, live: true }).session(session)) !== null;
}

/** Ends the open lead of a prospect who was given up. */
export async function endProspectLead(session: ClientSession, prospectId: Types.ObjectId, now: Date): Promise<void> {
  const lead = await Lead.findOne({ prospectId, live: true }).session(session).lean();
  if (lead) await endLead(session, lead, 'other', now);
}

/**
 * The lead of a prospect who became a member is the member's: it joins the one that is open already; without the
 * member's agreement to be contacted it ends. Who had qualified the prospect becomes owner where there is none.
 */
export async function convertProspectLead(
  session: ClientSession,
  prospectId: Types.ObjectId,
  memberId: string,
  now: Date,
): Promise<void> {
  const leads = await Lead.find({ prospectId }).sort({ openedAt: -1 }).session(session).lean();
  const lead = leads.find(({ live }) => live);
  const insider = await isInsider(memberId, session);
  if (lead && (insider || !(await agreed(session, memberId)))) await endLead(session, lead, 'no_consent', now);
  else if (lead) await joinOwn(session, lead, memberId, now);
  await Lead.updateMany({ prospectId }, { $set: { memberId: new Types.ObjectId(memberId) } }, { session });
  const shown = leads.find(({ state }) => state === 'qualified' || state === 'won');
  if (shown?.holderId && !insider) await makeOwner(session, memberId, shown.holderId.toHexString(), now);
  // Who came by a manager's code has an owner already, to whom the lead goes from the pool.
  const { ownerId } = await relationOf(memberId, session);
  if (ownerId !== null) await giveToOwner(session, { memberId, ownerId, formerId: null }, now);
}

async function agreed(session: ClientSession, memberId: string): Promise<boolean> {
  const member = await findMember(memberId, session);
  return member !== null && consentInForce(member.consents, 'marketing') !== null;
}

async function joinOwn(session: ClientSession, lead: LeadRecord, memberId: string, now: Date): Promise<void> {
  const own = await Lead.findOne({ memberId: new Types.ObjectId(memberId), live: true })
    .session(session)
    .lean();
  if (own) await mergeLeads(session, lead, own, now);
}

/** Removes what was noted about a prospect, whose person has gone. */
export async function forgetProspectLead(session: ClientSession, prospectId: Types.ObjectId): Promise<void> {
  const leads = await Lead.find({ prospectId }, { _id: 1 }).session(session).lean();
  await forgetNotes(
    session,
    leads.map(({ _id }) => _id),
  );
  await Lead.updateMany({ prospectId }, { $unset: { prospectName: '' } }, { session });
}
