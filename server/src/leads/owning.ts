import { dueAtOf } from '@linzhang/shared/leads/leads.rules';
import { type ClientSession, Types } from 'mongoose';
import type { NewOwner } from '../attribution/ownerChanged.service';
import { getEmployee } from '../employees/employees.service';
import { capsOf, countGiven, countGone } from './counters';
import { Lead, type LeadRecord } from './lead.model';
import { heldBy } from './making.service';
import { rankOf } from './pool.service';
import { recordSteps } from './steps';

/**
 * The open lead of a member goes with the owner: one that lies at a desk, and one that the former owner held. What
 * somebody else took or was assigned stays there. Counts toward the new owner's cap, is never refused.
 */
export async function giveToOwner(session: ClientSession, change: NewOwner, now: Date): Promise<void> {
  const { memberId, ownerId } = change;
  const lead = await Lead.findOne({ memberId: new Types.ObjectId(memberId), live: true })
    .session(session)
    .lean();
  if (!lead || lead.holderId?.equals(ownerId) || !goesAlong(lead, change)) return;
  const former = lead.holderId;
  const branchId = (await getEmployee(ownerId, session)).branchId.toHexString();
  const caps = await capsOf(branchId);
  // What was agreed with the customer holds for whoever comes next.
  const due = { dueAt: dueAtOf(now, lead.nextOn ?? null, caps) };
  const given = await Lead.updateOne(
    { _id: lead._id, live: true, state: lead.state, ...(former ? { holderId: former } : { desk: lead.desk }) },
    {
      $set: {
        ...heldBy(ownerId, 'owner', now, caps),
        ...due,
        ...(await placeWith(lead, branchId)),
        ...(lead.firstHeldAt ? {} : { firstHeldAt: now }),
        ...(former ? { lastHolderId: former } : {}),
      },
      $unset: { desk: '', remindedAt: '' },
    },
    { session },
  );
  // Somebody has taken it since the transaction began: it stays there.
  if (given.modifiedCount !== 1) return;
  if (former) await countGone(session, former.toHexString());
  const held = await countGiven(session, ownerId, null);
  const holderId = new Types.ObjectId(ownerId);
  await recordSteps(session, [{ leadId: lead._id, kind: 'held', state: 'held', at: now, holderId, held, caps }]);
}

function goesAlong({ holderId, heldBecause }: LeadRecord, { formerId }: NewOwner): boolean {
  return !holderId || heldBecause === 'owner' || holderId.toHexString() === formerId;
}

/** An owner of another branch takes the lead along. */
async function placeWith(lead: LeadRecord, branchId: string): Promise<Partial<LeadRecord>> {
  const branch = new Types.ObjectId(branchId);
  if (lead.branchId.equals(branch)) return {};
  const { distance = null, industryMatches, openedAt } = lead;
  return { branchId: branch, rank: await rankOf(branchId, { distance, industryMatches, openedAt }) };
}
