import { newReasons } from '@linzhang/shared/leads/reasons.rules';
import { type ClientSession, Types } from 'mongoose';
import { registerOwnerChanged } from '../attribution/ownerChanged.service';
import { enqueue } from '../db/outbox';
import { registerLeaving } from '../employees/leaving.service';
import { registerHolding } from '../members/holdings.service';
import { registerMarketingConsent } from '../members/marketingConsent.service';
import { registerServiceSource } from '../members/relations.service';
import { registerStandingsTaken, standingOf } from '../members/standing.service';
import { lookSoon } from './following.service';
import { FollowUp } from './followUp.model';
import { Lead, type LeadRecord } from './lead.model';
import { LeadStep } from './leadStep.model';
import { leadHoldersOf } from './leads.service';
import { endLead, joinReasons } from './making.service';
import { giveToOwner } from './owning';
import { giveUpLeads } from './releasing.service';

/** Kind of the side effect that looks at a member anew. */
export const LEAD_OUTBOX_KIND = 'lead';

/** Tells members who holds a lead and what is kept of it, and hears of consents and of employees who leave. */
export function registerLeads(): void {
  registerServiceSource(leadHoldersOf);
  registerMarketingConsent(hearConsent);
  registerLeaving(giveUpLeads);
  registerOwnerChanged(giveToOwner);
  registerStandingsTaken(lookSoon);
  registerHolding({ name: 'leads', move: moveLeads, exportOwn: exportLeads, erase: eraseLeads });
}

/** Who agrees may be a lead at once by what was done before; who takes it back is none any more. */
async function hearConsent(session: ClientSession, memberId: string, agreed: boolean, now: Date): Promise<void> {
  if (agreed)
    return enqueue(session, LEAD_OUTBOX_KIND, `${memberId}:${new Types.ObjectId().toHexString()}`, { memberId }, now);
  const lead = await openLeadOf(session, memberId);
  if (lead) await endLead(session, lead, 'no_consent', now);
}

function openLeadOf(session: ClientSession, memberId: string): Promise<LeadRecord | null> {
  return Lead.findOne({ memberId: new Types.ObjectId(memberId), live: true })
    .session(session)
    .lean();
}

/** Of two open leads the one that somebody works on stays, else the earlier; the other's reasons join it. */
async function moveLeads(session: ClientSession, from: string, to: string, now: Date): Promise<void> {
  const [one, other] = [await openLeadOf(session, from), await openLeadOf(session, to)];
  if (one && other) await mergeLeads(session, one, other, now);
  await Lead.updateMany(
    { memberId: new Types.ObjectId(from) },
    { $set: { memberId: new Types.ObjectId(to) } },
    { session },
  );
}

/** Ends one of two open leads of a person; gives back the one that stays. */
export async function mergeLeads(
  session: ClientSession,
  one: LeadRecord,
  other: LeadRecord,
  now: Date,
): Promise<LeadRecord> {
  const first = one.openedAt <= other.openedAt ? one : other;
  const kept = [first, one, other].find((lead) => lead.holderId) ?? first;
  const gone = kept === one ? other : one;
  await endLead(session, gone, 'account_merged', now);
  const reasons = newReasons(gone.reasons, [{ reasons: kept.reasons, closedAt: null }], now);
  const standing = kept.memberId ? await standingOf(kept.memberId.toHexString(), now) : null;
  if (reasons.length > 0) await joinReasons(session, kept, reasons, standing, now);
  return kept;
}

const MOST_EXPORTED = 500;

/** That the bank saw reason to call, and when it did; what its people noted of each other is not the member's. */
async function exportLeads(memberId: string): Promise<unknown> {
  const leads = await Lead.find({ memberId: new Types.ObjectId(memberId) })
    .sort({ openedAt: -1 })
    .limit(MOST_EXPORTED)
    .lean();
  const calls = await FollowUp.find({ leadId: { $in: leads.map(({ _id }) => _id) } })
    .sort({ at: -1 })
    .limit(MOST_EXPORTED)
    .lean();
  return leads.map(({ _id, openedAt, closedAt, reasons }) => ({
    openedAt,
    closedAt,
    reasons: reasons.map(({ reason, at }) => ({ reason, at })),
    contacts: calls
      .filter((call) => call.leadId.equals(_id))
      .map(({ at, assets, products, nextOn }) => ({ at, assets, products, nextOn })),
  }));
}

/** The open lead ends; what was noted about the person goes, that somebody called stays. */
async function eraseLeads(session: ClientSession, memberId: string, now: Date): Promise<void> {
  const lead = await openLeadOf(session, memberId);
  if (lead) await endLead(session, lead, 'account_ended', now);
  const where = { memberId: new Types.ObjectId(memberId) };
  const leads = await Lead.find(where, { _id: 1 }).session(session).lean();
  await forgetNotes(
    session,
    leads.map(({ _id }) => _id),
  );
  await Lead.updateMany(where, { $unset: { prospectName: '' } }, { session });
}

/** Removes what was noted of a person. By the driver itself: the model refuses every change of the ledger. */
export async function forgetNotes(session: ClientSession, leadIds: readonly Types.ObjectId[]): Promise<void> {
  const noted = { decisionMaker: '', informant: '', actor: '', target: '', plan: '' };
  await FollowUp.collection.updateMany(
    { leadId: { $in: [...leadIds] } },
    { $set: { note: '', assets: [], products: [] }, $unset: noted },
    { session },
  );
  const byHand = { leadId: { $in: [...leadIds] }, kind: { $in: ['released', 'assigned'] } };
  await LeadStep.collection.updateMany(byHand, { $unset: { note: '' } }, { session });
}
