import { HOUR_MS } from '@linzhang/shared/kernel/time';
import { staleness } from '@linzhang/shared/leads/leads.rules';
import type { RecurringJob } from '../db/jobEngine';
import { inTransaction } from '../db/transaction';
import { accountOfEmployee } from '../employees/branchPeople.service';
import { notifyMember } from '../messages/messages.service';
import { capsOf } from './counters';
import { Lead, type LeadRecord } from './lead.model';
import { isOwners, putBack } from './releasing.service';

/** No branch reminds sooner: what was worked on since then is not read. */
const SOONEST_MS = HOUR_MS;

/** Reminds holders of leads without a follow-up and takes those back that went stale. Gives the numbers. */
export async function recycleLeads(now: Date): Promise<{ reminded: number; recycled: number }> {
  const counts = { reminded: 0, recycled: 0 };
  const before = new Date(now.getTime() - SOONEST_MS);
  for await (const lead of Lead.find({ live: true, lastWorkedAt: { $lte: before } })
    .lean()
    .cursor()) {
    const caps = await capsOf(lead.branchId.toHexString());
    const became = lead.lastWorkedAt ? staleness(lead.lastWorkedAt, false, now, caps) : 'fresh';
    if (became === 'pool' && (await recycle(lead, now))) counts.recycled += 1;
    if (became === 'remind' && !lead.remindedAt && (await remind(lead, now))) counts.reminded += 1;
  }
  return counts;
}

/** Page of one lead, by its id. */
const LEAD_PAGE = 'pages/manager/lead/index';

/** Back to the pool; an owner's one goes to the head instead. */
function recycle(lead: LeadRecord, now: Date): Promise<boolean> {
  return inTransaction(async (session) => {
    const desk = (await isOwners(session, lead)) ? 'head' : 'pool';
    return putBack(session, lead, { desk, kind: 'recycled' }, now);
  });
}

/** A notice, and a subscription message where the manager accepted one. */
async function remind(lead: LeadRecord, now: Date): Promise<boolean> {
  if (!lead.holderId || !lead.lastWorkedAt) return false;
  const memberId = await accountOfEmployee(lead.holderId.toHexString());
  const worked = lead.lastWorkedAt;
  const { _id, holderId } = lead;
  return inTransaction(async (session) => {
    const guard = { _id, live: true, holderId, lastWorkedAt: worked, remindedAt: { $exists: false } };
    const marked = await Lead.updateOne(guard, { $set: { remindedAt: now } }, { session });
    if (marked.modifiedCount !== 1) return false;
    if (memberId)
      await notifyMember(
        session,
        {
          memberId,
          kind: 'lead_due',
          dedupeKey: `lead-due:${_id.toHexString()}:${worked.getTime()}`,
          title: '有线索等待跟进',
          text: '您手上有线索超过时限没有跟进，请尽快联系客户，否则会被收回。',
          page: `${LEAD_PAGE}?id=${_id.toHexString()}`,
          marketing: false,
        },
        now,
      );
    return true;
  });
}

/** What nobody worked on goes back within the quarter of an hour. */
export const recyclingJob: RecurringJob = {
  name: 'lead-recycling',
  cron: '*/15 * * * *',
  work: async ({ now }) => {
    await recycleLeads(now());
  },
};
