import { LIVE_STATES } from '@linzhang/shared/leads/leads.rules';
import type { Types } from 'mongoose';
import type { Difference } from '../db/difference';
import { FollowUp } from './followUp.model';
import { Lead } from './lead.model';
import { LeadCounter } from './leadCounter.model';
import { LeadStep } from './leadStep.model';

/** Recomputes the counters of managers from leads and steps, and the state of leads from their last step. */
export async function* verifyLeads(): AsyncGenerator<Difference> {
  yield* counterDifferences();
  yield* stateDifferences();
}

async function* counterDifferences(): AsyncGenerator<Difference> {
  const rows = await Lead.aggregate<{ _id: Types.ObjectId; count: number }>([
    { $match: { live: true, holderId: { $type: 'objectId' } } },
    { $group: { _id: '$holderId', count: { $sum: 1 } } },
  ]);
  const held = new Map(rows.map(({ _id, count }) => [_id.toHexString(), count]));
  for await (const counter of LeadCounter.find().lean().cursor()) {
    const id = counter._id.toHexString();
    const expected = held.get(id) ?? 0;
    held.delete(id);
    if (counter.held !== expected) yield { projection: 'leadcounters.held', id, expected, found: counter.held };
    const taken = await LeadStep.countDocuments({ holderId: counter._id, kind: 'taken', day: counter.day });
    if (counter.taken !== taken) yield { projection: 'leadcounters.taken', id, expected: taken, found: counter.taken };
  }
  for (const [id, expected] of held) yield { projection: 'leadcounters.held', id, expected, found: null };
}

async function* stateDifferences(): AsyncGenerator<Difference> {
  for await (const lead of Lead.find().lean().cursor()) {
    const id = lead._id.toHexString();
    const step = await LeadStep.findOne({ leadId: lead._id, kind: { $ne: 'joined' } }, { state: 1 })
      .sort({ at: -1, _id: -1 })
      .lean();
    if (step?.state !== lead.state)
      yield { projection: 'leads.state', id, expected: step?.state ?? null, found: lead.state };
    const live = LIVE_STATES.includes(lead.state);
    if (live !== lead.live) yield { projection: 'leads.live', id, expected: live, found: lead.live };
    const worked = lead.live ? await FollowUp.findOne({ leadId: lead._id }).sort({ at: -1 }).lean() : null;
    if (worked && lead.lastWorkedAt && lead.lastWorkedAt < worked.at && lead.holderId?.equals(worked.employeeId))
      yield { projection: 'leads.lastWorkedAt', id, expected: worked.at, found: lead.lastWorkedAt };
  }
}
