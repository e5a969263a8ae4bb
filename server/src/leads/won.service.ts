import { Types } from 'mongoose';
import { LeadStep } from './leadStep.model';

/** Leads that somebody held and won in a period. */
export async function leadsWon(holderId: string, from: Date, to: Date): Promise<number> {
  const where = { holderId: new Types.ObjectId(holderId), kind: 'closed' as const, state: 'won' as const };
  return LeadStep.countDocuments({ ...where, at: { $gte: from, $lt: to } });
}
